/** Writes sw.js into a built site: the service worker, with the list of the files it serves and a version. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { TARGETS } from './browsers.mjs';
import { PREVIEW } from './site.mjs';

const source = fileURLToPath(new URL('../page/offline/service-worker.js', import.meta.url));
/** Files that the page does not use: licences of packages, and the preview for others. */
const UNUSED = new RegExp(`\\.LEGAL\\.txt$|^${PREVIEW}$`);

/**
 * Call it when the rest of the site is complete. The version is the hash of all files and of the worker's
 * own code: equal sites have equal workers, and sites that differ in one byte do not.
 * @param {string} site folder @param {string[]} shell paths of the files that are cached at once
 */
export async function writeWorker(site, shell) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const path of (await pathsIn(site)).filter((path) => !UNUSED.test(path))) {
    files[path] = createHash('sha256')
      .update(await readFile(join(site, path)))
      .digest('base64');
  }
  const lacking = shell.find((path) => !files[path]);
  if (lacking) throw new Error(`the built site lacks ${lacking}`);
  const code = await readFile(source, 'utf8');
  const version = createHash('sha256')
    .update(JSON.stringify([shell, files, code]))
    .digest('hex')
    .slice(0, 16);
  await build({
    entryPoints: [source],
    outfile: join(site, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: TARGETS,
    define: { __SITE__: JSON.stringify({ version, shell, files }) },
    logLevel: 'warning',
  });
}

/**
 * Paths of all files in a folder, with /, in one order on every machine.
 *
 * @param {string} folder
 * @param {string} [prefix] of a folder inside it, with / at its end
 * @returns {Promise<string[]>}
 */
async function pathsIn(folder, prefix = '') {
  const paths = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) paths.push(...(await pathsIn(folder, `${path}/`)));
    else paths.push(path);
  }
  return paths.sort();
}
