// The conversation as it is drawn: bubbles, the answer that is just being written, things to press.
(function () {
  "use strict";

  const chat = document.getElementById("chat");
  const log = document.getElementById("log");
  const language = document.documentElement.lang;
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
  const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;
  let typing = null;
  let quietAt = 0;
  let draft = null;
  let choices = null;

  const make = (tag, name, words) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (words !== undefined) element.textContent = words;
    return element;
  };
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const toEnd = () => (log.scrollTop = log.scrollHeight);

  function put(element, { follow = atEnd() } = {}) {
    log.append(element);
    if (choices && element !== choices) log.append(choices);
    if (typing) log.append(typing);
    if (follow) toEnd();
  }

  // Text from anybody stays text; only addresses in what the broker's side says can be followed.
  function words(text, author) {
    const span = make("span", "chat-words");
    let from = 0;
    for (const found of author === "lead" ? [] : text.matchAll(ADDRESS)) {
      span.append(text.slice(from, found.index));
      const link = make("a", "", found[0]);
      link.href = found[0];
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
      span.append(link);
      from = found.index + found[0].length;
    }
    span.append(text.slice(from));
    return span;
  }

  function when(iso) {
    const at = new Date(iso);
    const time = make("time", "chat-time", (at.toDateString() === new Date().toDateString() ? clock : date).format(at));
    time.dateTime = iso;
    time.title = exact.format(at);
    return time;
  }

  function bubble(frame) {
    const line = make("p", "chat-line");
    const name = frame.author === "person" ? frame.name || chat.dataset.broker : "";
    line.dataset.author = frame.author;
    line.dir = "auto";
    if (name) {
      const before = [...log.querySelectorAll(".chat-line")].at(-1);
      line.dataset.who = name;
      if (before?.dataset.who !== name) line.dataset.name = name;
    }
    line.append(
      make("span", "sr-only", `${frame.author === "lead" ? chat.dataset.you : name || "Sofía"}: `),
      words(frame.text, frame.author),
    );
    if (frame.at) line.append(when(frame.at));
    return line;
  }

  function quiet() {
    clearTimeout(quietAt);
    typing?.remove();
    typing = null;
  }

  function think() {
    if (draft) return;
    clearTimeout(quietAt);
    quietAt = setTimeout(quiet, 60000);
    if (typing) return;
    typing = make("p", "chat-typing");
    typing.setAttribute("role", "img");
    typing.setAttribute("aria-label", chat.dataset.typing);
    typing.append(make("i"), make("i"), make("i"));
    put(typing);
  }

  function piece(text) {
    quiet();
    if (!draft) {
      draft = bubble({ author: "sofia", text: "" });
      // The whole answer is read out once it stands, not word by word.
      draft.setAttribute("aria-hidden", "true");
      put(draft);
    }
    const follow = atEnd();
    draft.querySelector(".chat-words").append(text);
    if (follow) toEnd();
  }

  function undraft() {
    quiet();
    draft?.remove();
    draft = null;
  }

  // Only the newest message can be answered with a press.
  function offer(frame, choose) {
    choices?.remove();
    choices = null;
    if (!frame.buttons?.length) return;
    choices = make("div", "chat-choices");
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", chat.dataset.choices);
    for (const option of frame.buttons) {
      const button = make("button", "chat-choice");
      button.type = "button";
      button.append(make("span", "", option.title));
      if (option.description) button.append(make("small", "muted", option.description));
      button.dir = "auto";
      button.addEventListener("click", () => choose(option), { once: true });
      choices.append(button);
    }
    put(choices);
  }

  window.SofiaLog = { log, make, put, bubble, when, think, quiet, piece, undraft, offer, toEnd };
})();
