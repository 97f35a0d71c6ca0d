"use strict";
// Keeps the inspector's page for when there is no signal; records are sent by the open page, which holds the session.
const SHELL = "yilu-inspections " + TOLD.shell.join(" ");

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(TOLD.shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const outdated = (names) => names.filter((name) => name.startsWith("yilu-inspections ") && name !== SHELL);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(outdated(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(3000) });
    if (response.ok && !response.redirected) await cache.put(TOLD.page, response.clone());
    return response;
  } catch {
    return (await cache.match(TOLD.page)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === TOLD.page) event.respondWith(page(request));
  else if (TOLD.shell.includes(pathname)) event.respondWith(caches.match(request).then((found) => found || fetch(request)));
});
