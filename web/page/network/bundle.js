/**
 * A bundle from the site: its files fetched, compared with their sha256, and their shape checked.
 * The browser compares the hashes (fetch's `integrity`), so nothing altered is ever decoded.
 *
 * @typedef {object} Bundle
 * @property {object} card
 * @property {object} model model.json as tensorflowjs writes it
 * @property {ArrayBuffer} weights of all its weight files, in order
 */

import { DIGITS, NONE } from './classes.js';
import { NAMES, SPACING } from '../ink/directions.js';
import { CONSTANTS, PIXELS } from '../ink/raster.js';

/** {name: {file: {hash: base64 sha256, bytes}}}: what the site was built with; the build puts it here. */
const BUNDLES = JSON.parse(__BUNDLES__);

/** Names of the bundles, the default first. */
export const names = Object.keys(BUNDLES);

/** Bytes of all files that reading with the network called `name` needs, before compression. */
export const bytesOf = (name) => Object.values(BUNDLES[name]).reduce((sum, { bytes }) => sum + bytes, 0);

/** A bundle cannot be used; the message is a sentence for the reader of the page. */
export class BundleError extends Error {
  /** @param {string} name of the bundle @param {string} what is the matter with it */
  constructor(name, what) {
    super(`The network “${name}” cannot be used: ${what}.`);
  }
}

/**
 * @param {string} name one of `names`
 * @param {(part: number) => void} onProgress called with the part, 0..1, of bytes that are there
 * @returns {Promise<Bundle>} rejects with BundleError
 */
export async function fetchBundle(name, onProgress = () => {}) {
  let arrived = 0;
  const get = async (file) => {
    const content = await (await fetchFile(name, file)).arrayBuffer();
    onProgress((arrived += BUNDLES[name][file].bytes) / bytesOf(name));
    return content;
  };
  const weightFiles = Object.keys(BUNDLES[name]).filter((file) => file.endsWith('.bin'));
  const [card, model, ...parts] = await Promise.all([
    get('card.json').then(parse),
    get('model.json').then(parse),
    ...weightFiles.map(get),
  ]);
  const inOrder = model.weightsManifest.flatMap(({ paths }) => paths.map((path) => parts[weightFiles.indexOf(path)]));
  checkShape(name, card, model, inOrder);
  return { card, model, weights: await new Blob(inOrder).arrayBuffer() };
}

const parse = (content) => JSON.parse(new TextDecoder().decode(content));

async function fetchFile(name, file) {
  const url = new URL(`models/${name}/${file}`, document.baseURI);
  const integrity = `sha256-${BUNDLES[name][file].hash}`;
  try {
    const response = await fetch(url, { integrity });
    if (response.ok) return response;
  } catch {
    // no network or a wrong hash: fetch does not tell which, and a cache may hold an older file
  }
  return fetchAgain(url, integrity, name);
}

/** Asks past every cache; on failure says what is wrong. */
async function fetchAgain(url, integrity, name) {
  const file = url.pathname.split('/').pop();
  const fail = (what) => {
    throw new BundleError(name, what);
  };
  const failed = Symbol('failed');
  const plain = await fetch(url, { cache: 'reload' }).catch(() => failed);
  if (plain === failed) fail(`${file} could not be fetched; check the connection`);
  if (!plain.ok) fail(`${file} is missing on this site (status ${plain.status})`);
  const checked = await fetch(url, { cache: 'reload', integrity }).catch(() => failed);
  if (checked === failed) fail(`${file} is damaged or altered`);
  return checked;
}

function checkShape(name, card, model, parts) {
  const fail = (what) => {
    throw new BundleError(name, what);
  };
  checkCard(card, fail);
  const { inputs = {}, outputs = {} } = model.signature ?? {};
  const shapes = [inputs, outputs].map((tensors) =>
    Object.values(tensors).map(({ tensorShape }) => tensorShape.dim.map(({ size }) => Number(size)).join('x')).join(),
  );
  const [taken, given] = [PIXELS * card.maps.names.length, card.classes.length];
  if (shapes[0] !== `-1x${taken}`) fail(`it does not take ${taken} numbers, as its card says`);
  if (shapes[1] !== `-1x${given}`) fail(`it does not give ${given} probabilities, as its card says`);
  const bytes = model.weightsManifest.flatMap(({ weights }) => weights).reduce((sum, spec) => sum + size(spec), 0);
  if (bytes !== parts.reduce((sum, part) => sum + (part?.byteLength ?? 0), 0)) fail('its weights are of another size');
}

/** Calls `fail` where the network was trained for what this page does not compute or cannot tell. */
function checkCard({ format, classes, raster, maps }, fail) {
  const isOneOf = (list, ...allowed) => allowed.some((one) => one.join() === list?.join());
  if (format !== 1 || !isOneOf(classes, DIGITS, [...DIGITS, NONE])) fail('its card is of another format');
  for (const [constant, value] of Object.entries(CONSTANTS)) {
    if (raster?.[constant] !== value) fail(`it was trained for another raster (${constant})`);
  }
  if (!isOneOf(maps?.names, NAMES.slice(0, 1), NAMES)) fail('it was trained for other maps (names)');
  if ((maps.spacing ?? SPACING) !== SPACING) fail('it was trained for other maps (spacing)');
}

/** Bytes of one weight. */
function size({ shape, dtype, quantization }) {
  const each = { uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4 }[quantization?.dtype ?? dtype];
  return shape.reduce((product, side) => product * side, each);
}
