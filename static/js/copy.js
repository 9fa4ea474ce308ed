// Copies a text beside its button, or all texts of an ad, and says so.
(function () {
  "use strict";

  async function put(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      window.Sofia.say(said);
    } catch {
      // Without https, or where a person said no: they select the text themselves.
      window.Sofia.say(document.body.dataset.error, "error");
    }
  }

  document.addEventListener("click", (event) => {
    const one = event.target.closest("[data-copy]");
    if (one) put(one.closest("div").querySelector("[data-copy-text]").textContent, one.dataset.copy);
    const all = event.target.closest("[data-copy-all]");
    if (!all) return;
    const texts = [...all.closest("li").querySelectorAll("[data-copy-text]")];
    put(texts.map((text) => text.textContent).join("\n"), all.dataset.copyAll);
  });
})();
