/**
 * Parts of the site that production (build.mjs) and development (dev.mjs) share: entry points, options for
 * esbuild, index.html with the names of the built files, and the files that the first reading needs.
 *
 * @typedef {Pick<import('esbuild').Metafile, 'outputs'>} Metafile
 * @typedef {import('./bundles.mjs').Bundles} Bundles
 */

import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NUMERALS } from './numerals.mjs';
import { DIRECTLY, WITHOUT } from './packages.mjs';

export const WEB = fileURLToPath(new URL('..', import.meta.url));
export const PAGE = join(WEB, 'page');
export const MODELS = join(WEB, 'models');

const [MAIN, WORKER, STYLE] = ['main.js', 'worker/worker.js', 'style/index.css'];
const FIRST_READING = [MAIN, WORKER];
/** Fetched at leisure, but by every visit, or for any other network. */
const AFTER_IT = [
  'ui/numerals-font.js',
  'ui/card.js',
  'offline/offline.js',
  'pad/samples.js',
  'pad/zoom.js',
  'share/share.js',
  'network/other-files.js',
];
const MANIFEST = 'manifest.webmanifest';
const ICON = /<link rel="(?:apple-touch-)?icon" href="([^"]+)"/g;
const LATE = 'card.json'; // fetched when the first reading is shown

/**
 * The page's policy, in a meta element, for hosts that send no headers. The server in web/__init__.py reads it there
 * and sends it as a header, too, which workers need; nothing else writes one.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // WebAssembly, nothing else
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'", // no text becomes code: it would have to pass the object that
  'trusted-types numbre', // lib/script-url.js makes, which passes addresses of workers alone
].join('; ');

/**
 * Returns the paths of those files of the page that the site holds as they are: the manifest, and the icons that it or
 * index.html names. Throws an Error where one is missing.
 */
export async function copiedPaths() {
  const text = await readFile(join(PAGE, 'index.html'), 'utf8');
  const paths = new Set([MANIFEST, ...[...text.matchAll(ICON)].map(([, path]) => path)]);
  for (const { src } of (await readManifest()).icons) paths.add(src);
  for (const path of paths) {
    await access(join(PAGE, path)).catch(() => {
      throw new Error(`page/${path} is missing, though the page or its manifest names it`);
    });
  }
  return [...paths];
}

/** Returns the manifest; throws an Error with its name where it is missing or damaged. */
async function readManifest() {
  try {
    /** @type {{icons: {src: string}[]}} */
    const manifest = JSON.parse(await readFile(join(PAGE, MANIFEST), 'utf8'));
    if (manifest.icons.every((/** @type {{src: unknown}} */ { src }) => typeof src === 'string')) return manifest;
  } catch {
    // reported below
  }
  throw new Error(`page/${MANIFEST} is missing or damaged`);
}

/**
 * Options for esbuild, to be added to: of the page's build, and of the worker's. They share no files, although they hold
 * some of the same code: a worker of one file, and one that WebAssembly shares, starts sooner than one of a dozen.
 *
 * @param {string} site folder of the built site
 * @param {Bundles} bundles
 */
export const optionsFor = (site, bundles) =>
  [[MAIN, STYLE], [WORKER]].map((entries) => optionsOf(entries, site, bundles));

/**
 * @param {string[]} entries
 * @param {string} site
 * @param {Bundles} bundles
 * @satisfies {(...given: any[]) => import('esbuild').BuildOptions}
 */
const optionsOf = (entries, site, bundles) => ({
  absWorkingDir: WEB, // paths in the metafile start there
  entryPoints: entries.map((path) => `page/${path}`),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  outdir: join(site, 'assets'),
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.wasm': 'file' },
  plugins: [WITHOUT, DIRECTLY, NUMERALS],
  define: definitions(bundles),
  metafile: true,
  logLevel: 'warning',
});

/**
 * Names that the code holds instead of what it knows of bundles; texts, since objects would be copied into every module.
 *
 * @param {Bundles} bundles
 * @returns {Record<string, string>} name -> JavaScript
 */
export function definitions(bundles) {
  const [[name, { [LATE]: card, ...defaultFiles }], ...others] = Object.entries(bundles);
  const sizes = Object.entries(bundles).map(([bundle, files]) => {
    const needed = Object.entries(files).filter(([file]) => file !== LATE);
    return [bundle, needed.reduce((sum, [, { bytes }]) => sum + bytes, 0)];
  });
  const values = {
    __SIZES__: Object.fromEntries(sizes),
    __DEFAULT_FILES__: defaultFiles,
    __OTHER_FILES__: { [name]: { [LATE]: card }, ...Object.fromEntries(others) },
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, JSON.stringify(JSON.stringify(value))]));
}

/** The accounts of several builds as one. @param {Metafile[]} metafiles @returns {Metafile} */
export const joined = (metafiles) => ({ outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) });

/**
 * Returns index.html with the policy, the names of the built files, links that preload the first reading,
 * and the link to the source.
 *
 * @param {Metafile} metafile
 * @param {Bundles} bundles
 * @param {string} [extra] elements for the head
 */
export async function html(metafile, bundles, extra = '') {
  const built = (/** @type {string} */ source) => builtPath(metafile, source);
  const code = codeOf(metafile, FIRST_READING).filter((path) => path !== built(MAIN));
  const preloads = [
    ...code.map((path) => `<link rel="modulepreload" href="${path}"${path === built(WORKER) ? ' id="worker"' : ''}>`),
    ...networkFiles(bundles)
      .filter((path) => basename(path) !== LATE)
      .map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">`),
    ...(extra ? [extra] : []),
  ];
  return filled(await readFile(join(PAGE, 'index.html'), 'utf8'), {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    [`href="${STYLE}"`]: `href="${built(STYLE)}"`,
    [`src="${MAIN}"`]: `src="${built(MAIN)}"`,
    '<!-- preloads -->': preloads.join('\n  '),
    '<!-- source -->': await sourceLink(),
  });
}

/**
 * Paths that the service worker caches at once: code and network of every visit, and their frame.
 *
 * @param {Metafile} metafile
 * @param {Bundles} bundles
 */
export const shell = (metafile, bundles) => [
  'index.html',
  MANIFEST,
  'icon.svg',
  builtPath(metafile, STYLE),
  ...codeOf(metafile, [...FIRST_READING, ...AFTER_IT]),
  ...networkFiles(bundles),
];

/** Paths in the site of the default network's files. @param {Bundles} bundles */
function networkFiles(bundles) {
  const [[name, files]] = Object.entries(bundles);
  return Object.keys(files).map((file) => `models/${name}/${file}`);
}

/** The link to the repository that web/package.json names; '' where it names none. */
async function sourceLink() {
  const { repository } = JSON.parse(await readFile(join(WEB, 'package.json'), 'utf8'));
  if (!repository) return '';
  const address = String(repository.url ?? repository)
    .replace(/^git\+/, '')
    .replace(/\.git$/, '');
  if (!/^https:\/\/[^\s"<>&]+$/.test(address)) {
    throw new Error(`package.json: "repository" must be an address that starts with https://, not ${address}`);
  }
  return `<a href="${address}" rel="noreferrer">Source code</a>`;
}

/**
 * Replaces markers in index.html, each of which must stand there once.
 *
 * @param {string} text
 * @param {Record<string, string>} replacements
 */
function filled(text, replacements) {
  for (const [marker, replacement] of Object.entries(replacements)) {
    const parts = text.split(marker);
    if (parts.length !== 2) throw new Error(`index.html must hold ${marker} once, not ${parts.length - 1} times`);
    text = parts.join(replacement);
  }
  return text;
}

/** Path in the site of a built source file. @param {Metafile} metafile @param {string} source */
function builtPath(metafile, source) {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === `page/${source}`);
  if (!found) throw new Error(`page/${source} is not an entry point of the built page`);
  return `assets/${basename(found[0])}`;
}

/**
 * Paths in the site of source files, of all code that they import statically, and of the files that these name.
 *
 * @param {Metafile} metafile
 * @param {string[]} sources
 */
function codeOf(metafile, sources) {
  const outputs = Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, output]) => [`assets/${basename(path)}`, output]),
  );
  const needed = new Set(sources.map((source) => builtPath(metafile, source)));
  for (const path of needed) {
    for (const { path: other, kind } of outputs[path].imports) {
      if (kind === 'import-statement' || kind === 'file-loader') needed.add(`assets/${basename(other)}`);
    }
  }
  return [...needed];
}
