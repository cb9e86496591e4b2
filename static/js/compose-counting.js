// The length follows what is typed: words, or characters as LinkedIn counts them. The server says it the same way.
document.addEventListener("input", (event) => {
  if (event.target.id !== "body") return;
  const shown = document.getElementById("words");
  const { one, many, units, most } = shown.dataset;
  const { value } = event.target;
  const count = units ? value.trim().length : value.split(/[^\S\u00a0\u202f]+/).filter(Boolean).length;
  shown.textContent = count === 1 && one ? one : (units ?? many).replace("#", count);
  shown.classList.toggle("is-over", Boolean(most) && count > Number(most));
});

// A subject is one line, however it wraps.
document.addEventListener("beforeinput", (event) => {
  if (event.target.id === "subject" && event.inputType === "insertLineBreak") event.preventDefault();
});
document.addEventListener("input", ({ target }) => {
  if (target.id === "subject" && target.value.includes("\n")) target.value = target.value.replace(/\s*\n\s*/g, " ");
});
