// Where the system has a share sheet, it is one of the ways out.
const reveal = () => {
  for (const button of document.querySelectorAll("[data-shares]")) button.hidden = !navigator.share;
};
reveal();
document.addEventListener("htmx:after:swap", reveal);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-shares]")) return;
  const [title, text] = ["subject", "body"].map((id) => document.getElementById(id).value.trim());
  navigator.share({ title, text }).catch(() => {}); // closed again without sharing
});
