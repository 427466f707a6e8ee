/**
 * Serves the page while it is being written: `node build/dev.mjs [--host HOST] [--port PORT]` builds it in
 * memory from page and models, builds it again after each change, and has open pages reload (reload.js).
 *
 * The page's policy holds here too. There is no service worker: it would answer with files of an earlier
 * build. Changes are found by fs.watch, since esbuild's watch mode polls, which may take two seconds.
 *
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {{page: string, style: string}} Version hashes of the style sheets, and of all the rest
 * @typedef {[string, string | Uint8Array]} File path in the site, content
 */

import { createHash } from 'node:crypto';
import { readdirSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { readBundles } from './bundles.mjs';
import { copiedFiles, html, joined, MODELS, optionsFor, PAGE, POLICY, WEB } from './site.mjs';

const SETTLED_MS = 15; // an editor saves a file in several steps
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
};
/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/**
 * Leaves out the registration of the service worker, which the browser would report as missing.
 * @type {import('esbuild').Plugin}
 */
const UNREGISTERED = {
  name: 'unregistered',
  setup({ onLoad }) {
    onLoad({ filter: /offline[\\/]offline\.js$/ }, () => ({ contents: 'export const keepOffline = () => {};' }));
  },
};
const UNBUILT = { page: 'none', style: 'none' };

const { host, port } = given();
/** @type {Set<Response>} to open pages, which wait for other versions */
const listeners = new Set();
/**
 * files, by path: content, or, for models, where it lies; code: of this build; older: of the build before, which a page that
 * has not reloaded yet may still ask for.
 *
 * @type {{version: Version, files: Map<string, File[1]>, code: File[], older: Map<string, File[1]>}}
 */
let built = { version: UNBUILT, files: new Map([['index.html', unbuiltPage()]]), code: [], older: new Map() };

/** Returns the command's arguments; ends with a sentence where they are not understood. */
function given() {
  const options = /** @type {const} */ ({
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8001' },
  });
  try {
    const { values } = parseArgs({ options });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) {
      throw new Error(`a port is a number from 0 to 65535, not '${values.port}'`);
    }
    return { host: values.host, port: Number(values.port) };
  } catch (error) {
    return end(/** @type {Error} */ (error).message);
  }
}

/** @param {string} reason @returns {never} */
function end(reason) {
  console.error(`dev: ${reason}`);
  process.exit(2);
}

/** The element that reloads a document when its version is no longer the built one. @param {Version} version */
function reloader(version) {
  return `<script type="module" src="reload.js?${new URLSearchParams(version).toString().replace('&', '&amp;')}"></script>`;
}

/** The document that stands in for the page until the first build succeeds. */
function unbuiltPage() {
  return `<!doctype html>\n<title>Numbre</title>\n<p>The page cannot be built: see the terminal.\n${reloader(UNBUILT)}\n`;
}

/** Keeps esbuild's state from one build to the next; a change of the models needs a new one. */
const builder = {
  /** @type {Awaited<ReturnType<typeof begin>> | null} */
  current: null,
  async reset() {
    await Promise.all((this.current?.contexts ?? []).map((one) => one.dispose()));
    this.current = null;
  },
  async build() {
    this.current ??= await begin();
    const builds = await Promise.all(this.current.contexts.map((one) => one.rebuild()));
    const outputFiles = builds.flatMap((one) => one.outputFiles);
    return { metafile: joined(builds.map((one) => one.metafile)), outputFiles, bundles: this.current.bundles };
  },
};

async function begin() {
  const bundles = await readBundles(MODELS);
  const development = /** @type {const} */ ({ entryNames: '[name]', sourcemap: 'linked', write: false });
  const contexts = optionsFor(WEB, bundles).map((common) => {
    return context({ ...common, ...development, plugins: [UNREGISTERED, ...common.plugins] });
  });
  return { bundles, contexts: await Promise.all(contexts) };
}

/** Builds the page and sends its version to all open pages; a fault goes to the terminal. */
async function build() {
  const begun = performance.now();
  try {
    const { metafile, outputFiles, bundles } = await builder.build();
    const code = outputFiles.map(
      ({ path, contents }) => /** @type {File} */ ([relative(WEB, path).split(sep).join('/'), contents]),
    );
    const styles = code.filter(([path]) => /\.css(\.map)?$/.test(path));
    const scripts = code.filter((file) => !styles.includes(file));
    const copied = await readCopied();
    const page = hashOf([...scripts, ...copied, ['index.html', await html(metafile, bundles)]]);
    const version = { page, style: hashOf(styles) };
    const document = await html(metafile, bundles, { extra: reloader(version) });
    const files = new Map([...code, ...copied, ...modelFiles(bundles), ['index.html', document]]);
    files.set('reload.js', await readFile(new URL('reload.js', import.meta.url)));
    built = { files, version, code, older: new Map(built.code) };
    console.log(`built in ${Math.round(performance.now() - begun)} ms`);
    for (const listener of listeners) send(listener);
  } catch (error) {
    const { errors, message } = /** @type {import('esbuild').BuildFailure} */ (error);
    if (!errors) console.error(message); // esbuild has printed its own, with their lines
  }
}

/** The page's files that are not built. @returns {Promise<File[]>} */
async function readCopied() {
  const copied = Object.entries(await copiedFiles());
  return Promise.all(copied.map(async ([path, source]) => [path, await readFile(source)]));
}

/**
 * The bundles' files, with their path on this machine as content: some are large, and most are never asked for.
 *
 * @param {import('./bundles.mjs').Bundles} bundles
 */
function modelFiles(bundles) {
  return Object.entries(bundles).flatMap(([name, files]) =>
    Object.keys(files).map((file) => /** @type {File} */ ([`models/${name}/${file}`, join(MODELS, name, file)])),
  );
}

/** @param {File[]} files */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const [path, content] of files) hash.update(path).update(content);
  return hash.digest('hex').slice(0, 16);
}

/** @param {Response} listener */
function send(listener) {
  listener.write(`data: ${JSON.stringify(built.version)}\n\n`);
}

/** @param {import('node:http').IncomingMessage} request @param {Response} response */
async function answer({ method, url = '/' }, response) {
  const path = decodeURI(url.split('?')[0]).slice(1) || 'index.html';
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
  if (path === 'changes') return listen(response);
  const file = built.files.get(path) ?? built.older.get(path);
  if (file === undefined) return refuse(response, 404);
  const content = path.startsWith('models/') ? await readFile(/** @type {string} */ (file)) : file;
  response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
  return response.end(content);
}

/** @param {Response} response @param {number} status */
function refuse(response, status) {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain' });
  response.end(`${status}\n`);
}

/** Keeps a response open and sends the version now and after each change. @param {Response} response */
function listen(response) {
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
  response.write('retry: 500\n\n'); // ms until a page looks for a server that was started again
  send(response);
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

/**
 * Calls `onChange` with the path of each file that changes in a folder and in those below, later ones too.
 *
 * @param {string} top
 * @param {(path: string) => void} onChange
 */
function watchFolder(top, onChange) {
  /** @type {Map<string, import('node:fs').FSWatcher>} one for each folder: Node 18 has no recursive ones on Linux */
  const watchers = new Map();
  const refresh = () => {
    const found = foldersIn(top);
    for (const folder of watchers.keys()) if (!found.includes(folder)) forget(folder);
    for (const folder of found) if (!watchers.has(folder)) follow(folder);
  };
  const follow = (/** @type {string} */ folder) => {
    const watcher = watch(folder, (event, name) => {
      const path = join(folder, name ?? '');
      if (event === 'rename') {
        forget(path); // a folder of the same name may have taken its place
        refresh();
      }
      onChange(path);
    });
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
  };
  const forget = (/** @type {string} */ folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  refresh();
}

/** @param {string} top @returns {string[]} itself, and all folders in it */
function foldersIn(top) {
  try {
    const inside = readdirSync(top, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [top, ...inside.flatMap(({ name }) => foldersIn(join(top, name)))];
  } catch {
    return []; // removed meanwhile
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let building = build(); // one at a time

/** @param {string} path */
function changed(path) {
  clearTimeout(timer);
  if (path.startsWith(MODELS)) building = building.then(() => builder.reset());
  timer = setTimeout(() => (building = building.then(build)), SETTLED_MS);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => refuse(response, 404)); // an address that is none, or a file that was removed
});
server.on('error', (/** @type {NodeJS.ErrnoException} */ { code, message }) => {
  const address = `${host} port ${port}`;
  if (code === 'EADDRINUSE') end(`${address} is in use; name another: make dev PORT=${port + 1}`);
  if (code === 'EACCES') end(`${address} needs more rights; name a port above 1023: make dev PORT=8001`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    end(`${host} is not an address of this machine; name another HOST`);
  end(`cannot listen on ${address}: ${message}`);
});
server.listen(port, host, async () => {
  for (const folder of [PAGE, MODELS]) watchFolder(folder, changed);
  await building;
  const shown = host.includes(':') ? `[${host}]` : host;
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Numbre is at http://${shown}:${taken}/ (Ctrl+C stops it)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
