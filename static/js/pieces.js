// Puts elements the server sends in their places: the answer of a form, and the frames of the live
// socket, come in one form, <sofia-live> around elements that each say by data-swap where they go.
(function () {
  "use strict";

  const morphing = { morphStyle: "outerHTML", ignoreActiveValue: true, restoreFocus: true };

  function morph(old, fresh) {
    const open = old.tagName === "DETAILS" && old.open;
    window.Idiomorph.morph(old, fresh, {
      ...morphing,
      callbacks: {
        // What the person opened or has typed stays as they left it.
        beforeAttributeUpdated: (name, node) => name !== "data-settled" && !(name === "open" && node.tagName === "DETAILS"),
        beforeNodeMorphed: (node, next) => !isFetched(node, next) && !(node.matches?.("[data-keep]") && isInUse(node) && keep(node, next)),
      },
    });
    const now = document.getElementById(fresh.id);
    if (open && now) now.open = true;
    return now;
  }

  // What was fetched when somebody opened it is asked for once only: the link it was fetched by would
  // not ask again.
  function isFetched(node, next) {
    return Boolean(node.matches?.("[data-lazy][data-fetched]")) && next.getAttribute?.("hx-get") === node.getAttribute("hx-get");
  }

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target?.matches("[data-lazy]")) detail.target.dataset.fetched = "";
  });

  // A form is in use while somebody is in it, and as long as it holds words that were not sent.
  function isInUse(form) {
    return form.contains(document.activeElement) || [...form.elements].some((field) => field.type !== "hidden" && field.value !== field.defaultValue && field.defaultValue !== undefined);
  }

  // What such a form asks for may still have changed.
  function keep(form, fresh) {
    for (const field of form.querySelectorAll("[placeholder]")) {
      const next = field.name && fresh.querySelector?.(`[name="${field.name}"]`);
      if (next) field.placeholder = next.placeholder;
    }
    return true;
  }

  function nearEnd(box) {
    return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  }

  // Into a list: "prepend" to its top, "append" to its end, "place" where it already stands, else at
  // the top. What a list already shows is morphed, so that focus and scroll stay.
  function insert(list, element, where) {
    const existing = document.getElementById(element.id);
    if (existing && existing.parentElement === list) {
      const now = morph(existing, element);
      if (where === "prepend" && list.firstElementChild !== now) toTop(list, now);
      return now;
    }
    if (existing) {
      toTop(list, existing);
      return morph(existing, element);
    }
    // A filtered list cannot know whether the new row belongs into it; what is shown stays current.
    if ("filtered" in list.dataset) return null;
    const box = list.closest("[data-follow]");
    const follow = box && nearEnd(box);
    if (where === "append") list.append(element);
    else list.prepend(element);
    if (list.hasAttribute("data-arrivals")) element.classList.add("is-new");
    if (follow) box.scrollTop = box.scrollHeight;
    return element;
  }

  function toTop(list, element) {
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    list.prepend(element);
    focused?.focus({ preventScroll: true });
  }

  function toast(element) {
    const region = document.getElementById("toasts");
    if (!region) return null;
    region.append(element);
    const rest = element.dataset.kind === "error" ? 9000 : 6000;
    setTimeout(() => element.remove(), rest);
    return element;
  }

  function dialog(element) {
    const shell = document.getElementById("dialog");
    shell.replaceChildren(element);
    if (!shell.open) shell.showModal();
    const first = element.querySelector("[autofocus], .dialog-list button:not([aria-current]), textarea, input:not([type=hidden]), select");
    if (first) first.focus();
    return element;
  }

  function place(element, isAnswer) {
    const [how, target] = (element.dataset.swap || "morph").split(":#");
    if (how === "toast") return toast(element);
    if (how === "dialog") return dialog(element);
    const existing = element.id && document.getElementById(element.id);
    // It was just moved here and the server has yet to say so: older news must not move it back.
    if (!isAnswer && existing && existing.getAttribute("aria-busy") === "true") return null;
    if (how === "remove") {
      if (existing) existing.remove();
      return null;
    }
    if (how === "prepend" || how === "append" || how === "place") {
      const list = document.getElementById(target);
      if (list) return insert(list, element, how);
      if (existing) existing.remove();
      return null;
    }
    return existing ? morph(existing, element) : null;
  }

  // Returns the <sofia-live> element of the text, after its elements found their places. While a
  // card hangs on the pointer nothing moves under it; what came meanwhile is put up afterwards.
  const held = [];
  function apply(text, isAnswer = false) {
    if ("dragging" in document.body.dataset) return void held.push(text);
    const template = document.createElement("template");
    template.innerHTML = text;
    const frame = template.content.querySelector("sofia-live");
    if (!frame) return null;
    for (const element of [...frame.children]) {
      const placed = place(element, isAnswer);
      if (placed && placed.isConnected) {
        window.htmx.process(placed);
        placed.dispatchEvent(new CustomEvent("sofia:placed", { bubbles: true }));
      }
    }
    return frame;
  }

  // A whole region of the page, drawn anew; a thread that stood at its end still does.
  function redraw(element) {
    const ends = [...document.querySelectorAll("[data-follow]")].filter(nearEnd);
    const placed = place(element, false);
    if (!placed) return;
    window.htmx.process(placed);
    for (const box of ends) box.scrollTop = box.scrollHeight;
    placed.dispatchEvent(new CustomEvent("sofia:placed", { bubbles: true }));
  }

  document.addEventListener("sofia:dropped", () => {
    for (const text of held.splice(0)) apply(text);
  });

  function say(text, kind) {
    const element = document.createElement("div");
    element.className = "toast";
    if (kind) element.dataset.kind = kind;
    if (kind === "error") element.setAttribute("role", "alert");
    element.textContent = text;
    toast(element);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const xhr = event.detail.xhr;
    if (!xhr.getResponseHeader("X-Sofia-Live")) return;
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    const shell = document.getElementById("dialog");
    // Only its own form closes a dialog: an answer that comes late must not close the next one.
    const own = shell?.contains(event.detail.requestConfig.elt);
    if (own && xhr.status < 400 && !xhr.responseText.includes('data-swap="dialog"')) shell.close();
    apply(xhr.responseText, true);
  });
  document.addEventListener("htmx:responseError", () => say(document.body.dataset.error, "error"));
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline, "error"));

  for (const element of document.querySelectorAll("#toasts > .toast")) toast(element);

  window.Sofia = { apply, redraw, say };
})();
