/**
 * Builds the site: `node build/build.mjs [MODELS] [SITE]` writes SITE (site) from page and the bundles in
 * MODELS (models). For those who measure, `--told FILE` writes what esbuild says of each file of code,
 * and `--readable` keeps the code from being minified.
 *
 * JavaScript and CSS are bundled and named by their content, so a server may let them be kept for
 * ever; index.html names them, and bundles keep their names and are compared with the hashes that
 * are built into the code. Every URL is relative. Text files get .br and .gz beside them. The worker,
 * sw.js, is written last (worker.mjs): it lists all the rest.
 */

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { DIRECTLY, WITHOUT } from './packages.mjs';
import { writeWorker } from './worker.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const page = join(web, 'page');
const { positionals, values: options } = given();
const [models = join(web, 'models'), site = join(web, 'site')] = positionals;
const making = `${site}.making`; // renamed when whole: a failed build leaves the old site

const DEFAULT = 'ink';
const [MAIN, STYLE] = ['main.js', 'style/index.css'];
const FIRST_READING = [MAIN, 'network/classifier.js'];
/** What the page shows of a card; export/check.py checks all of it. */
const CARD = [
  ...['about', 'classes', 'created', 'figures', 'files', 'format', 'history', 'maps', 'multiplications'],
  ...['name', 'parameters', 'raster', 'recipe', 'rejection', 'seeds', 'training', 'variants'],
];
const COPIED = ['icon.svg', 'icons', 'manifest.webmanifest'];
const COMPRESSED = /\.(html|js|css|json|svg|txt|bin|wasm|webmanifest)$/;
const SMALLER = 0.95; // a compressed variant must be at most this part of the file to be kept

/** The policy of the page, in a meta element too, for hosts that send no headers. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // WebAssembly, nothing else
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What the command was given; a sentence where it is not understood. */
function given() {
  try {
    return parseArgs({ allowPositionals: true, options: { told: { type: 'string' }, readable: { type: 'boolean' } } });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

async function main() {
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const names = await bundleNames();
  const bundles = await bundleFiles(names);
  const { metafile } = await build({
    absWorkingDir: web, // from which the names of sources are told
    entryPoints: [`page/${MAIN}`, `page/${STYLE}`],
    bundle: true,
    minify: !options.readable,
    splitting: true,
    format: 'esm',
    target: ['es2022'],
    outdir: join(making, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.wasm': 'file' },
    plugins: [WITHOUT, DIRECTLY],
    define: { __BUNDLES__: text(bundles) },
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
  if (options.told) await writeFile(options.told, JSON.stringify(metafile.outputs));
  await writeFile(join(making, 'index.html'), await html(metafile, bundles[DEFAULT]));
  for (const name of COPIED) await cp(join(page, name), join(making, name), { recursive: true });
  for (const name of names) await cp(join(models, name), join(making, 'models', name), { recursive: true });
  await writeWorker(making, shell(metafile, Object.keys(bundles[DEFAULT])));
  await compress(making);
  await rm(site, { recursive: true, force: true });
  await rename(making, site);
}

/** Names of the bundles, the default first. */
async function bundleNames() {
  const found = (await readdir(models, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = found.map((entry) => entry.name).filter((name) => !name.startsWith('.'));
  if (!names.includes(DEFAULT)) throw new Error(`web/models/${DEFAULT} is missing: export it with numbre-export`);
  return names.sort((a, b) => (b === DEFAULT) - (a === DEFAULT) || a.localeCompare(b));
}

/** {name: {file: {hash: base64 sha256, bytes}}} of what the page fetches; every file must be the one its card names. */
async function bundleFiles(names) {
  const files = {};
  for (const name of names) {
    const card = JSON.parse(await readFile(join(models, name, 'card.json'), 'utf8'));
    const lacking = CARD.find((field) => card[field] === undefined);
    if (lacking) throw new Error(`web/models/${name}/card.json lacks '${lacking}': export the bundle again`);
    files[name] = {};
    for (const file of (await readdir(join(models, name))).sort()) {
      const content = await readFile(join(models, name, file));
      const hash = createHash('sha256').update(content);
      if (file !== 'card.json' && card.files[file]?.sha256 !== hash.copy().digest('hex')) {
        throw new Error(`web/models/${name}/${file} is not the file that its card names: export the bundle again`);
      }
      if (file === 'golden.json') continue; // which is for tests only
      files[name][file] = { hash: hash.digest('base64'), bytes: content.length };
    }
  }
  return files;
}

/** index.html with the built names in place of the source names, and the policy. */
async function html(metafile, network) {
  const built = (source) => builtPath(metafile, source);
  const preloads = codeOf(metafile, FIRST_READING)
    .filter((path) => path !== built(MAIN))
    .map((path) => `<link rel="modulepreload" href="${path}">`);
  for (const file of Object.keys(network)) {
    preloads.push(`<link rel="preload" as="fetch" crossorigin href="models/${DEFAULT}/${file}">`);
  }
  const source = await readFile(join(page, 'index.html'), 'utf8');
  return filled(source, {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    [`href="${STYLE}"`]: `href="${built(STYLE)}"`,
    [`src="${MAIN}"`]: `src="${built(MAIN)}"`,
    '<!-- preloads -->': preloads.join('\n  '),
  });
}

/** Puts new words in place of marks in a text, each of which must be there once. */
function filled(text, words) {
  for (const [mark, word] of Object.entries(words)) {
    const parts = text.split(mark);
    if (parts.length !== 2) throw new Error(`index.html must hold ${mark} once, and holds it ${parts.length - 1} times`);
    text = parts.join(word);
  }
  return text;
}

/** Paths of what the worker keeps from the start: the first reading's code and network, and what frames them. */
function shell(metafile, networkFiles) {
  return [
    'index.html',
    'manifest.webmanifest',
    'icon.svg',
    builtPath(metafile, STYLE),
    ...codeOf(metafile, [...FIRST_READING, 'offline/offline.js']),
    ...networkFiles.map((file) => `models/${DEFAULT}/${file}`),
  ];
}

/** The path in the site of what a source file has become. */
function builtPath(metafile, source) {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === `page/${source}`);
  if (!found) throw new Error(`${source} is no entry point of the built page`);
  return `assets/${basename(found[0])}`;
}

/** Paths of all code that some source files need: they, and what they import at once. */
function codeOf(metafile, sources) {
  const needed = new Set(sources.map((source) => builtPath(metafile, source)));
  for (const path of needed) {
    const [, output] = Object.entries(metafile.outputs).find(([name]) => basename(name) === basename(path));
    for (const { path: other, kind } of output.imports) {
      if (kind === 'import-statement') needed.add(`assets/${basename(other)}`);
    }
  }
  return [...needed];
}

/** What stands in the code as text: esbuild would have every module ask for an object. */
const text = (value) => JSON.stringify(JSON.stringify(value));

async function compress(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await compress(path);
    else if (COMPRESSED.test(path)) await compressFile(path);
  }
}

async function compressFile(path) {
  const content = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const variants = { br: brotliCompressSync(content, { params }), gz: gzipSync(content, { level: 9 }) };
  for (const [ending, variant] of Object.entries(variants)) {
    if (variant.length <= SMALLER * content.length) await writeFile(`${path}.${ending}`, variant);
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
