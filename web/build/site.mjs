/**
 * Parts of the site that production (build.mjs) and development (dev.mjs) share: entry points, options for
 * esbuild, index.html with the names of the built files, files that are copied, and those that the first reading needs.
 *
 * @typedef {Pick<import('esbuild').Metafile, 'outputs'>} Metafile
 * @typedef {import('./bundles.mjs').Bundles} Bundles
 */

import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGETS } from './browsers.mjs';
import { inOneFile } from './chunks.mjs';
import { FONT_LICENCE, NUMERALS } from './numerals.mjs';
import { DIRECTLY, REDUCING, WITHOUT } from './packages.mjs';

export const WEB = fileURLToPath(new URL('..', import.meta.url));
export const PAGE = join(WEB, 'page');
export const MODELS = join(WEB, 'models');
const ROOT = join(WEB, '..');

const [MAIN, WORKER, STYLE, FLOOR] = ['main.js', 'worker/worker.js', 'style/index.css', 'floor.js'];
const LATE_STYLE = 'style/late.css'; // fetched by lib/late-style.js
const TRAINING = 'worker/training/training.js'; // a worker that worker/training/client.js starts on demand
const FIRST_READING = [MAIN, WORKER];
/** Fetched at leisure, but by every visit, or for any other network. */
const AFTER_IT = [
  ...['later.js', 'offline/offline.js', 'ui/popover.js', 'session/choice.js'],
  ...['explain/about.js', 'explain/compare/compare.js', 'explain/inside/look-inside.js'],
  ...['pad/zoom.js', 'pad/erase.js', 'pad/replay.js', 'share/share.js'],
  ...['network/other-files.js', 'lib/outdated.js'],
  ...['hand/adapt.js', 'session/hand.js', 'ui/teaching.js', 'explain/hand/your-hand.js'],
];
const MANIFEST = 'manifest.webmanifest';
const LICENCE = 'LICENSE.txt';
/** What chats and search engines show of the page; only they fetch it, by its absolute address. */
export const PREVIEW = 'icons/preview.png';
const PREVIEW_SIZE = [1200, 630]; // pixels
const ICON = /<link rel="(?:apple-touch-)?icon" href="([^"]+)"/g;
const LATE = 'card.json'; // fetched when the page is idle after the first reading

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
 * Returns the files that the site holds as they are: the manifest, the icons that it or index.html names, licences, and,
 * where the site has an address, the preview. Throws an Error where one is missing.
 *
 * @param {string} [siteUrl]
 * @returns {Promise<Record<string, string>>} path in the site -> path on this machine
 */
export async function copiedFiles(siteUrl) {
  const text = await readFile(join(PAGE, 'index.html'), 'utf8');
  const paths = new Set([MANIFEST, ...[...text.matchAll(ICON)].map(([, path]) => path)]);
  for (const { src } of (await readManifest()).icons) paths.add(src);
  if (siteUrl) paths.add(PREVIEW);
  for (const path of paths) {
    await access(join(PAGE, path)).catch(() => {
      throw new Error(`page/${path} is missing, though the page or its manifest names it`);
    });
  }
  return {
    ...Object.fromEntries([...paths].map((path) => [path, join(PAGE, path)])),
    [LICENCE]: join(ROOT, 'LICENSE'),
    'assets/numerals.LEGAL.txt': FONT_LICENCE,
  };
}

/**
 * Returns the address of a site's folder, with / at its end. Throws an Error where the text is none.
 *
 * @param {string} text
 */
export function siteUrlOf(text) {
  try {
    const { href, username, password } = new URL(text);
    const isFolder = /^https?:\/\/[^?#\s]+$/.test(text) && !/\.html?$/.test(href);
    if (isFolder && !username && !password) return href.replace(/\/*$/, '/');
  } catch {
    // no address at all
  }
  throw new Error(
    `SITE_URL must be the address of the site's folder, such as https://example.org/numbre/, not ${text}`,
  );
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
 * Options for esbuild, to be added to: of the page's build, of the two workers', and of that of floor.js. They share no files,
 * although the first three hold some of the same code: a worker of one file, which its late code shares, starts sooner
 * than one of a dozen. Only floor.js runs in browsers that the others are not built for.
 *
 * @param {string} site folder of the built site
 * @param {Bundles} bundles
 */
export const optionsFor = (site, bundles) => [
  optionsOf([MAIN, STYLE, LATE_STYLE], site, bundles),
  optionsOf([WORKER], site, bundles),
  optionsOf([TRAINING], site, bundles),
  { ...optionsOf([FLOOR], site, bundles), splitting: false, format: /** @type {const} */ ('iife'), target: ['es2015'] },
];

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
  target: TARGETS,
  outdir: join(site, 'assets'),
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.wasm': 'file', '.bin': 'file' },
  plugins: [
    ...(FIRST_READING.includes(entries[0]) ? [inOneFile(PAGE, entries[0])] : []),
    ...[WITHOUT, REDUCING, DIRECTLY, NUMERALS],
  ],
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
 * Returns index.html with the policy, the names of the built files, links that preload the first reading, the site's own
 * address, the version, and the link to the source.
 *
 * @param {Metafile} metafile
 * @param {Bundles} bundles
 * @param {{extra?: string, siteUrl?: string}} [options] extra: elements for the head; siteUrl: of siteUrlOf
 */
export async function html(metafile, bundles, { extra = '', siteUrl } = {}) {
  const built = (/** @type {string} */ source) => builtPath(metafile, source);
  const code = codeOf(metafile, FIRST_READING).filter((path) => path !== built(MAIN));
  const preloads = [
    ...code.map((path) => `<link rel="modulepreload" href="${path}"${path === built(WORKER) ? ' id="worker"' : ''}>`),
    ...networkFiles(bundles)
      .filter((path) => basename(path) !== LATE)
      .map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">`),
    ...(extra ? [extra] : []),
  ];
  return documentOf(built, preloads, siteUrl);
}

/**
 * Checks what the site is made of beside code, so that a mistake there is reported before anything is built.
 *
 * @param {string} [siteUrl] of siteUrlOf
 */
export async function checkSources(siteUrl) {
  await copiedFiles(siteUrl);
  await documentOf(String, [], siteUrl);
}

/**
 * @param {(source: string) => string} built name of a source file in the site
 * @param {string[]} preloads elements
 * @param {string} [siteUrl]
 */
async function documentOf(built, preloads, siteUrl) {
  const text = (await readFile(join(PAGE, 'index.html'), 'utf8')).replace(/\n\s+/g, '\n'); // without its indentation
  return filled(text, {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    [`href="${STYLE}"`]: `href="${built(STYLE)}"`,
    [`"${LATE_STYLE}"`]: `"${built(LATE_STYLE)}"`,
    [`"${TRAINING}"`]: `"${built(TRAINING)}"`,
    [`src="${MAIN}"`]: `src="${built(MAIN)}"`,
    [`src="${FLOOR}"`]: `src="${built(FLOOR)}"`,
    '<!-- preloads -->': preloads.join('\n'),
    '<!-- address -->': siteUrl ? addressOf(siteUrl) : '',
    '<!-- version -->': `Version ${await readVersion()}`,
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
  LICENCE,
  builtPath(metafile, STYLE),
  builtPath(metafile, LATE_STYLE),
  builtPath(metafile, FLOOR),
  ...codeOf(metafile, [...FIRST_READING, ...AFTER_IT]),
  ...networkFiles(bundles),
];

/** Paths in the site of the default network's files. @param {Bundles} bundles */
function networkFiles(bundles) {
  const [[name, files]] = Object.entries(bundles);
  return Object.keys(files).map((file) => `models/${name}/${file}`);
}

/** The elements of the head that need the site's address: what chats and search engines show. @param {string} siteUrl */
function addressOf(siteUrl) {
  const url = siteUrl.replaceAll('&', '&amp;');
  const [width, height] = PREVIEW_SIZE;
  return [
    `<link rel="canonical" href="${url}">`,
    `<meta property="og:url" content="${url}">`,
    `<meta property="og:image" content="${url}${PREVIEW}">`,
    `<meta property="og:image:width" content="${width}">`,
    `<meta property="og:image:height" content="${height}">`,
    '<meta property="og:image:alt" content="2026, written by hand, as the network sees it, and as it reads it">',
    '<meta name="twitter:card" content="summary_large_image">',
  ].join('\n  ');
}

/** The version of the package, which pyproject.toml names. Throws an Error where it does not. */
async function readVersion() {
  const text = await readFile(join(ROOT, 'pyproject.toml'), 'utf8').catch(() => '');
  const version = /^version = "([\w.+-]+)"$/m.exec(text)?.[1];
  if (!version) throw new Error('pyproject.toml is missing or names no version');
  return version;
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
