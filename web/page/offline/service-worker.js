/**
 * The worker that keeps the page for when there is no connection. What it serves was listed and hashed
 * by the build: a file is asked for by its hash and kept under it, in a cache named by the version of the
 * whole, so that files of two versions are never mixed. What is not on the list is left alone.
 */

/** {version, shell: [path], files: {path: base64 sha256}}; the build puts it here. */
const { version, shell, files } = __SITE__;

const { scope } = registration;
const OURS = `numbre ${scope} `; // no URL holds a space: the names of other copies of the page begin otherwise
const CACHE = OURS + version;
const FILES = new Map(Object.entries(files));
const PAGE = 'index.html'; // which has one address, that of its folder
const GONE = [404, 410];

const keyOf = (path) => `${scope}${path}?${FILES.get(path)}`;
const integrityOf = (path) => `sha256-${FILES.get(path)}`;

let isLeaving = false; // whether the site has stopped shipping a worker

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(drop((name) => name !== CACHE)));

addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(path, event.request));
});

/** The page says: take over; this has been used; or: look whether all is well, to be answered in a word. */
addEventListener('message', (event) => {
  const { takeOver, used, look: isAsked } = event.data;
  if (takeOver) skipWaiting();
  if (used) event.waitUntil(keepUsed(used));
  if (isAsked) event.waitUntil(look().then((word) => event.ports[0].postMessage(word)));
});

/** Keeps what the first reading needs, or nothing; and, if it can, what the version before had been used for. */
async function install() {
  const isNew = !(await caches.has(CACHE)); // else a version that is still in use has come back
  const failed = (await Promise.allSettled(shell.map(keep))).find(({ status }) => status === 'rejected');
  if (failed) {
    if (isNew) await caches.delete(CACHE);
    throw failed.reason;
  }
  await Promise.allSettled((await usedBefore()).map(keep));
}

/** Keeps a file; one that has not changed since another version is not fetched again. */
async function keep(path) {
  if (await kept(path)) return;
  const response = (await kept(path, {})) ?? (await fetchListed(path));
  if (isLeaving) return;
  await (await caches.open(CACHE)).put(keyOf(path), response);
}

/** Keeps what a page has used, as far as it is listed; not where all has been deleted meanwhile. */
async function keepUsed(urls) {
  if (!(await caches.has(CACHE))) return;
  await Promise.allSettled(urls.map((url) => pathOf({ url })).filter(Boolean).map(keep));
}

/** What is kept of a path, if anything, by this version or, where `where` is empty, by any. */
function kept(path, where = { cacheName: CACHE }) {
  return caches.match(keyOf(path), { ...where, ignoreVary: true });
}

/** Fetches a file as it was when the site was built, past what a cache may hold of an older one. */
async function fetchListed(path) {
  const url = scope + (path === PAGE ? '' : path);
  const response = await fetch(url, { integrity: integrityOf(path), cache: 'no-cache', redirect: 'error' });
  if (!response.ok) throw new Error(`${path} is missing (status ${response.status})`);
  return response;
}

/** Paths of what other versions keep, as far as this one has them too. */
async function usedBefore() {
  const paths = new Set();
  for (const name of await ourCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) paths.add(url.slice(scope.length).split('?')[0]);
  }
  return [...paths].filter((path) => FILES.has(path));
}

/**
 * The path of what is asked for, or null where that is none of our business: not on the list, or wanted
 * by a page of another version.
 */
function pathOf({ url, method = 'GET', mode = '', integrity = '' }) {
  if (method !== 'GET' || !url.startsWith(scope)) return null;
  const [path, query] = url.slice(scope.length).split('#')[0].split('?');
  if (mode === 'navigate' && (path === '' || path === PAGE)) return PAGE;
  if (query !== undefined || !FILES.has(path)) return null;
  return !integrity || integrity === integrityOf(path) ? path : null;
}

/** What is kept, else what the site sends. */
async function answer(path, request) {
  return (await kept(path).catch(() => null)) ?? fetch(request);
}

/**
 * Where the site has stopped shipping a worker, a browser would keep this one for ever: it removes itself.
 * @returns {Promise<'gone' | 'whole' | 'partial'>} whether all that the first reading needs is kept
 */
async function look() {
  const status = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    (response) => response.status,
    () => null, // no connection: nothing is known
  );
  if (GONE.includes(status)) {
    isLeaving = true;
    await registration.unregister();
    await drop(() => true);
    return 'gone';
  }
  return Promise.all(shell.map(keep)).then(
    () => 'whole',
    () => 'partial',
  );
}

/** Deletes caches of this copy of the page; others on the same host are not ours. */
async function drop(isUnwanted) {
  await Promise.all((await ourCaches()).filter(isUnwanted).map((name) => caches.delete(name)));
}

const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OURS));
