// Ctrl with an arrow goes through the waiting arrivals while a field has the focus: letters are for typing there.
document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.altKey || event.shiftKey || event.metaKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const link = [...document.querySelectorAll(`[data-chord="${CSS.escape(event.key)}"]`)].find((node) => node.getClientRects().length > 0);
  if (!link) return;
  event.preventDefault();
  link.click();
});
