// The public web chat. A message is posted with an id of its own, so trying again never says it
// twice; answers come over a socket, and by asking every few seconds when there is none.
(function () {
  "use strict";

  const chat = document.getElementById("chat");
  const log = document.getElementById("log");
  const form = document.getElementById("say");
  const text = document.getElementById("text");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const you = document.getElementById("words").content.firstElementChild.dataset.you;
  const shown = new Set([...log.querySelectorAll("[id^='c-']")].map((line) => line.id.slice(2)));
  let last = [...shown].pop() || "";
  let socket = null;
  let tries = 0;
  let poll = 0;
  let typing = null;
  let draft = null;
  let notice = null;

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const toEnd = () => (log.scrollTop = log.scrollHeight);

  // Links of our own words only: text from anybody stays text.
  function write(line, who, words) {
    line.replaceChildren();
    const reader = document.createElement("span");
    reader.className = "sr-only";
    reader.textContent = `${who}: `;
    line.append(reader, words);
  }

  function bubble(author, words, name) {
    const line = document.createElement("p");
    line.className = "chat-line";
    line.dataset.author = author;
    line.dir = "auto";
    if (author === "person" && name) line.dataset.name = name;
    write(line, author === "lead" ? you : name || "Sofía", words);
    return line;
  }

  function put(line) {
    const follow = atEnd() || line.dataset.author === "lead";
    log.append(line);
    if (typing) log.append(typing);
    if (follow) toEnd();
  }

  function quiet() {
    typing?.remove();
    typing = null;
  }

  function think() {
    if (typing || draft) return;
    typing = document.createElement("p");
    typing.className = "chat-typing";
    typing.setAttribute("role", "img");
    typing.setAttribute("aria-label", chat.dataset.typing);
    typing.append(...[0, 1, 2].map(() => document.createElement("i")));
    put(typing);
    setTimeout(quiet, 60000);
  }

  function piece(words) {
    quiet();
    if (!draft) {
      draft = bubble("sofia", "");
      // The whole answer is read out once it stands, not word by word.
      draft.setAttribute("aria-hidden", "true");
      put(draft);
    }
    draft.append(words);
    if (atEnd()) toEnd();
  }

  function message(frame) {
    if (shown.has(frame.id)) return;
    shown.add(frame.id);
    if (frame.id > last) last = frame.id;
    if (frame.author !== "lead") {
      quiet();
      draft?.remove();
      draft = null;
    } else {
      const mine = [...log.querySelectorAll("[data-pending]")].find((line) => line.dataset.words === frame.text);
      if (mine) return settle(mine, frame.id);
    }
    const line = bubble(frame.author, frame.text, frame.name || (frame.author === "person" ? chat.dataset.broker : ""));
    line.id = `c-${frame.id}`;
    put(line);
  }

  function settle(line, id) {
    delete line.dataset.pending;
    delete line.dataset.failed;
    line.id = `c-${id}`;
    shown.add(id);
    if (id > last) last = id;
  }

  function say(words) {
    notice?.remove();
    notice = null;
    if (!words) return;
    notice = document.createElement("p");
    notice.className = "chat-note";
    notice.textContent = words;
    put(notice);
  }

  function receive(frame) {
    if (frame.type === "message") message(frame);
    else if (frame.type === "typing") think();
    else if (frame.type === "token") piece(frame.text);
    else if (frame.type === "done") quiet();
  }

  // An id without crypto.randomUUID, which plain http outside of localhost does not have.
  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function post(line) {
    line.dataset.pending = "";
    delete line.dataset.failed;
    try {
      const answer = await fetch(chat.dataset.messages, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
        body: JSON.stringify({ text: line.dataset.words, message_id: line.dataset.key }),
      });
      const body = await answer.json();
      if (!answer.ok) throw Object.assign(new Error(), { words: body.error?.message });
      // The answer may already have come over the socket, in which case this line is settled.
      if (document.getElementById(`c-${body.id}`) && line.id !== `c-${body.id}`) line.remove();
      else settle(line, body.id);
      say("");
      if (!socket) ask();
    } catch (error) {
      line.dataset.failed = "";
      line.tabIndex = 0;
      line.setAttribute("role", "button");
      say([error.words, chat.dataset.notSent].filter(Boolean).join(" "));
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    if (words.length > 4096) return say(chat.dataset.tooLong);
    const line = bubble("lead", words);
    line.dataset.words = words;
    line.dataset.key = newId();
    put(line);
    form.reset();
    text.focus();
    post(line);
  });

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  function again(event) {
    const line = event.target.closest(".chat-line[data-failed]");
    if (line && (event.type === "click" || event.key === "Enter")) post(line);
  }
  log.addEventListener("click", again);
  log.addEventListener("keydown", again);

  async function ask() {
    clearTimeout(poll);
    try {
      const answer = await fetch(`${chat.dataset.messages}?after=${encodeURIComponent(last)}`, { headers: { Accept: "application/json" } });
      if (answer.ok) for (const frame of (await answer.json()).messages) message({ type: "message", ...frame });
    } catch {
      /* the next try may be luckier */
    }
    if (!socket) poll = setTimeout(ask, document.hidden ? 15000 : 2500);
  }

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const line = new WebSocket(`${scheme}//${location.host}/ws/chat/`);
    line.onopen = () => {
      socket = line;
      tries = 0;
      clearTimeout(poll);
    };
    line.onmessage = (event) => receive(JSON.parse(event.data));
    line.onclose = () => {
      const was = socket;
      socket = null;
      tries += 1;
      if (was || tries === 1) ask();
      setTimeout(connect, Math.min(30000, 1000 * 2 ** tries) * (0.5 + Math.random() / 2));
    };
  }
  setInterval(() => socket?.readyState === WebSocket.OPEN && socket.send('{"type":"ping"}'), 20000);

  toEnd();
  connect();
  if (matchMedia("(pointer: fine)").matches) text.focus();
})();
