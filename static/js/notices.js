// Notices close with their button; a lost request is told, because nothing on the page shows it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-closes]");
  if (button) document.getElementById(button.dataset.closes)?.remove();
});
