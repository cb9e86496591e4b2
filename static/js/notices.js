// Notices close with their button; a lost request is told, because nothing on the page shows it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-closes]");
  if (button) document.getElementById(button.dataset.closes)?.remove();
});

// u undoes the last act; then the row it was done in has the focus again, at what is to be done there, else the heading.
{
  const kept = "infoview:undone";
  let acted = [];

  const places = (from) => {
    const found = [];
    for (let place = from; place; place = place.parentElement?.closest("[id]")) if (place.id) found.push(place.id);
    return found;
  };

  document.addEventListener("click", (event) => {
    const undo = event.target.closest(".notice-act");
    if (undo && event.detail === 0) sessionStorage.setItem(kept, JSON.stringify(acted)); // by key
    else if (event.target.closest("main")) acted = places(event.target);
  }, true);

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (event.key !== "u" || document.body.dataset.keys !== "on" || isTyping) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    document.querySelector("#notices .notice:last-child .notice-act")?.click();
  });

  const undone = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  sessionStorage.removeItem(kept);
  if (undone) {
    const shown = undone.map((id) => document.getElementById(id)).find((place) => place?.checkVisibility() && !place.matches("main, .menu"));
    const row = shown?.closest(".due, .row, .card") ?? shown;
    const act = row?.querySelector(".due-act") ?? row?.querySelector("a[href], button") ?? (row?.matches("a[href], button") ? row : null);
    const heading = document.querySelector("h1");
    if (!act) heading?.setAttribute("tabindex", "-1");
    (act ?? heading)?.focus();
  }
}
