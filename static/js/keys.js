// Single keys, unless they are switched off in the profile: / searches, n adds, g t, g b and g p go places, ? lists them all.
{
  const links = { n: "nav-add", "g t": "nav-today", "g b": "nav-board", "g p": "nav-people" };
  let before = "";

  const search = () => {
    const field = document.querySelector('main input[type="search"]');
    const box = field?.closest("[popover]");
    if (box && !box.checkVisibility()) box.showPopover();
    if (field) field.focus();
    else document.getElementById("nav-people").click();
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (document.body.dataset.keys !== "on" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const link = links[`${before} ${event.key}`] ?? links[event.key];
    before = event.key;
    if (event.key === "/") search();
    else if (event.key === "?") document.getElementById("keys").showModal();
    else if (link) document.getElementById(link).click();
    else return;
    event.preventDefault();
  });
}
