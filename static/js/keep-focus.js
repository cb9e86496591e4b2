// Focus is never lost: when what held it is swapped away, the nearest place that is still there takes it;
// a form that was opened in place takes it at once.
const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, a[href]";
let trail = [];
document.addEventListener("focusin", (event) => {
  trail = [];
  for (let place = event.target; place; place = place.parentElement?.closest("[id]")) if (place.id) trail.push(place.id);
});
document.addEventListener("htmx:after:swap", (event) => {
  const place = document.getElementById(event.detail.ctx?.target?.id ?? "");
  if (place?.matches(".is-open, .opens-form") && !place.contains(document.activeElement)) {
    [...place.querySelectorAll(FOCUSABLE)].find((one) => one.checkVisibility())?.focus();
  }
  if (document.activeElement !== document.body) return;
  for (const id of trail) {
    const place = document.getElementById(id);
    if (!place) continue;
    const found = [place, ...place.querySelectorAll(FOCUSABLE)].find((one) => one.matches(FOCUSABLE) && one.checkVisibility());
    if (found) return found.focus();
  }
});
