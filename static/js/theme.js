// Runs before the first paint, so that neither theme nor rail flashes. Storage may be forbidden.
(function () {
  "use strict";
  const root = document.documentElement;
  function kept(key) {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  }
  function keep(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      /* the choice lasts as long as the page */
    }
  }
  function apply(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }
  apply("theme", kept("sofia-theme"));
  apply("rail", kept("sofia-rail"));

  window.SofiaTheme = {
    set(value) {
      keep("sofia-theme", value);
      apply("theme", value);
    },
    get: () => root.dataset.theme || "",
    rail() {
      const value = root.dataset.rail ? "" : "wide";
      keep("sofia-rail", value);
      apply("rail", value);
    },
  };
})();
