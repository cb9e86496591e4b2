// The printed sheet says what the page says, saved or not.
window.addEventListener("beforeprint", () => {
  for (const text of document.querySelectorAll("[data-mirrors]")) {
    const control = document.getElementById(text.dataset.mirrors);
    if (control) text.textContent = control.value.trim();
  }
});
