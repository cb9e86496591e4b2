// Stands in while there is no connection: with the pages on which a talk is noted, else with a page that says so.
// Styles, scripts and pictures are the same for everybody and never change under one address. Of personal pages only
// those of KEPT are kept, and only while somebody is signed in.
const STATIC = "infoview-static";
const PAGES = "infoview-pages";
const KEPT = /^(meetings\/\d+\/live|now)$/;
const BASE = new URL(self.registration.scope).pathname;
const OFFLINE = `${BASE}offline`;

async function install() {
  const page = await fetch(OFFLINE, { cache: "no-store" });
  if (!page.ok) throw new Error("no offline page");
  const assets = (await page.clone().text()).match(/(?<=(?:href|src)=")[^"#]*\/static\/[^"#]*/g);
  const cache = await caches.open(STATIC);
  await Promise.all([cache.put(OFFLINE, page), ...assets.map((address) => keepFile(new Request(address)))]);
  await self.skipWaiting();
}

async function activate() {
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// A newer version of a file takes the place of the old one.
async function keepFile(request) {
  const cache = await caches.open(STATIC);
  const known = await cache.match(request);
  if (known) return known;
  const found = await fetch(request);
  if (!found.ok) return found;
  const old = await cache.matchAll(request, { ignoreSearch: true });
  await Promise.all(old.map(({ url }) => cache.delete(url)));
  await cache.put(request, found.clone());
  return found;
}

async function openPage(event, path) {
  try {
    const page = (await event.preloadResponse) ?? (await fetch(event.request));
    if (path === "sign-in" && page.ok) await caches.delete(PAGES);
    if (page.ok && KEPT.test(path)) await (await caches.open(PAGES)).put(BASE + path, page.clone());
    return page;
  } catch {
    const kept = KEPT.test(path) && (await caches.match(BASE + path, { cacheName: PAGES }));
    return kept ? opened(kept, path) : ((await caches.match(OFFLINE, { cacheName: STATIC })) ?? Response.error());
  }
}

// A kept page is opened at another time than it was made for: its clock starts from this one.
async function opened(kept, path) {
  const times = path === "now" ? /(data-now=|data-began=|name="began" value=)"[^"]*"/g : /(data-now=)"[^"]*"/;
  const html = (await kept.text()).replace(times, `$1"${new Date().toISOString()}"`);
  return new Response(html, { headers: kept.headers });
}

async function signOut() {
  await caches.delete(PAGES);
  await self.navigator.clearAppBadge?.();
  await (await self.registration.pushManager?.getSubscription())?.unsubscribe();
}

// What a page for a call holds is good for one call.
const used = async (path) => (await caches.open(PAGES)).delete(BASE + path);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  if (origin !== self.location.origin || !pathname.startsWith(BASE)) return;
  const path = pathname.slice(BASE.length);
  if (event.request.method !== "GET") {
    if (path === "sign-out") event.waitUntil(signOut());
    if (path === "now") event.waitUntil(used(path));
  } else if (event.request.mode === "navigate") event.respondWith(openPage(event, path));
  else if (path.startsWith("static/fonts/") || (path.startsWith("static/") && search.startsWith("?v="))) event.respondWith(keepFile(event.request));
});

self.addEventListener("push", (event) => {
  const { words } = event.data.json();
  const icon = `${BASE}static/icons/app-192.png`;
  const shown = self.registration.showNotification("infoview", { body: words, icon, tag: "due" });
  event.waitUntil(Promise.all([shown, self.navigator.setAppBadge?.()]));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(`${BASE}today`));
});
