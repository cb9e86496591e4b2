// Arrows go from card to card; m opens the menu of the card that has the focus.
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "m" && document.body.dataset.keys === "on") {
    event.preventDefault();
    card.querySelector(".card-move").click();
    return;
  }
  const column = card.closest(".column");
  const beside = { ArrowLeft: column.previousElementSibling, ArrowRight: column.nextElementSibling }[event.key];
  const above = { ArrowUp: card.previousElementSibling, ArrowDown: card.nextElementSibling }[event.key];
  const place = [...card.parentElement.children].indexOf(card);
  const cards = beside?.querySelectorAll(".card");
  const to = above?.matches(".card") ? above : cards?.[Math.min(place, cards.length - 1)];
  if (!to) return;
  event.preventDefault();
  to.querySelector(".card-name").focus();
});
