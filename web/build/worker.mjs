/** Writes sw.js into a built site: the page's worker, with the list of what it serves and its version. */

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const source = fileURLToPath(new URL('../page/offline/service-worker.js', import.meta.url));
const UNUSED = /\/golden\.json$|\.LEGAL\.txt$/; // by the page: for tests and for lawyers

/**
 * Call it when all else of the site is there. The version is the hash of all that is served and of the
 * worker's own code: a site that differs in one byte has another worker, the same site has the same.
 * @param {string} site folder @param {string[]} shell paths of what is kept from the start
 */
export async function writeWorker(site, shell) {
  const files = {};
  for (const path of (await pathsIn(site)).filter((path) => !UNUSED.test(path))) {
    files[path] = createHash('sha256').update(await readFile(join(site, path))).digest('base64');
  }
  const lacking = shell.find((path) => !files[path]);
  if (lacking) throw new Error(`the built site lacks ${lacking}`);
  const code = await readFile(source, 'utf8');
  const version = createHash('sha256').update(JSON.stringify([shell, files, code])).digest('hex').slice(0, 16);
  await build({
    entryPoints: [source],
    outfile: join(site, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    define: { __SITE__: JSON.stringify({ version, shell, files }) },
    logLevel: 'warning',
  });
}

/** Paths of all files in a folder, with /, in one order on every machine. */
async function pathsIn(folder, prefix = '') {
  const paths = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) paths.push(...(await pathsIn(folder, `${path}/`)));
    else paths.push(path);
  }
  return paths.sort();
}
