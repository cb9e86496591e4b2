// One menu for all cards: a card's "Move" opens it beside itself; without JavaScript the link leads to a page with the same choices.
{
  const menu = document.getElementById("card-menu");
  let card = null;

  const open = (link) => {
    card = link.closest(".card");
    menu.showPopover({ source: link });
    menu.querySelector(`[data-stage="${card.closest(".column").dataset.stage}"]`)?.focus();
  };

  const step = (direction) => {
    const list = card.parentElement;
    const other = direction === "up" ? card.previousElementSibling : card.nextElementSibling;
    if (!other?.matches(".card")) return;
    board.moveCard(card, list, direction === "up" ? other : other.nextElementSibling);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".card-move");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link);
      return;
    }
    const choice = event.target.closest("#card-menu button");
    if (!choice) return;
    menu.hidePopover();
    if (choice.id === "card-now") {
      choice.formAction = `${card.querySelector(".card-name").getAttribute("href")}/now`;
      return;
    }
    const list = choice.dataset.stage && document.getElementById(`cards-${choice.dataset.stage}`);
    if (choice.dataset.step) step(choice.dataset.step);
    else if (list) board.moveCard(card, list, list.firstElementChild);
    else board.takeOff(card);
    card.querySelector(".card-move").focus();
  });

  menu.addEventListener("keydown", (event) => {
    const buttons = [...menu.querySelectorAll("button")];
    const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!to) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(document.activeElement) + to) % buttons.length).focus();
  });
}
