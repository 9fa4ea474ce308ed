// A file with an answer: chosen, pasted or dropped on the composer, shown before it goes, sent with
// a bar that moves and a way to stop it. One file an answer, as channels have it.
(function () {
  "use strict";

  const parts = (form) => ({
    input: form.querySelector("[data-file]"),
    box: form.querySelector("[data-file-box]"),
    text: form.querySelector("[data-composer]"),
  });
  const at = (box, name) => box.querySelector(`[data-file-${name}]`);
  const running = new WeakMap();
  const PREVIEWED = 10 * 1048576;

  function show(form) {
    const { input, box, text } = parts(form);
    const file = input.files[0];
    const preview = at(box, "preview");
    preview.removeAttribute("src");
    preview.hidden = true;
    at(box, "progress").hidden = true;
    delete box.dataset.trouble;
    box.hidden = !file;
    text.required = !file;
    if (!file) return;
    at(box, "name").textContent = file.name;
    at(box, "note").textContent = size(file.size);
    if (/^image\/(jpeg|png|gif|webp)$/.test(file.type) && file.size < PREVIEWED) {
      // As data, since the page's policy lets pictures come from nowhere else.
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        if (input.files[0] !== file) return;
        preview.src = reader.result;
        preview.hidden = false;
      });
      reader.readAsDataURL(file);
    }
    if (file.size > Number(input.dataset.most)) trouble(box, box.dataset.tooBig);
    text.focus();
  }

  function size(bytes) {
    const unit = bytes < 1048576 ? "kilobyte" : "megabyte";
    const value = bytes / (unit === "kilobyte" ? 1024 : 1048576);
    return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  }

  function trouble(box, words) {
    box.dataset.trouble = "";
    at(box, "note").textContent = words;
    at(box, "progress").hidden = true;
  }

  function drop(form) {
    running.get(form)?.abort();
    parts(form).input.value = "";
    show(form);
  }

  function take(form, files) {
    const { input } = parts(form);
    if (!files.length || running.has(form)) return;
    const one = new DataTransfer();
    one.items.add(files[0]);
    input.files = one.files;
    show(form);
  }

  function send(form) {
    const { input, box } = parts(form);
    if (running.has(form)) return;
    if (input.files[0].size > Number(input.dataset.most)) return trouble(box, box.dataset.tooBig);
    const body = new FormData(form);
    const call = new XMLHttpRequest();
    const button = form.querySelector("[type=submit]");
    const bar = at(box, "progress");
    running.set(form, call);
    button.disabled = true;
    delete box.dataset.trouble;
    bar.value = 0;
    bar.hidden = false;
    call.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    call.addEventListener("loadend", () => {
      running.delete(form);
      button.disabled = false;
      if (call.status === 204 && call.getResponseHeader("HX-Redirect")) return location.assign(call.getResponseHeader("HX-Redirect"));
      const isOurs = call.getResponseHeader("X-Sofia-Live");
      const isDone = call.status >= 200 && call.status < 300;
      if (isDone) {
        form.reset();
        show(form);
        // The next message is another one: the composer gives it a name of its own.
        parts(form).text.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (!parts(form).box.hidden) trouble(box, box.dataset.failed);
      if (isOurs) window.Sofia.apply(call.responseText, true);
    });
    call.open("POST", input.dataset.upload);
    call.setRequestHeader("HX-Request", "true");
    call.setRequestHeader("X-CSRFToken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
    call.send(body);
  }

  const composer = (target) => {
    const form = target.closest?.("form.composer");
    return form && form.querySelector("[data-file]") ? form : null;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-file]")) show(event.target.form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-file-drop]");
    if (button) drop(button.form || button.closest("form"));
  });
  document.addEventListener("paste", (event) => {
    const form = composer(event.target);
    if (!form || !event.clipboardData?.files.length) return;
    event.preventDefault();
    take(form, event.clipboardData.files);
  });
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      const form = composer(event.target) || document.querySelector(".inbox-thread form.composer:has([data-file]), .lead-thread form.composer:has([data-file])");
      if (!form) return;
      event.preventDefault();
      form.toggleAttribute("data-over", name === "dragenter" || name === "dragover");
      if (name === "drop") take(form, event.dataTransfer.files);
    });
  }
  // Before htmx sees it: with a file the form goes another way.
  document.addEventListener("submit", (event) => {
    const form = composer(event.target);
    if (!form || !parts(form).input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    send(form);
  }, true);
})();
