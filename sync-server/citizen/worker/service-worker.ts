/**
 * Keeps the page itself, so that it opens with no network once it has been opened. What the page
 * learns from HQ (keys, directory, tariffs) it keeps by itself and checks by signature; nothing of
 * that passes through here.
 */
/** Both filled in by the bundler: every file of the page, and a name that changes with them. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_VERSION: string;

declare const self: ServiceWorkerGlobalScope;

const PAGE = '/R/';
const CACHE_PREFIX = 'raseed-page-';
const CACHE = `${CACHE_PREFIX}${PAGE_VERSION}`;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...PAGE_FILES]);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  // Whatever receipt the address holds, the page is the same one.
  const kept = await cache.match(request.mode === 'navigate' ? PAGE : path);
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (!url.pathname.startsWith(PAGE)) return;
  event.respondWith(answer(request, url.pathname));
});
