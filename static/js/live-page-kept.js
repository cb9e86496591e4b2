// The copy of this page that the browser keeps for times without a connection says what the server has: each box that
// was saved is written into it. What was not saved yet is brought back as on any page.
if (window.caches) {
  const PAGES = "infoview-pages";
  let last = Promise.resolve();

  const write = (page, name, saved) => {
    const [was, ...others] = page.querySelectorAll(`input[name="was-${CSS.escape(name)}"]`);
    was?.setAttribute("value", saved);
    for (const other of others) other.remove();
    for (const control of page.querySelectorAll(`#live [name="${CSS.escape(name)}"]`)) {
      if (control.matches("textarea")) control.textContent = saved;
      else if (control.matches("[type=checkbox], [type=radio]")) control.toggleAttribute("checked", control.value === saved);
      else control.setAttribute("value", saved);
    }
    if (["began", "ended"].includes(name)) page.getElementById("clock").dataset[name] = saved;
    if (name === "began" && saved) page.getElementById("begin")?.remove();
  };

  const keep = async (name, saved) => {
    const kept = (await caches.has(PAGES)) && (await caches.match(location.pathname, { cacheName: PAGES }));
    if (!kept) return;
    const page = new DOMParser().parseFromString(await kept.text(), "text/html");
    write(page, name, saved);
    const html = `<!doctype html>\n${page.documentElement.outerHTML}`;
    await (await caches.open(PAGES)).put(location.pathname, new Response(html, { headers: kept.headers }));
  };

  document.addEventListener("boxes", ({ detail: { state, path, name, saved } }) => {
    const isHere = state === "answered" && saved !== undefined && path === pathOf(document.getElementById("live"));
    if (isHere) last = last.then(() => keep(name, saved)).catch(() => {});
  });
}
