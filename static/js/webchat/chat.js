// The public web chat, put together. A message is posted with an id of its own, so trying again never
// says it twice; answers come over a socket, and by asking every few seconds when there is none.
(function () {
  "use strict";

  const { dataset } = document.getElementById("chat");
  const page = window.SofiaPage;
  const visit = window.SofiaVisit;
  const { log, make, put, bubble, when, think, quiet, piece, undraft, offer, toEnd } = window.SofiaLog;
  const form = document.getElementById("say");
  const text = document.getElementById("text");
  const send = form.querySelector("[type=submit]");
  const count = document.getElementById("count");
  const note = document.getElementById("note");
  const state = document.getElementById("state");
  const consent = document.getElementById("consent");
  const LIMIT = 4096;
  const shown = new Set([...log.querySelectorAll("[id^='c-']")].map((line) => line.id.slice(2)));
  const lines = new Map(); // by the id the page itself gave
  let last = [...shown].pop() || "";
  let newest = null;
  let gone = 0;
  let reachable = true;
  let offline = false;
  let synced = false;

  for (const time of log.querySelectorAll("time")) time.replaceWith(when(time.dateTime));

  const heard = window.SofiaUnread({
    shown(focus) {
      toEnd();
      if (focus) text.focus();
    },
  });

  // The line below the log: of the connection first, else of what was written here. Neither takes
  // the other's words away.
  const why = { line: "", written: "" };

  function say(words, of = "written") {
    why[of] = words || "";
    note.textContent = why.line || why.written;
    note.hidden = !note.textContent;
  }

  // --- what is written here -------------------------------------------------------------------

  function retry(line, words) {
    line.querySelector(".chat-retry")?.remove();
    if (!words) return;
    const button = make("button", "chat-retry", words);
    button.type = "button";
    button.addEventListener("click", () => outbox.again());
    line.append(button);
    toEnd();
  }

  function draw(item, how, words) {
    let line = lines.get(item.key);
    if (!line) {
      line = bubble({ author: "lead", text: item.text });
      lines.set(item.key, line);
      put(line, { follow: true });
      consent.hidden = true;
    }
    line.toggleAttribute("data-pending", how === "queued" || how === "sending" || how === "waiting");
    line.toggleAttribute("data-failed", how === "lost" || how === "refused");
    retry(line, how === "lost" ? dataset.notSent : "");
    if (how === "waiting" || how === "refused") say(words);
    else if (how === "sending") say("");
  }

  function settle(line, message) {
    line.removeAttribute("data-pending");
    line.removeAttribute("data-failed");
    retry(line, "");
    line.id = `c-${message.id}`;
    if (!line.querySelector("time")) line.append(when(message.at));
    shown.add(message.id);
    if (message.id > last) last = message.id;
  }

  // The consent line goes along when it was before the visitor's eyes.
  function write(item) {
    outbox.add({ ...item, consent: consent.hidden ? undefined : dataset.consent });
    page.tell("written");
  }

  async function post({ key, text: words, choice, of, consent: agreed }) {
    try {
      const answer = await visit.ask(dataset.messages, {
        method: "POST",
        body: { text: words, message_id: key, choice, of, consent: agreed },
      });
      const body = await answer.json();
      const told = body.error?.message || "";
      if (answer.ok) return { frame: body };
      if (answer.status === 401 && visit.unknown()) return { wait: 0.1, words: "" };
      if (answer.status === 429 || answer.status === 503) {
        // 503: it is kept already, and asking again under the same name tells how it went.
        const seconds = Number(answer.headers.get("Retry-After")) || 2;
        const soon = dataset.soon.replace("%s", seconds);
        return { wait: seconds, words: answer.status === 429 ? `${told} ${soon}` : told };
      }
      // 403: the page's CSRF token is no longer good, only a new page has one.
      if (answer.status >= 500 || answer.status === 403) return { lost: true };
      return { refused: told || dataset.notSent };
    } catch {
      return { lost: true };
    }
  }

  const outbox = window.SofiaOutbox({
    store: visit.outbox,
    send: post,
    show: draw,
    sent(item, message) {
      const mine = lines.get(item.key);
      const known = document.getElementById(`c-${message.id}`);
      if (known && known !== mine) mine.remove(); // its acknowledgement was lost before a reload
      else settle(mine, message);
      newer(message);
      say("");
      if (!line.isOpen()) line.ask();
    },
  });

  const length = () => [...text.value.trim()].length;

  function measure() {
    const left = LIMIT - length();
    count.textContent = left < 0 ? dataset.tooLong.replace("%s", -left) : left < 200 ? String(left) : "";
    send.disabled = left < 0;
    if (!CSS.supports("field-sizing", "content")) {
      text.style.height = "auto";
      text.style.height = `${text.scrollHeight + 2}px`;
    }
  }
  text.addEventListener("input", measure);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const size = length();
    text.focus();
    if (!size || size > LIMIT) return measure();
    const words = text.value.trim();
    form.reset();
    measure();
    write({ text: words });
  });

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // --- what comes ---------------------------------------------------------------------------------

  function choose(option) {
    const of = newest.id;
    offer({}, choose);
    text.focus();
    write({ text: option.title, choice: option.id, of });
  }

  function newer(said) {
    if (newest && said.id < newest.id) return;
    newest = said;
    offer(said, choose);
  }

  function message(said) {
    newer(said);
    heard(said);
    if (shown.has(said.id)) return;
    shown.add(said.id);
    if (said.id > last) last = said.id;
    if (said.author === "lead") {
      consent.hidden = true;
      outbox.drop(said.message_id);
      const mine = lines.get(said.message_id);
      if (mine) return settle(mine, said);
    } else {
      undraft();
    }
    const line = bubble(said);
    line.id = `c-${said.id}`;
    put(line);
    // What is not sent yet stays last.
    for (const waiting of log.querySelectorAll("[data-pending], [data-failed]")) put(waiting);
  }

  // From now on the log is read out; before, the whole history would be.
  function sync() {
    if (synced) return;
    synced = true;
    log.setAttribute("aria-busy", "false");
    // Kept over a reload; what was written since is drawn already, and may say why it waits.
    for (const item of outbox.items()) if (!lines.has(item.key)) draw(item, "sending");
    outbox.again();
  }

  function receive(told) {
    if (told.type === "message") message(told);
    else if (told.type === "typing") think();
    else if (told.type === "token") piece(told.text);
    else if (told.type === "done") quiet();
    else if (told.type === "forgotten") visit.forgotten();
    else if (told.type === "synced") sync();
    else if (told.type === "state") {
      if (state.textContent !== told.text) state.textContent = told.text;
      state.hidden = !told.text;
      if (told.holder !== "sofia") undraft(); // what was not said to the end will not be said
    }
  }

  const line = window.SofiaLine({
    visit,
    address: dataset.messages,
    receive,
    since: () => last,
    told(online) {
      clearTimeout(gone);
      if (!online) {
        // A moment without a line is nobody's business.
        gone = setTimeout(() => {
          offline = true;
          say(dataset.offline, "line");
        }, 1500);
      } else {
        if (offline) say("", "line");
        offline = false;
        if (!reachable) outbox.again();
      }
      reachable = online;
    },
  });

  // --- begin anew, close ------------------------------------------------------------------------

  const asked = document.getElementById("forget-asked");
  document.getElementById("forget").addEventListener("submit", (event) => {
    event.preventDefault();
    asked.showModal();
  });
  asked.addEventListener("close", () => {
    if (asked.returnValue === "yes") visit.forget().catch(() => say(dataset.offline));
    else text.focus();
    asked.returnValue = "";
  });
  document.getElementById("language").addEventListener("click", (event) => {
    page.tell("language", { language: event.currentTarget.hreflang });
  });
  document.getElementById("close")?.addEventListener("click", () => page.tell("close"));

  toEnd();
  page.tell("ready");
  if (!visit.framed && matchMedia("(pointer: fine)").matches) text.focus();
})();
