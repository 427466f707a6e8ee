/**
 * The service worker: keeps the page for offline use. The build lists and hashes the files it serves. A file is
 * requested by its hash and kept under it, in a cache named by the version of the whole site, so that files of two
 * versions never mix. Files that are not listed are left to the browser.
 */

/** {version, shell: [path], files: {path: base64 sha256}}; set by the build. */
const { version, shell, files } = __SITE__;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const PREFIX = `numbre ${scope} `; // URLs hold no space, so no other copy of the page has caches of this prefix
const CACHE = PREFIX + version;
const FILES = new Map(Object.entries(files));
const HANDED = 'numbre handed'; // cache of network/wasm.js: files that the browser may not store, until they are kept
const PAGE = 'index.html'; // has one address, that of its folder
const GONE = [404, 410];
const MISSING_SINCE = `${scope}?missing-since`; // key of the time, in ms, at which the site first had no worker
const MINUTE = 60_000; // ms

/** @param {string} path */
const keyOf = (path) => `${scope}${path}?${FILES.get(path)}`;
/** @param {string} path */
const integrityOf = (path) => `sha256-${FILES.get(path)}`;

let isLeaving = false; // whether the site no longer has a service worker

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(deleteCaches((name) => name !== CACHE)));

worker.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(respond(path, event.request));
});

/**
 * Messages of the page: take over; keep these files, which have been used; check the cache. The last two are answered
 * through the message's port when they are done. Other messages are ignored.
 */
worker.addEventListener('message', (event) => {
  const { takeOver, used, check: isCheck } = event.data ?? {};
  /** @param {Promise<string | void>} work */
  const answer = (work) => event.waitUntil(work.then((result) => event.ports[0]?.postMessage(result)));
  if (takeOver === true) worker.skipWaiting();
  if (Array.isArray(used)) answer(keepUsed(used));
  if (isCheck === true) answer(check());
});

/** Keeps all that the first reading needs, or nothing; and, if possible, the files that other versions have kept. */
async function install() {
  const isNew = !(await caches.has(CACHE)); // otherwise a version still in use has come back
  const results = await Promise.allSettled(shell.map(keep));
  for (const [i, result] of results.entries()) {
    if (result.status === 'fulfilled') continue;
    if (isNew) await caches.delete(CACHE).catch(() => {});
    await reportRefused(shell[i], result.reason);
    throw result.reason;
  }
  await Promise.allSettled((await keptBefore()).map(keep));
}

/** Names the file that could not be kept to the pages, which find out why. @param {string} path @param {Error} error */
async function reportRefused(path, { name }) {
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) {
    if (client.url.startsWith(scope)) client.postMessage({ refused: { path, name } });
  }
}

/** Keeps a file; one that is the same in another version is not fetched again. @param {string} path */
async function keep(path) {
  if (await kept(path)) return;
  const response = (await kept(path, {})) ?? (await handed(path)) ?? (await fetchListed(path));
  if (isLeaving) return;
  await (await caches.open(CACHE)).put(keyOf(path), withoutVary(response));
}

/** Returns a response that a cache takes: none with `Vary: *`. Files are kept by their hash, so that they never vary. */
function withoutVary(/** @type {Response} */ response) {
  if (!response.headers.get('vary')?.includes('*')) return response;
  const headers = new Headers(response.headers);
  headers.delete('vary');
  return new Response(response.body, { headers });
}

/**
 * Keeps the listed files among those that a page has used, unless the cache has been deleted since.
 *
 * @param {unknown[]} urls others than texts are ignored
 */
async function keepUsed(urls) {
  if (!(await caches.has(CACHE))) return;
  const paths = urls.map((url) => (typeof url === 'string' ? pathOf({ url }) : null));
  await Promise.allSettled(paths.map((path) => path !== null && keep(path)));
}

/**
 * Returns the kept response of a path, of this version or, with empty options, of any; undefined for none.
 *
 * @param {string} path
 * @param {MultiCacheQueryOptions} [options]
 */
function kept(path, options = { cacheName: CACHE }) {
  return caches.match(keyOf(path), { ...options, ignoreVary: true });
}

/** Returns a file that the page has handed over, if it is as it was built. @param {string} path */
async function handed(path) {
  const response = await caches.match(scope + path, { cacheName: HANDED });
  if (!response) return undefined;
  await caches.delete(HANDED);
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return hash === FILES.get(path) ? response : undefined;
}

/**
 * Fetches a file as it was built: from the browser's cache, which got it when the page did; past all caches where that
 * holds an older file. A host without caching headers would otherwise send each file twice.
 *
 * @param {string} path
 */
async function fetchListed(path) {
  const url = scope + (path === PAGE ? '' : path);
  /** @param {RequestCache} cache */
  const request = (cache) => fetch(url, { integrity: integrityOf(path), cache, redirect: 'error' });
  const cached = await request('force-cache').catch(() => null);
  const response = cached?.ok ? cached : await request('reload');
  if (!response.ok) throw new Error(`${path} is missing (status ${response.status})`);
  return response;
}

/** Returns the paths that other versions keep and this one lists. */
async function keptBefore() {
  /** @type {Set<string>} */
  const paths = new Set();
  for (const name of await ownCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) paths.add(url.slice(scope.length).split('?')[0]);
  }
  return [...paths].filter((path) => FILES.has(path));
}

/**
 * Returns the path of a request; null if it is not listed, or requested by a page of another version.
 *
 * @param {{url: string, method?: string, mode?: string, integrity?: string}} request
 */
function pathOf({ url, method = 'GET', mode = '', integrity = '' }) {
  if (method !== 'GET' || !url.startsWith(scope)) return null;
  const [path, query] = url.slice(scope.length).split('#')[0].split('?');
  if (mode === 'navigate' && (path === '' || path === PAGE)) return PAGE;
  if (query !== undefined || !FILES.has(path)) return null;
  return !integrity || integrity === integrityOf(path) ? path : null;
}

/** Returns the kept response, or else the site's. @param {string} path @param {Request} request */
async function respond(path, request) {
  return (await kept(path).catch(() => null)) ?? fetch(request);
}

/**
 * Checks the site and the cache. When the site no longer has a service worker, browsers would keep this one for
 * ever, so it removes itself.
 *
 * @returns {Promise<'gone' | 'complete' | 'partial'>} whether all that the first reading needs is kept
 */
async function check() {
  if (await isGone().catch(() => false)) {
    isLeaving = true;
    await worker.registration.unregister();
    await deleteCaches(() => true);
    return 'gone';
  }
  return Promise.all(shell.map(keep)).then(
    () => 'complete',
    () => 'partial',
  );
}

/**
 * Returns whether the site has no service worker. If there are files to lose, it must have had none a minute ago, too:
 * a site may be asked while it is being copied.
 */
async function isGone() {
  // not with HEAD, which some hosts answer with 404
  const { status } = await fetch(location.href, { cache: 'no-cache' }).catch(() => ({ status: 0 })); // no connection
  const isMissing = GONE.includes(status);
  if (isLeaving || (isMissing && !(await caches.has(CACHE)))) return true;
  const since = await caches.match(MISSING_SINCE, { cacheName: CACHE });
  if (isMissing && since) return Math.abs(Date.now() - Number(await since.text())) > MINUTE;
  if (isMissing) await (await caches.open(CACHE)).put(MISSING_SINCE, new Response(String(Date.now())));
  else if (status && since) await (await caches.open(CACHE)).delete(MISSING_SINCE);
  return false;
}

/** Deletes caches of this copy of the page; other caches of the host stay. @param {(name: string) => boolean} isUnwanted */
async function deleteCaches(isUnwanted) {
  await Promise.all((await ownCaches()).filter(isUnwanted).map((name) => caches.delete(name)));
}

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));
