// What a closed page could not send is sent from the next page that opens, whichever it is.
if (!document.querySelector("form[data-boxes]")) {
  let isLeft = false;
  const prefix = `infoview box ${document.body.dataset.account} `;
  try {
    isLeft = Object.entries(localStorage).some(([key, entry]) => key.startsWith(prefix) && !JSON.parse(entry).isGone);
  } catch {
    isLeft = false;
  }
  for (const src of isLeft ? document.getElementById("unsent").dataset.scripts.split(" ") : []) {
    document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  }
}
