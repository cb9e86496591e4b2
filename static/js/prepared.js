// What is found out is marked as done while it is typed; what is still open is asked anew once it is saved.
document.addEventListener("input", ({ target }) => {
  const found = target.closest(".found");
  if (!found) return;
  const hasNote = found.querySelector("textarea").value.trim() !== "";
  found.classList.toggle("has-note", hasNote);
  found.classList.toggle("is-done", hasNote || found.querySelector("[type=checkbox]").checked);
});

document.addEventListener("boxes", ({ detail }) => {
  if (detail.state === "saved") htmx.trigger(document.getElementById("missing"), "kept");
});
