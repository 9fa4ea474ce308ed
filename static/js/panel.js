// Opens a lead over the page it was found on. The link stays a link: a phone, a new tab and a page
// without scripts get the lead's own page at the same address.
(function () {
  "use strict";

  const panel = document.getElementById("panel");
  const wide = matchMedia("(min-width: 1020px)");
  let opener = null;

  function fill(url) {
    return window.htmx.ajax("GET", url, { target: "#panel", swap: "innerHTML" }).then(() => {
      panel.scrollTop = 0;
      panel.querySelector("[data-panel-close]")?.focus({ preventScroll: true });
      document.dispatchEvent(new CustomEvent("sofia:panel"));
    });
  }

  function open(link) {
    opener = link;
    const url = link.getAttribute("href");
    const under = history.state?.under || location.pathname + location.search;
    if (history.state?.panel) history.replaceState({ panel: url, under }, "", url);
    else history.pushState({ panel: url, under }, "", url);
    fill(url);
  }

  function empty() {
    panel.replaceChildren();
    document.dispatchEvent(new CustomEvent("sofia:panel"));
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function close() {
    if (history.state?.panel) history.back();
    else empty();
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (event.target.closest("[data-panel-close]")) {
      event.preventDefault();
      return close();
    }
    const link = event.target.closest("a[data-panel]");
    if (!link || !wide.matches) return;
    event.preventDefault();
    open(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.childElementCount) return;
    if (document.getElementById("dialog").open || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    close();
  });

  addEventListener("popstate", (event) => {
    if (event.state?.panel) fill(event.state.panel);
    else if (panel.childElementCount) empty();
  });
})();
