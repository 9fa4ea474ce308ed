// Keeps an open page current: a socket that says what the page shows and applies what comes back.
(function () {
  "use strict";

  const sign = document.getElementById("live");
  if (!sign) return;
  const words = sign.querySelector("span");
  const address = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws/live/`;
  let socket = null;
  let lastId = 0;
  let tries = 0;
  let timer = 0;
  let asked = "";

  function state(name) {
    if (sign.dataset.state === name) return;
    sign.dataset.state = name;
    words.textContent = sign.dataset[name] || "";
  }

  function topics() {
    const names = new Set();
    for (const element of document.querySelectorAll("[data-live]")) {
      for (const name of element.dataset.live.split(/\s+/)) if (name) names.add(name);
    }
    return [...names].sort();
  }

  function hello() {
    const names = topics();
    asked = names.join(" ");
    socket.send(JSON.stringify({ type: "hello", last_id: lastId, topics: names }));
  }

  // Too much was missed to tell piece by piece: the page's main region is drawn anew. It is asked
  // for as a whole page, since the piece htmx would get may have no main region. Where a lead lies
  // over the page, the address is the lead's; the page is the one below, and both are drawn.
  async function refetch() {
    if ("dragging" in document.body.dataset) {
      return document.addEventListener("sofia:dropped", refetch, { once: true });
    }
    const { panel, under } = history.state || {};
    try {
      await redraw(panel && under ? under : location.href, "#main");
      if (panel && under) await redraw(panel, "article[id^='lead-']");
    } catch {
      timer = setTimeout(refetch, 3000);
    }
  }

  async function redraw(url, region) {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (answer.status >= 500) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(region);
    // Signed out meanwhile, or gone: the browser shows what stands there now.
    if (answer.redirected || !fresh) return location.reload();
    window.Sofia.redraw(document.adoptNode(fresh));
  }

  function receive(text) {
    if (text.startsWith("{")) return;
    const template = document.createElement("template");
    template.innerHTML = text;
    const frame = template.content.querySelector("sofia-live");
    if (!frame) return;
    const id = Number(frame.getAttribute("last-id") || 0);
    if (id > lastId) lastId = id;
    if (frame.hasAttribute("reset")) refetch();
    else window.Sofia.apply(text);
  }

  function connect() {
    clearTimeout(timer);
    socket = new WebSocket(address);
    socket.onopen = () => {
      tries = 0;
      state("on");
      hello();
    };
    socket.onmessage = (event) => receive(event.data);
    socket.onclose = (event) => {
      socket = null;
      // 4401: signed out. Knocking again would not help; the next page load asks for the password.
      if (event.code === 4401) return state("off");
      tries += 1;
      if (tries > 1 || sign.dataset.state === "on") state("off");
      const wait = Math.min(15000, 500 * 2 ** Math.min(tries - 1, 5));
      timer = setTimeout(connect, wait / 2 + (Math.random() * wait) / 2);
    };
  }

  function current() {
    if (socket?.readyState === WebSocket.OPEN && topics().join(" ") !== asked) hello();
  }

  setInterval(() => {
    if (socket?.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
  }, 20000);
  document.addEventListener("htmx:afterSettle", current);
  document.addEventListener("sofia:placed", current);
  document.addEventListener("sofia:panel", current);
  addEventListener("online", () => !socket && connect());
  // A page out of the back/forward cache has lost its socket.
  addEventListener("pageshow", (event) => event.persisted && !socket && connect());
  document.addEventListener("visibilitychange", () => !document.hidden && !socket && connect());

  connect();
})();
