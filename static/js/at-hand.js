// Starts the worker that stands in without a connection, and shows on the app's icon how much is due.
{
  const { worker } = document.getElementById("at-hand-script").dataset;
  const showBadge = () => {
    const due = Number(document.querySelector("[data-due]")?.dataset.due ?? NaN);
    if (Number.isNaN(due) || !navigator.setAppBadge) return;
    (due ? navigator.setAppBadge(due) : navigator.clearAppBadge()).catch(() => {}); // only an installed app has one
  };
  showBadge();
  document.addEventListener("htmx:after:swap", showBadge);
  window.addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
}
