/**
 * Reads and checks the bundles of networks that a site is built with.
 *
 * @typedef {Record<string, {hash: string, bytes: number}>} Files by their name; hash: base64 of the sha256
 * @typedef {Record<string, Files>} Bundles by the name of the network, the default first
 */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findGraphProblem } from './operations.mjs';
import { findProblem } from './schema.mjs';

const DEFAULT = 'ink';
const FORMAT = 2;
const FETCHED = /^(summary|card|model)\.json$|\.bin$/; // by the page; the rest, golden.json, is for tests

/**
 * @param {string} folder
 * @returns {Promise<Bundles>} the bundles in the folder, with those of their files that the page fetches
 * @throws {Error} where a bundle is not as its card says
 */
export async function readBundles(folder) {
  const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = found.map((entry) => entry.name).filter((name) => !name.startsWith('.'));
  if (!names.includes(DEFAULT))
    throw new Error(`The bundle ${join(folder, DEFAULT)} is missing; ${exportAgain(DEFAULT)}`);
  names.sort((a, b) => Number(b === DEFAULT) - Number(a === DEFAULT) || a.localeCompare(b));
  /** @type {Bundles} */
  const bundles = {};
  for (const name of names) bundles[name] = await readBundle(join(folder, name), name);
  return bundles;
}

/** @param {string} folder @param {string} name */
async function readBundle(folder, name) {
  const present = (await readdir(folder)).sort();
  const refuse = (/** @type {string} */ reason) => {
    throw new Error(`The bundle ${folder}: ${reason}; ${exportAgain(name)}`);
  };
  const read = async (/** @type {string} */ file) => {
    if (!present.includes(file)) refuse(`${file} is missing`);
    try {
      return JSON.parse(await readFile(join(folder, file), 'utf8'));
    } catch {
      return refuse(`${file} is damaged`);
    }
  };
  const card = await read('card.json');
  if (card?.format !== FORMAT) refuse(`card.json has format ${card?.format}, not ${FORMAT}`);
  check(await read('summary.json'), card, refuse);
  /** @type {Files} */
  const files = {};
  for (const file of present.filter((file) => FETCHED.test(file))) {
    const content = await readFile(join(folder, file));
    const hash = createHash('sha256').update(content);
    if (file !== 'card.json' && card.files[file]?.sha256 !== hash.copy().digest('hex')) {
      refuse(`${file} is not the file that card.json names`);
    }
    files[file] = { hash: hash.digest('base64'), bytes: content.length };
  }
  const missing = Object.keys(card.files).find((file) => FETCHED.test(file) && !files[file]);
  if (missing) refuse(`${missing} is missing`);
  checkGraph(await read('model.json'), refuse);
  return files;
}

/**
 * Calls `refuse` where a file is not as its schema says, or the summary and the card differ.
 *
 * @param {any} summary
 * @param {any} card
 * @param {(reason: string) => never} refuse
 */
function check(summary, card, refuse) {
  const problem = findProblem('card.json', card) ?? findProblem('summary.json', summary);
  if (problem) refuse(problem);
  const expected = { ...card, calibrated: Boolean(card.recipe.calibrate) };
  const differing = Object.keys(summary).find((field) => !isDeepStrictEqual(summary[field], expected[field]));
  if (differing) refuse(`summary.json and card.json differ in '${differing}'`);
}

/**
 * Calls `refuse` where the page cannot compute the network.
 *
 * @param {any} model
 * @param {(reason: string) => never} refuse
 */
function checkGraph(model, refuse) {
  let problem;
  try {
    problem = findGraphProblem(model);
  } catch {
    problem = 'it is damaged';
  }
  if (problem) refuse(`model.json: ${problem}`);
}

/** @param {string} name */
const exportAgain = (name) => `export it again with: numbre export runs/${name}`;
