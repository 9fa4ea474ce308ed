// What the visitor wrote and the server has not yet acknowledged: sent one after the other, kept over
// a reload, and always under the same name, so that trying again never says anything twice.
(function () {
  "use strict";

  // An id without crypto.randomUUID, which plain http outside of localhost does not have.
  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // send(item) resolves to {frame}, {refused: words}, {wait: seconds, words} or {lost: true};
  // show(item, state, words) draws it, state being queued (behind one that waits), sending, waiting,
  // lost or refused.
  window.SofiaOutbox = function ({ store, send, show, sent }) {
    let items = [];
    let busy = false;
    let isPutOff = false;
    try {
      items = JSON.parse(store.get() || "[]");
    } catch {
      /* nothing of ours */
    }

    const keep = () => store.set(items.length ? JSON.stringify(items) : "");

    function add(item) {
      items.push({ key: newId(), ...item });
      keep();
      show(items.at(-1), isPutOff ? "queued" : "sending");
      pump();
    }

    function drop(key) {
      items = items.filter((item) => item.key !== key);
      keep();
    }

    async function pump() {
      if (busy || isPutOff || !items.length) return;
      busy = true;
      const item = items[0];
      show(item, "sending");
      const answer = await send(item);
      busy = false;
      if (answer.frame) {
        drop(item.key);
        sent(item, answer.frame);
      } else if (answer.refused) {
        drop(item.key);
        show(item, "refused", answer.refused);
      } else if (answer.wait) {
        show(item, "waiting", answer.words);
        isPutOff = true;
        setTimeout(() => {
          isPutOff = false;
          pump();
        }, answer.wait * 1000);
        return;
      } else {
        // The rest would only overtake it.
        for (const each of items) show(each, "lost");
        return;
      }
      pump();
    }

    return { add, drop, again: pump, items: () => items };
  };
})();
