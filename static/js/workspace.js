// Small habits of every page: search by "/", menus that close, themes, forms that clear, lists that
// start at their end, words for times that keep counting.
(function () {
  "use strict";

  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;

  document.addEventListener("keydown", (event) => {
    const search = document.getElementById("search");
    const asked = (event.key === "/" && !typing(event.target)) || (event.key === "k" && (event.metaKey || event.ctrlKey));
    if (asked && search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    // In a composer Enter sends, as in every messenger; Shift and Enter makes a line. On a phone
    // the key makes a line, since its keyboard has no other.
    const composer = event.target.closest?.("[data-composer]");
    if (composer && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      if (matchMedia("(pointer: coarse)").matches && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      composer.form.requestSubmit();
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const theme = event.target.closest("[data-theme-set]");
    if (theme) {
      window.SofiaTheme.set(theme.dataset.themeSet);
      themes();
    }
    if (event.target.closest("[data-rail-toggle]")) window.SofiaTheme.rail();
    const shell = document.getElementById("dialog");
    if (shell?.open && event.target === shell) shell.close();
    const toast = event.target.closest(".toast button");
    if (toast) setTimeout(() => toast.closest(".toast")?.remove(), 100);
  });

  function themes() {
    for (const button of document.querySelectorAll("[data-theme-set]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === window.SofiaTheme.get()));
    }
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!event.detail.successful || !form.matches?.("form[data-clear]")) return;
    form.reset();
    rename(form);
  });
  // A form sent twice is one message; other words, or the next ones, are another.
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && event.target.matches("[data-composer]")) rename(form);
  });
  function rename(form) {
    const draft = form.querySelector("[data-draft]");
    if (draft) draft.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  function settle(root) {
    for (const box of root.querySelectorAll("[data-follow]:not([data-settled])")) {
      box.dataset.settled = "";
      box.scrollTop = box.scrollHeight;
    }
  }
  document.addEventListener("htmx:afterSettle", (event) => settle(event.target.parentElement || document));

  // The row of the thread that is open stays marked, and what arrives in front of one is read.
  function readOpen() {
    const inbox = document.querySelector(".inbox[data-open]");
    const row = inbox && document.querySelector(`#row-${inbox.dataset.open} > .inbox-row`);
    if (!row) return;
    row.setAttribute("aria-current", "true");
    if (!("unread" in row.dataset) || document.hidden) return;
    delete row.dataset.unread;
    row.querySelector(".unread")?.remove();
    window.htmx.ajax("POST", inbox.dataset.read, { source: document.body, swap: "none" });
  }
  document.addEventListener("sofia:placed", readOpen);
  document.addEventListener("visibilitychange", readOpen);

  // "3 min ago" grows old on an open page; the exact time is in the element.
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
  setInterval(() => {
    for (const time of document.querySelectorAll('time[data-time="ago"]')) {
      const minutes = Math.round((Date.now() - Date.parse(time.dateTime)) / 60000);
      if (minutes >= 1 && minutes < 60) time.textContent = words.format(-minutes, "minute");
      else if (minutes >= 60 && minutes < 720) time.textContent = words.format(-Math.floor(minutes / 60), "hour");
    }
  }, 30000);

  themes();
  settle(document);
})();
