/**
 * The font of the numerals: a plugin for esbuild that cuts it out of a whole font when code imports `numerals.woff2`.
 *
 * Of Newsreader only the characters that numbers are shown with are kept, at one weight, in the cut for large sizes: 2 KB
 * of 132. Its figures are all of one height and width; style/font.css gives other fonts that width until it has come.
 */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const { resolve } = createRequire(import.meta.url);
const FONT = resolve('@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2');
const CHARACTERS = '0123456789/:()%$+=.,-−–?'; // a hyphen, a minus and a dash
const DESIGN = { opsz: 40, wght: 550 }; // thin lines that still show at 20 px, and a stem as strong as the ink's
const NAME = 'numerals.woff2';

/** The licence of the font, which must go with it. */
export const FONT_LICENCE = resolve('@fontsource-variable/newsreader/LICENSE');

/** @type {import('esbuild').Plugin} */
export const NUMERALS = {
  name: 'numerals',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^${NAME}$`) }, ({ path }) => ({ path, namespace: 'numerals' }));
    onLoad({ filter: /./, namespace: 'numerals' }, async () => ({ contents: await numerals(), loader: 'file' }));
  },
};

/** Returns the font, as WOFF2. */
async function numerals() {
  return subsetFont(await readFile(FONT), CHARACTERS, {
    targetFormat: 'woff2',
    variationAxes: DESIGN,
    keepFeatures: [], // figures of one height and width are what it shows without any
    noHinting: true,
  });
}
