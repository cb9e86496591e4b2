// Cards can be dragged with the mouse, and after a long press with a finger; a swipe still scrolls.
for (const list of document.querySelectorAll(".cards")) {
  let origin = null;
  const mark = (column) => {
    for (const other of document.querySelectorAll(".column")) other.classList.toggle("is-drop-target", other === column);
  };
  Sortable.create(list, {
    group: "cards",
    draggable: ".card",
    filter: "select,button,input,.card-acts a",
    preventOnFilter: false,
    delay: 180,
    delayOnTouchOnly: true,
    touchStartThreshold: 5,
    animation: 120,
    scrollSensitivity: 60,
    chosenClass: "is-dragging",
    onStart: ({ item }) => { origin = { card: item, list: item.parentElement, next: item.nextElementSibling }; },
    onMove: ({ to }) => mark(to.closest(".column")),
    onEnd: () => {
      mark(null);
      if (origin) board.sendMove(origin);
      origin = null;
    },
  });
}
