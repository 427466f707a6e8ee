/**
 * Builds the peers: `node build.mjs MODELS SITES` writes SITES/NAME for every peer, from this folder and,
 * for a peer with a network, from MODELS/NAME.
 *
 * A peer is index.html, its own bundled script, and published files of a package; beside every file lies
 * its .br, compressed as by web/build/build.mjs.
 */

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const { build } = createRequire(new URL('../../../web/', import.meta.url))('esbuild'); // the page's own version
const compressed = promisify(brotliCompress); // slow, so several at a time
const here = fileURLToPath(new URL('.', import.meta.url));
const [models, sites] = process.argv.slice(2);

/** @type {Record<string, string>} name in the site -> published file */
const TFJS = { 'tf.min.js': 'node_modules/@tensorflow/tfjs/dist/tf.min.js' };
/** @type {Record<string, Record<string, string>>} */
const PEERS = {
  blank: {},
  tutorial: TFJS,
  tfjs: TFJS,
  onnx: { 'ort.wasm': 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm' },
};
const SMALLER = 0.95; // a compressed variant must be at most this part of the file to be kept

/** @param {string} name @param {string[]} scripts */
const html = (name, scripts) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<link rel="icon" href="data:,">
<canvas id="pad" width="280" height="280"></canvas>
<output id="reading"></output>
${scripts.map((script) => `<script src="${script}"></script>\n`).join('')}<script type="module" src="main.js"></script>
</html>
`;

/** @param {string} name @param {Record<string, string>} files */
async function make(name, files) {
  const site = join(sites, name);
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  await build({
    entryPoints: { main: join(here, `${name}.js`) },
    outdir: site,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    logLevel: 'error',
  });
  for (const [as, file] of Object.entries(files)) await cp(join(here, file), join(site, as));
  await cp(join(models, name), join(site, 'model'), { recursive: true }).catch((error) => {
    if (error.code !== 'ENOENT') throw error; // ENOENT: a peer without a network
  });
  const scripts = Object.keys(files).filter((file) => file.endsWith('.js'));
  await writeFile(join(site, 'index.html'), html(name, scripts));
  await compress(site);
}

/** @param {string} folder */
async function compress(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? compress(path) : compressFile(path);
    }),
  );
}

/** @param {string} path */
async function compressFile(path) {
  const content = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const variant = await compressed(content, { params });
  if (variant.length <= SMALLER * content.length) await writeFile(`${path}.br`, variant);
}

await Promise.all(Object.entries(PEERS).map(([name, files]) => make(name, files))).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
