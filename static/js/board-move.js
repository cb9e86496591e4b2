// Moves a card in the page at once, tells the server with the board's one move form, and puts the card back if that fails.
// `before` is the card or the "more" row it goes in front of; null means the end of the column.
const moves = new WeakMap();
let latest = null;

function moveCard(card, list, before) {
  const origin = { card, list: card.parentElement, next: card.nextElementSibling };
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  list.insertBefore(card, before);
  focused?.focus();
  sendMove(origin);
}

function sendMove(origin) {
  const { card } = origin;
  const list = card.parentElement;
  if (list === origin.list && card.nextElementSibling === origin.next) return;
  const form = document.getElementById("move-form");
  const next = card.nextElementSibling;
  form.elements.stage.value = list.closest(".column").dataset.stage;
  form.elements.before.value = next?.dataset.id ?? next?.dataset.next ?? "";
  send(form, card, origin);
}

function takeOff(card) {
  const form = document.getElementById("move-form");
  const origin = { card, list: card.parentElement, next: card.nextElementSibling };
  card.remove();
  form.elements.stage.value = form.elements.before.value = "";
  send(form, card, origin);
}

function send(form, card, origin) {
  form.setAttribute("hx-post", card.querySelector(".card-name").getAttribute("href") + "/stage" + location.search);
  latest = origin;
  form.requestSubmit();
}

function putBack({ card, list, next }) {
  list.insertBefore(card, next?.parentElement === list ? next : null);
}

function tell(text) {
  const notice = document.createElement("div");
  notice.className = "notice is-bad";
  notice.id = "notice-lost";
  notice.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.getElementById("notices").replaceChildren(notice);
}

document.addEventListener("htmx:config:request", (event) => {
  if (event.target.id === "move-form") moves.set(event.detail.ctx, latest);
});

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, (event) => {
    const { ctx } = event.detail;
    const origin = ctx && moves.get(ctx);
    if (!origin) return;
    const words = document.getElementById("card-menu").dataset;
    if (ctx.response?.status === 404) origin.card.remove();
    else putBack(origin);
    tell(ctx.response?.status === 404 ? words.gone : words.failed);
  });
}

window.board = { moveCard, sendMove, takeOff };
