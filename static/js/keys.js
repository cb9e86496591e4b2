// Single keys: / searches, n adds a contact, g b goes to the board.
let before = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const went = before === "g" && event.key === "b" ? "nav-board" : { n: "nav-add", "/": "nav-people" }[event.key];
  before = event.key;
  const link = went && document.getElementById(went);
  if (!link) return;
  event.preventDefault();
  const search = event.key === "/" && document.querySelector('input[type="search"]');
  if (search) search.focus();
  else link.click();
});
