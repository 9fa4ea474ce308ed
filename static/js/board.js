// Moves cards: by mouse, by touch (after a short hold, so that scrolling stays scrolling), and by
// keyboard (M opens the menu of stages; Ctrl and an arrow moves to the next column; arrows walk).
(function () {
  "use strict";

  const cards = (list) => [...list.querySelectorAll(":scope > .lead-card")];
  const moveUrl = (card) => card.querySelector(".lead-card-move").getAttribute("href");

  function send(card, stage, revert) {
    card.setAttribute("aria-busy", "true");
    const undo = (event) => {
      if (event.detail.elt !== card) return;
      card.removeAttribute("aria-busy");
      document.removeEventListener("htmx:afterRequest", undo);
      // Not taken: refused, asking for a reason first, or no connection. It goes back.
      if (!event.detail.xhr || event.detail.xhr.status !== 200) revert();
    };
    document.addEventListener("htmx:afterRequest", undo);
    window.htmx.ajax("POST", moveUrl(card), { source: card, swap: "none", values: { stage } });
  }

  function sortable(list) {
    if (window.Sortable.get(list)) return;
    window.Sortable.create(list, {
      group: "board",
      draggable: ".lead-card",
      filter: ".lead-card-move",
      preventOnFilter: false,
      sort: false,
      animation: 120,
      delay: 180,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "is-ghost",
      chosenClass: "is-chosen",
      scrollSensitivity: 60,
      onStart() {
        document.body.dataset.dragging = "";
      },
      onMove(event) {
        for (const each of document.querySelectorAll("[data-over]")) delete each.dataset.over;
        if (event.to !== event.from) event.to.dataset.over = "";
        return true;
      },
      onEnd(event) {
        for (const each of document.querySelectorAll("[data-over]")) delete each.dataset.over;
        delete document.body.dataset.dragging;
        document.dispatchEvent(new CustomEvent("sofia:dropped"));
        const { item, from, to, oldDraggableIndex } = event;
        if (from === to) return;
        send(item, to.dataset.stage, () => from.insertBefore(item, cards(from)[oldDraggableIndex] || null));
      },
    });
  }

  function prepare() {
    for (const list of document.querySelectorAll(".column-cards")) sortable(list);
  }

  function focus(card) {
    card?.querySelector(".lead-card-name")?.focus();
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function neighbour(list, step) {
    const lists = [...document.querySelectorAll(".column-cards")];
    return lists[lists.indexOf(list) + step] || null;
  }

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".lead-card");
    if (!card || event.altKey || event.metaKey) return;
    const list = card.parentElement;
    const rtl = document.documentElement.dir === "rtl";
    const sideways = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const upDown = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key.toLowerCase() === "m" && !event.ctrlKey) {
      event.preventDefault();
      card.querySelector(".lead-card-move").click();
    } else if (sideways && event.ctrlKey) {
      event.preventDefault();
      const target = neighbour(list, sideways);
      if (!target) return;
      const next = card.nextElementSibling;
      target.prepend(card);
      focus(card);
      send(card, target.dataset.stage, () => {
        list.insertBefore(card, next);
        focus(card);
      });
    } else if (sideways) {
      event.preventDefault();
      let target = neighbour(list, sideways);
      while (target && !cards(target).length) target = neighbour(target, sideways);
      if (target) focus(cards(target)[Math.min(cards(list).indexOf(card), cards(target).length - 1)]);
    } else if (upDown) {
      event.preventDefault();
      focus(cards(list)[cards(list).indexOf(card) + upDown]);
    }
  });

  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
