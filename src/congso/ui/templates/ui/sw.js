// Keeps the static files of the shell and one offline page. Documents, lists and answers of the server are never kept.
const CACHE = "congso-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}];
const OFFLINE = "{{ offline|escapejs }}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES, OFFLINE])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (FILES.includes(url.pathname)) {
    // The network first while names carry no hash, so that a change is seen; the copy serves without a network.
    const hashed = /\.[0-9a-f]{12}\./.test(url.pathname);
    const kept = () => caches.match(request);
    event.respondWith(hashed ? kept().then((found) => found || fetch(request)) : fetch(request).catch(kept));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  }
});
