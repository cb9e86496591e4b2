// A form that takes a moment shows that it is at work, and is not sent twice.
document.addEventListener("submit", (event) => {
  const busy = document.getElementById(event.target.dataset.busy);
  if (!busy || event.submitter?.hasAttribute("formaction")) return;
  if (!busy.hidden) event.preventDefault();
  busy.hidden = false;
  for (const button of event.target.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});

// Back in the browser shows the page as it was left: it is at rest again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-busy]")) {
    document.getElementById(form.dataset.busy).hidden = true;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});
