/** Reads and checks the bundles of networks that a site is built with. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DEFAULT = 'ink';
const FORMAT = 1;
const FETCHED = /^(card|model)\.json$|\.bin$/; // by the page; the rest, golden.json, is for tests
const UNLISTED = ['card.json']; // it cannot hold its own hash
/** Fields that the page reads; `numbre verify` checks the whole card. */
const CARD = [
  ...['about', 'classes', 'created', 'figures', 'files', 'format', 'history', 'maps', 'multiplications'],
  ...['name', 'parameters', 'raster', 'recipe', 'rejection', 'seeds', 'training', 'variants'],
];

/**
 * Returns the bundles in a folder, the default first: {name: {file: {hash, bytes}}} of the files that the
 * page fetches; hash: base64 of the sha256. Throws an Error where a bundle is not as its card says.
 * @param {string} folder
 */
export async function readBundles(folder) {
  const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = found.map((entry) => entry.name).filter((name) => !name.startsWith('.'));
  if (!names.includes(DEFAULT)) throw new Error(`${folder} lacks the bundle ${DEFAULT}; ${exportAgain(DEFAULT)}`);
  names.sort((a, b) => (b === DEFAULT) - (a === DEFAULT) || a.localeCompare(b));
  const bundles = {};
  for (const name of names) bundles[name] = await readBundle(join(folder, name), name);
  return bundles;
}

async function readBundle(folder, name) {
  const present = (await readdir(folder)).sort();
  const refuse = (reason) => {
    throw new Error(`The bundle ${folder} ${reason}; ${exportAgain(name)}`);
  };
  const read = async (file) => {
    if (!present.includes(file)) refuse(`lacks ${file}`);
    try {
      return JSON.parse(await readFile(join(folder, file), 'utf8'));
    } catch {
      return refuse(`has a damaged ${file}`);
    }
  };
  const card = await read('card.json');
  if (card.format !== FORMAT) refuse(`is in format ${card.format}, not ${FORMAT}`);
  const missing = CARD.find((field) => card[field] === undefined);
  if (missing) refuse(`lacks '${missing}' in card.json`);
  const files = {};
  for (const file of present.filter((file) => FETCHED.test(file))) {
    const content = await readFile(join(folder, file));
    const hash = createHash('sha256').update(content);
    if (!UNLISTED.includes(file) && card.files[file]?.sha256 !== hash.copy().digest('hex')) {
      refuse(`has another ${file} than its card names`);
    }
    files[file] = { hash: hash.digest('base64'), bytes: content.length };
  }
  const lacking = Object.keys(card.files).find((file) => FETCHED.test(file) && !files[file]);
  if (lacking) refuse(`lacks ${lacking}`);
  return files;
}

const exportAgain = (name) => `export it again with: numbre-export runs/${name}`;
