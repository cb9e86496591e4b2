// Rows come and go by buttons: what was typed is stored first, and a row that was asked for is written in at once.
const ROW_BUTTON = "form[data-boxes] button[hx-post]";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.(ROW_BUTTON);
  if (!button || button.dataset.goes || !Kept.mine().length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (Sending.isBusy) await Sending.isBusy;
  await sendTyped();
  button.dataset.goes = "1";
  button.click();
  delete button.dataset.goes;
}, true);

document.addEventListener("htmx:after:swap", () => {
  document.querySelector("[data-begins] :is(input:not([type=hidden]), textarea)")?.focus();
});
