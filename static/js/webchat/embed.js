// Copies the code for a broker's site; where the clipboard is forbidden it is selected instead.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[role=status]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = button.dataset.copied;
  } catch {
    told.textContent = button.dataset.refused;
  }
});
