// Offers to install the app where the browser lets a page do so.
{
  let offer = null;
  const acts = document.getElementById("install-acts");
  const showInstalled = () => {
    const isApp = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    document.getElementById("installed").hidden = !isApp;
  };
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    acts.hidden = false;
  });
  window.addEventListener("appinstalled", () => (acts.hidden = true));
  document.getElementById("install").addEventListener("click", async () => {
    await offer.prompt();
    acts.hidden = (await offer.userChoice).outcome === "accepted";
  });
  // The bookmark is to be dragged; pressed here it would do nothing.
  document.getElementById("bookmarklet").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("bookmarklet-said").hidden = false;
  });
  // What is for a laptop is folded on a device without a mouse.
  if (matchMedia("(hover: none)").matches) for (const part of document.querySelectorAll("[data-laptop]")) part.open = false;
  showInstalled();
}
