// Which messages of the broker's side nobody has seen yet: the page around a closed frame counts them.
(function () {
  "use strict";

  const { active, tell, on } = window.SofiaPage;
  const { seen } = window.SofiaVisit;

  window.SofiaUnread = function ({ shown: onShown }) {
    let isShown = !active;
    let unread = new Set();

    function see(id) {
      if (id > seen.get()) seen.set(id);
    }

    on("shown", ({ focus }) => {
      isShown = true;
      for (const id of unread) see(id);
      unread = new Set();
      onShown(focus === true);
    });
    on("hidden", () => (isShown = false));

    return function heard(message) {
      if (message.author === "lead") return;
      if (isShown) return see(message.id);
      if (message.id <= seen.get() || unread.has(message.id)) return;
      unread.add(message.id);
      tell("unread", { count: unread.size });
    };
  };
})();
