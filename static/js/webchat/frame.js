// Inside a frame on another site: what the page around it says and is told. The page's origin comes
// with the frame's address, and every word is sent to that origin only: who lies about it hears nothing.
(function () {
  "use strict";

  const chat = document.getElementById("chat");
  const query = new URLSearchParams(location.search);
  const framed = "token" in chat.dataset;
  const listeners = {};
  let origin = "";
  try {
    origin = new URL(query.get("origin") || "").origin;
  } catch {
    /* not embedded by our script */
  }
  const active = framed && parent !== self && origin !== "" && origin !== "null";

  // What the page kept for a frame that may keep nothing itself; never sent to the server.
  const kept = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);

  const theme = query.get("theme");
  if (framed && (theme === "light" || theme === "dark")) document.documentElement.dataset.theme = theme;

  // The broker's colour, with ink that can be read on it (WCAG: the one with the higher contrast).
  const color = /^#[0-9a-f]{6}$/i.exec(query.get("color") || "")?.[0];
  if (color) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    chat.style.setProperty("--mine", color);
    chat.style.setProperty("--mine-ink", light > 0.179 ? "#000000" : "#ffffff");
  }

  const tell = (type, more = {}) => active && parent.postMessage({ sofia: 1, type, ...more }, origin);
  const on = (type, listener) => (listeners[type] = listener);

  addEventListener("message", (event) => {
    if (!active || event.source !== parent || event.origin !== origin || event.data?.sofia !== 1) return;
    if (Object.hasOwn(listeners, event.data.type)) listeners[event.data.type](event.data);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) tell("close");
  });

  window.SofiaPage = { framed, active, kept, tell, on };
})();
