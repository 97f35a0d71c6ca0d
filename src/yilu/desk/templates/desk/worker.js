// When the network is gone, a page asked for is answered with the page that says so, instead of the browser's own.
const KEPT = "yilu-offline-1";
const OFFLINE = "/offline/";

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const page = await fetch(OFFLINE, { credentials: "omit" });
    const text = await page.clone().text();
    const styles = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
    const cache = await caches.open(KEPT);
    await cache.put(OFFLINE, page);
    await cache.addAll(styles);
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (event.request.destination === "style") {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
