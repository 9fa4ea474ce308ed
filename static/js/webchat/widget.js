// The chat on any page: a script element with src="https://HOST/widget.js", deferred. A launcher, and a frame
// that is made when it is first opened. Everything lies in a shadow root, so the page's styles and ours
// do not meet; nothing is evaluated, nothing inline: the page's policy needs this host in script-src and
// frame-src only. The one name it adds is window.Sofia. docs/webchat.md tells the rest.
(function (broker) {
  "use strict";

  const TAG = "sofia-chat";
  const STATE = "sofia-chat";
  const KEPT = ["token", "seen"];
  const FRAME_SECONDS = 15;
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  if (!script || document.querySelector(TAG) || typeof window.Sofia?.open === "function") return;
  const home = new URL(script.src).origin;
  const given = script.dataset;

  const WORDS = {
    en: {
      open: "Chat with %s", close: "Close the chat", title: "Chat with %s", unread: "%s new messages", one: "1 new message",
      away: "The chat cannot be reached right now.", page: "Open it in a page of its own",
    },
    es: {
      open: "Conversar con %s", close: "Cerrar la conversación", title: "Conversación con %s", unread: "%s mensajes nuevos", one: "1 mensaje nuevo",
      away: "No se puede llegar al chat en este momento.", page: "Ábrelo en su propia página",
    },
  };

  const STYLES = `
    :host { all: initial !important; position: fixed !important; inset: auto !important; z-index: 2147483000 !important; display: block !important; visibility: visible !important; opacity: 1 !important; color-scheme: light dark !important; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .launcher {
      position: fixed; inset-block-end: calc(20px + env(safe-area-inset-bottom)); width: 60px; height: 60px; padding: 0; border: 2px solid rgb(255 255 255 / 85%); border-radius: 50%;
      background: var(--color); color: var(--ink); cursor: pointer; display: grid; place-items: center; box-shadow: 0 2px 6px rgb(0 0 0 / 20%), 0 8px 28px rgb(0 0 0 / 22%); transition: transform 120ms;
    }
    .launcher:hover { transform: scale(1.05); }
    .launcher:focus-visible { outline: 3px solid var(--color); outline-offset: 3px; }
    .right .launcher, .right .panel { right: calc(20px + env(safe-area-inset-right)); }
    .left .launcher, .left .panel { left: calc(20px + env(safe-area-inset-left)); }
    svg { width: 28px; height: 28px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; pointer-events: none; }
    .badge { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; border: 2px solid #fff; border-radius: 11px; background: #b3261e; color: #fff; font: 600 12px/18px system-ui, sans-serif; text-align: center; }
    .panel {
      position: fixed; bottom: calc(92px + env(safe-area-inset-bottom)); width: min(392px, calc(100vw - 40px)); height: min(640px, calc(100vh - 112px - env(safe-area-inset-bottom)));
      border-radius: 16px; overflow: hidden; background: Canvas; color: CanvasText; box-shadow: 0 0 0 1px rgb(0 0 0 / 8%), 0 12px 48px rgb(0 0 0 / 28%); display: grid; transition: opacity 140ms, transform 140ms;
    }
    .panel.entering { opacity: 0; transform: translateY(12px); }
    iframe { display: block; width: 100%; height: 100%; border: 0; grid-area: 1 / 1; background: Canvas; }
    .away { grid-area: 1 / 1; z-index: 1; place-self: center; padding: 24px; margin: 0; font: 400 16px/1.5 system-ui, sans-serif; text-align: center; }
    .away a { color: LinkText; }
    .away button { display: block; margin: 16px auto 0; min-height: 44px; padding: 0 16px; font: inherit; }
    .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 480px), (max-height: 480px) {
      .panel { left: 0 !important; right: 0 !important; bottom: auto; top: var(--top, 0); width: 100%; height: var(--height, 100dvh); border-radius: 0; }
      .open .launcher { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { .launcher, .panel { transition: none; } .launcher:hover { transform: none; } }
    @media print { :host { display: none !important; } }
  `;

  // Storage may be forbidden: then nothing is remembered.
  function read(kind, key = STATE) {
    try {
      return window[kind].getItem(key) || "";
    } catch {
      return "";
    }
  }
  function write(kind, value, key = STATE) {
    try {
      if (value) window[kind].setItem(key, value);
      else window[kind].removeItem(key);
    } catch {
      /* the visit lasts as long as the page */
    }
  }

  const known = (code) => (code && WORDS[code.slice(0, 2).toLowerCase()] ? code.slice(0, 2).toLowerCase() : "");
  // What the visitor chose, what the page says, what the browser speaks, what the broker speaks.
  let language = known(read("localStorage")) || known(given.language) || (navigator.languages || []).map(known).find(Boolean) || known(broker.language) || "en";
  const word = (name, value = broker.name) => WORDS[language][name].replace("%s", value);

  const color = /^#[0-9a-f]{6}$/i.test(given.color || "") ? given.color : "#0b6b66";
  const side = given.position === "left" ? "left" : "right";

  function ink(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function icon(...paths) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const d of paths) {
      const path = document.createElementNS(space, "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }

  const listeners = { open: new Set(), close: new Set(), message: new Set(), unread: new Set() };
  function emit(event, detail = {}) {
    for (const listener of listeners[event]) {
      try {
        listener(detail);
      } catch (error) {
        console.error(error); // a listener of the page's must not stop the chat
      }
    }
  }

  const talk = icon("M21 11.5a8.4 8.4 0 0 1-8.5 8.3 8.7 8.7 0 0 1-3.9-.9L3 21l1.9-5.4a8.1 8.1 0 0 1-.9-4.1 8.4 8.4 0 0 1 17 0z");
  const cross = icon("M6 9l6 6 6-6");
  const badge = make("span", { class: "badge", "aria-hidden": "true" });
  const launcher = make("button", { type: "button", class: "launcher", part: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false" }, talk, badge);
  const panel = make("div", { class: "panel", role: "dialog" });
  const live = make("span", { class: "live", role: "status" });
  const box = make("div", { class: side }, launcher, panel, live);
  const host = make(TAG);
  let frame = null;
  let isReady = false;
  let isOpen = false;
  let unread = 0;
  let waiting = 0;
  badge.hidden = panel.hidden = true;

  function label() {
    const news = unread === 1 ? word("one") : word("unread", unread);
    launcher.setAttribute("aria-label", isOpen ? word("close") : unread ? `${word("open")}, ${news}` : word("open"));
    launcher.setAttribute("aria-expanded", String(isOpen));
    launcher.replaceChildren(isOpen ? cross : talk, badge);
    badge.textContent = unread > 9 ? "9+" : unread;
    badge.hidden = isOpen || !unread;
    live.textContent = !isOpen && unread ? news : "";
    live.lang = launcher.lang = language;
    panel.setAttribute("aria-label", word("title"));
    if (frame) frame.title = word("title");
    box.className = `${side}${isOpen ? " open" : ""}`;
  }

  function address(path = "/chat/") {
    const url = new URL(path, home);
    url.searchParams.set("language", language);
    return url;
  }

  function load() {
    if (frame) return;
    const url = address();
    url.searchParams.set("embed", "1");
    url.searchParams.set("origin", location.origin);
    if (given.color) url.searchParams.set("color", color);
    if (given.theme) url.searchParams.set("theme", given.theme);
    // A frame that may keep nothing had us keep it; what follows # never leaves the browser.
    const pairs = KEPT.map((name) => [name, read("localStorage", `${STATE}-${name}`)]).filter(([, value]) => value);
    url.hash = new URLSearchParams(pairs);
    isReady = false;
    frame = make("iframe", { src: url.href, title: word("title") });
    panel.replaceChildren(frame);
    clearTimeout(waiting);
    waiting = setTimeout(away, FRAME_SECONDS * 1000);
  }

  // The frame does not answer: blocked by a policy, or the server is away.
  function away() {
    const link = make("a", { href: address().href, target: "_blank", rel: "noopener" }, word("page"));
    const close = make("button", { type: "button" }, word("close"));
    close.addEventListener("click", () => shut());
    frame = null;
    panel.replaceChildren(make("p", { class: "away" }, word("away"), " ", link, close));
  }

  const tell = (type, more = {}) => isReady && frame?.contentWindow?.postMessage({ sofia: 1, type, ...more }, home);

  function open({ focus = true } = {}) {
    if (!isMounted) return whenMounted.push(() => open({ focus }));
    load();
    if (isOpen) return tell("shown", { focus });
    isOpen = true;
    wantsFocus = focus;
    write("sessionStorage", "open");
    panel.hidden = false;
    panel.classList.add("entering");
    requestAnimationFrame(() => requestAnimationFrame(() => panel.classList.remove("entering")));
    unread = 0;
    label();
    fit();
    if (focus) frame.focus();
    tell("shown", { focus });
    emit("open");
  }

  function shut({ focus = true } = {}) {
    if (!isOpen) return;
    isOpen = false;
    write("sessionStorage", "used");
    panel.hidden = true;
    label();
    tell("hidden");
    if (focus) launcher.focus();
    emit("close");
  }

  // On a phone the keyboard covers the lower half of a fixed box; only the visual viewport says so.
  function fit() {
    const view = window.visualViewport;
    const small = matchMedia("(max-width: 480px), (max-height: 480px)").matches;
    if (small && isOpen && view) {
      panel.style.setProperty("--height", `${view.height}px`);
      panel.style.setProperty("--top", `${view.offsetTop}px`);
    }
    if (small && isOpen) panel.setAttribute("aria-modal", "true");
    else panel.removeAttribute("aria-modal");
  }

  function hear(event) {
    if (event.origin !== home || !frame || event.source !== frame.contentWindow || event.data?.sofia !== 1) return;
    const { type, count, language: chosen } = event.data;
    if (type === "ready") {
      clearTimeout(waiting);
      isReady = true;
      if (isOpen) tell("shown", { focus: wantsFocus });
      else tell("hidden");
    } else if (type === "close") {
      shut();
    } else if (type === "unread" && Number.isInteger(count)) {
      const more = !isOpen && count > unread;
      unread = isOpen ? 0 : count;
      label();
      emit("unread", { count: unread });
      if (more) emit("message", { author: "broker" });
    } else if (type === "keep" && KEPT.includes(event.data.name)) {
      write("localStorage", String(event.data.value || ""), `${STATE}-${event.data.name}`);
    } else if (type === "restart") {
      frame = null;
      wantsFocus = isOpen;
      load();
    } else if (type === "written") {
      emit("message", { author: "visitor" });
    } else if (type === "language" && known(chosen)) {
      language = known(chosen);
      isReady = false;
      wantsFocus = true;
      write("localStorage", language);
      label();
    }
  }

  let isMounted = false;
  let wantsFocus = true;
  const whenMounted = [];
  function mount() {
    if (document.querySelector(TAG)) return;
    const root = host.attachShadow({ mode: "open" });
    if ("adoptedStyleSheets" in root && typeof CSSStyleSheet.prototype.replaceSync === "function") {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES); // no <style> element: a strict style-src would refuse one
      root.adoptedStyleSheets = [sheet];
    } else {
      root.append(make("style", {}, STYLES));
    }
    box.style.setProperty("--color", color);
    box.style.setProperty("--ink", ink(color));
    root.append(box);
    document.body.append(host);
    isMounted = true;
    label();
    launcher.addEventListener("click", () => (isOpen ? shut() : open()));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isOpen) shut();
    });
    addEventListener("message", hear);
    window.visualViewport?.addEventListener("resize", fit);
    window.visualViewport?.addEventListener("scroll", fit);
    for (const work of whenMounted) work();
    // Who chatted on the page before goes on; who closed it still hears of an answer.
    const before = read("sessionStorage");
    if (before === "open") open({ focus: false });
    else if (before) (window.requestIdleCallback || setTimeout)(load);
  }

  const api = Object.freeze({
    open: () => void open(),
    close: () => shut(),
    // on("open" | "close" | "message" | "unread", listener) returns what takes the listener away.
    on(event, listener) {
      if (!listeners[event]) throw new TypeError(`Sofia knows no event "${event}"`);
      listeners[event].add(listener);
      return () => listeners[event].delete(listener);
    },
  });
  if (window.Sofia === undefined) window.Sofia = api;
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
})
