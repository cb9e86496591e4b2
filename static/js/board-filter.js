// A career or a tag limits the board as soon as it is chosen; without JavaScript "Show" does.
document.addEventListener("change", (event) => {
  if (event.target.matches("#board-filters select")) event.target.form.requestSubmit();
});
