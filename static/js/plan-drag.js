// Questions can be dragged into another order; the form says the order by itself. If the server cannot take it, the rows go back.
let stood = [];

function sortable() {
  const list = document.getElementById("planned-rows");
  if (!list || Sortable.get(list)) return;
  Sortable.create(list, {
    draggable: ".planned",
    filter: "input, select, button, a",
    preventOnFilter: false,
    delay: 180,
    delayOnTouchOnly: true,
    touchStartThreshold: 5,
    animation: 120,
    chosenClass: "is-dragging",
    onStart: () => { stood = [...list.children]; },
    onEnd: ({ oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) list.dispatchEvent(new Event("sorted", { bubbles: true }));
    },
  });
}

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, () => document.getElementById("planned-rows")?.append(...stood));
}
document.addEventListener("htmx:after:swap", sortable);
sortable();
