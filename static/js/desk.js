// The talk with Sofía: stays at its end while she writes, unless the person has scrolled up; the
// composer grows with what is typed; the page's own language direction decides nothing here.
(function () {
  "use strict";

  const box = document.querySelector(".desk-scroll");
  const field = document.getElementById("question");
  const talks = document.querySelector(".desk-talks");
  if (!box || !field) return;
  let pinned = true;

  function toEnd() {
    box.scrollTop = box.scrollHeight;
  }

  box.addEventListener("scroll", () => {
    pinned = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  });
  document.addEventListener("sofia:placed", (event) => {
    if (!box.contains(event.target)) return;
    box.querySelector(".desk-empty")?.remove();
    if (pinned) toEnd();
  });
  // One's own question is always looked at.
  field.form.addEventListener("submit", () => {
    pinned = true;
  });

  function grow() {
    field.style.blockSize = "auto";
    field.style.blockSize = `${Math.min(field.scrollHeight + 2, 200)}px`;
  }
  field.addEventListener("input", grow);
  field.form.addEventListener("reset", () => setTimeout(grow));

  // On a wide screen the list of talks stands open; on a phone it is a menu.
  const wide = matchMedia("(min-width: 901px)");
  function fold() {
    talks.open = wide.matches;
  }
  wide.addEventListener("change", fold);
  fold();
  toEnd();
})();
