/**
 * A plugin for esbuild that keeps the code of an entry point in one file. esbuild divides code by the entry points and
 * dynamic imports that reach it, so that each module that late code shares with main.js or the worker, or several do, would be a
 * file of its own: a dozen of them, which take more requests, and compress a tenth worse. Where all late code imports the
 * entry point, all of the first is reached alike.
 */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { withDirectImports } from './packages.mjs';

const COMMENT = /\/\*.*?\*\//gs; // which name modules for their types, too
const DYNAMIC = /\bimport\('(\.[^']+)'\)/g;

/**
 * @param {string} page folder of the page's sources
 * @param {string} main name of its entry point
 * @returns {import('esbuild').Plugin}
 */
export const inOneFile = (page, main) => ({
  name: 'in-one-file',
  async setup({ onLoad }) {
    const late = await lateModules(page);
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (!late.has(path)) return null;
      const to = relative(dirname(path), join(page, main)).replaceAll('\\', '/');
      const contents = withDirectImports(await readFile(path, 'utf8')); // esbuild asks no other plugin for this file
      return { contents: `${contents}\nimport './${to}';\n` }; // at the end, so that lines keep their numbers
    });
  },
});

/** Returns the paths of all modules that others import dynamically. @param {string} page */
async function lateModules(page) {
  const names = await readdir(page, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.js')).map((name) => join(page, name));
  const found = await Promise.all(
    paths.map(async (path) =>
      [...(await readFile(path, 'utf8')).replace(COMMENT, '').matchAll(DYNAMIC)].map(([, to]) =>
        join(dirname(path), to),
      ),
    ),
  );
  return new Set(found.flat());
}
