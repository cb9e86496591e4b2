// The ten can be dragged: a drop presses one of the row's own buttons, with the place it landed on. If the server cannot
// take it, the rows go back to where it knows them.
const TEN = "#ten-rows";
let stood = [];

function sortable() {
  const list = document.querySelector(TEN);
  if (!list || Sortable.get(list)) return;
  Sortable.create(list, {
    draggable: ".row",
    filter: "textarea, button, a",
    preventOnFilter: false,
    delay: 180,
    delayOnTouchOnly: true,
    touchStartThreshold: 5,
    animation: 120,
    chosenClass: "is-dragging",
    onStart: () => { stood = [...list.children]; },
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      const button = item.querySelector("[name=to]");
      button.value = newIndex + 1;
      button.click();
    },
  });
}

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, () => document.querySelector(TEN)?.append(...stood));
}
document.addEventListener("htmx:after:swap", sortable);
sortable();
