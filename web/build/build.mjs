/**
 * Builds the site: `node build/build.mjs [MODELS] [SITE]` writes SITE (site) from page and the bundles in
 * MODELS (models). `--site-url URL` adds the site's address and the preview for chats and search engines, which need
 * absolute ones. For measurements, `--metafile FILE` writes esbuild's account of each file of code, and `--readable`
 * keeps the code from being minified.
 *
 * JavaScript and CSS are bundled and named by their content, so a server may let them be cached for
 * ever; index.html names them. Bundles keep their names and are compared with the hashes that the code
 * holds. Every URL is relative. Text files get .br and .gz beside them. The service worker, sw.js, is
 * written last (worker.mjs), since it lists all the rest.
 */

import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { readBundles } from './bundles.mjs';
import { checkSources, copiedFiles, html, joined, MODELS, optionsFor, shell, siteUrlOf, WEB } from './site.mjs';
import { writeWorker } from './worker.mjs';

const { positionals, values: options } = given();
const [models = MODELS, site = join(WEB, 'site')] = positionals;
const making = `${site}.making`; // renamed when whole: a failed build leaves the old site

const COMPRESSED = /\.(html|js|css|json|svg|txt|bin|wasm|webmanifest)$/;
const SMALLER = 0.95; // a compressed variant must be at most this part of the file to be kept
/** By the ending of the variant; pack: takes seconds for all files, unpack: next to no time. */
const VARIANTS = {
  br: {
    pack: (/** @type {Buffer} */ content) => {
      const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
      return promisify(brotliCompress)(content, {
        params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length },
      });
    },
    unpack: promisify(brotliDecompress),
  },
  gz: {
    pack: (/** @type {Buffer} */ content) => promisify(gzip)(content, { level: 9 }),
    unpack: /** @type {(packed: Buffer) => Promise<Buffer>} */ (promisify(gunzip)),
  },
};
const EARLIER = join(WEB, 'site'); // its variants are taken where they hold the same

/** Returns the command's arguments; ends with a sentence where they are not understood. */
function given() {
  const known = /** @type {const} */ ({
    metafile: { type: 'string' },
    readable: { type: 'boolean' },
    'site-url': { type: 'string' },
  });
  try {
    return parseArgs({ allowPositionals: true, options: known });
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}

async function main() {
  const siteUrl = options['site-url'] === undefined ? undefined : siteUrlOf(options['site-url']);
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const bundles = await readBundles(models);
  await checkSources(siteUrl);
  const production = /** @type {const} */ ({ entryNames: '[name]-[hash]', legalComments: 'linked' });
  const minify = !options.readable;
  const builds = await Promise.all(
    optionsFor(making, bundles).map((common) => build({ ...common, ...production, minify })),
  );
  const metafile = joined(builds.map((one) => one.metafile));
  if (options.metafile) await writeFile(options.metafile, JSON.stringify(metafile.outputs));
  await writeFile(join(making, 'index.html'), await html(metafile, bundles, { siteUrl }));
  for (const [path, source] of Object.entries(await copiedFiles(siteUrl))) await cp(source, join(making, path));
  for (const [name, files] of Object.entries(bundles)) {
    for (const file of Object.keys(files)) await cp(join(models, name, file), join(making, 'models', name, file));
  }
  await writeWorker(making, shell(metafile, bundles));
  await compress(making);
  await rm(site, { recursive: true, force: true });
  await rename(making, site);
}

/**
 * Writes the compressed variants of all files in a folder, several at a time.
 *
 * @param {string} folder
 */
async function compress(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return compress(path);
      return COMPRESSED.test(path) && compressFile(path);
    }),
  );
}

/** @param {string} path */
async function compressFile(path) {
  const content = await readFile(path);
  const earlier = join(EARLIER, relative(making, path));
  await Promise.all(
    Object.entries(VARIANTS).map(async ([ending, { pack, unpack }]) => {
      const known = await readFile(`${earlier}.${ending}`).catch(() => null);
      const isSame = known && (await unpack(known).catch(() => null))?.equals(content);
      const variant = isSame ? known : await pack(content);
      if (variant.length <= SMALLER * content.length) await writeFile(`${path}.${ending}`, variant);
    }),
  );
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
