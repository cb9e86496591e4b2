// The introduction's reading time follows what is typed; the server says it the same way when the page is loaded.
document.addEventListener("input", (event) => {
  const shown = document.getElementById(event.target.dataset?.counts ?? "");
  if (!shown) return;
  const words = event.target.value.split(/\s+/).filter(Boolean).length;
  const seconds = Math.round(words / Number(shown.dataset.wordsPerSecond));
  const text = shown.firstElementChild;
  text.textContent = text.textContent.replace(/\d+/, seconds);
});
