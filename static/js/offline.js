// Names the pages this browser keeps, and opens what was asked for once there is a connection again.
const listPages = async () => {
  const list = document.getElementById("kept");
  for (const request of await (await caches.open("infoview-pages")).keys()) {
    const kept = await caches.match(request, { cacheName: "infoview-pages" });
    const page = new DOMParser().parseFromString(await kept.text(), "text/html");
    const link = Object.assign(document.createElement("a"), { href: request.url, textContent: page.title.replace(/ · infoview$/, "") });
    list.appendChild(document.createElement("li")).append(link);
  }
  document.getElementById("kept-pages").hidden = !list.children.length;
};
if (window.caches) listPages();
// A connection to somewhere is not yet one to the server.
window.addEventListener("online", async () => (await fetch(location.href).catch(() => null)) && location.reload());
