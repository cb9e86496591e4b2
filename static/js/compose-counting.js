// The number of words follows what is typed; the server says it the same way when the page is loaded.
document.addEventListener("input", (event) => {
  if (event.target.id !== "body") return;
  const shown = document.getElementById("words");
  const words = event.target.value.split(/\s+/).filter(Boolean).length;
  shown.textContent = words === 1 ? shown.dataset.one : shown.dataset.many.replace("#", words);
  shown.classList.toggle("is-over", Boolean(shown.dataset.most) && words > Number(shown.dataset.most));
});
