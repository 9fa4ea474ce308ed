// Who the visitor is to the server. On the broker's own page a cookie says it, which no script
// reads; in a frame on another site cookies are blocked, so the frame keeps a token itself. Where
// storage is forbidden to frames too, the page around it keeps the token.
(function () {
  "use strict";

  const { framed, kept, tell } = window.SofiaPage;
  const root = document.getElementById("chat");
  const OUTBOX = "sofia-chat-outbox";
  const memory = new Map();

  function storage(kind) {
    try {
      self[kind].getItem("sofia");
      return self[kind];
    } catch {
      return null;
    }
  }
  // Local storage is shared by the visitor's tabs, session storage is one tab's.
  const shared = storage("localStorage");
  const own = storage("sessionStorage");

  function slot(store, key, name) {
    return {
      get: () => store?.getItem(key) ?? memory.get(key) ?? (name && kept[name]) ?? "",
      set(value) {
        memory.set(key, value);
        try {
          if (value) store?.setItem(key, value);
          else store?.removeItem(key);
        } catch {
          /* full: kept in memory */
        }
        if (name && !store) tell("keep", { name, value });
      },
    };
  }
  const token = slot(shared, "sofia-chat-token", "token");
  const seen = slot(shared, "sofia-chat-seen", "seen");
  const outbox = slot(own, OUTBOX);
  const renewed = slot(own, "sofia-chat-renewed");

  // Two tabs opened at once may both write: what stands there afterwards counts for both.
  if (framed && !token.get()) token.set(root.dataset.token);

  function restart() {
    outbox.set("");
    seen.set("");
    if (shared || !framed) location.reload();
    else tell("restart");
  }

  // Begun anew in another tab: this one follows.
  addEventListener("storage", (event) => {
    if (framed && event.key === "sofia-chat-token" && event.newValue) restart();
  });

  async function ask(address, { method = "GET", body, seconds = 15 } = {}) {
    const url = new URL(address, location.href);
    url.searchParams.set("language", document.documentElement.lang);
    const headers = { Accept: "application/json" };
    if (framed) headers["X-Chat-Session"] = token.get();
    else headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]").value;
    if (body) headers["Content-Type"] = "application/json";
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), seconds * 1000);
    try {
      return await fetch(url, { method, headers, body: body && JSON.stringify(body), signal: stop.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  function socket() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const query = new URLSearchParams({ language: document.documentElement.lang });
    if (framed) query.set("embed", "1");
    const line = new WebSocket(`${scheme}//${location.host}/ws/chat/?${query}`);
    if (framed) line.addEventListener("open", () => line.send(JSON.stringify({ type: "hello", token: token.get() })));
    return line;
  }

  // The server does not know the token (any more): take the page's fresh one, once.
  function unknown() {
    if (!framed || renewed.get() === token.get()) return false;
    token.set(root.dataset.token);
    renewed.set(root.dataset.token);
    return true;
  }

  async function forget() {
    const answer = await ask(root.dataset.forget, { method: "POST" });
    if (!answer.ok) throw new Error("not forgotten");
    if (framed) token.set((await answer.json()).token);
    restart();
  }

  // Another page began anew; a moment later it has put the new token where this one finds it.
  const forgotten = () => setTimeout(restart, 1000);

  window.SofiaVisit = { framed, ask, socket, unknown, forget, forgotten, outbox, seen };
})();
