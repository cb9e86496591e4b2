// A row that is settled leaves the list: the focus goes on to the next one, or the last that is left, or the heading.
{
  let after = [];

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.(".due");
    if (!row) return;
    const rows = [...document.querySelectorAll(".due")];
    const at = rows.indexOf(row);
    after = [...rows.slice(at), ...rows.slice(0, at).reverse()].map((one) => one.id);
  });

  document.addEventListener("htmx:after:swap", () => {
    if (!after.length || document.activeElement !== document.body) return;
    const row = after.map((id) => document.getElementById(id)).find(Boolean);
    (row?.querySelector(".due-act") ?? document.querySelector("h1")).focus();
  });
}
