/**
 * Fetches the files of a bundle, compares them with their sha256, and checks that the page can use them.
 * The browser compares the hashes (fetch's `integrity`), so an altered file is never decoded.
 *
 * @typedef {import('./graph.js').Bundle} Bundle
 * @typedef {import('./graph.js').Summary} Summary
 * @typedef {import('./graph.js').Model} Model
 *
 * @typedef {object} Card the fields that the page reads
 * @property {string} name
 * @property {number} parameters
 * @property {number} multiplications for a digit
 * @property {string} created date and time
 * @property {Record<string, Metrics>} metrics by set
 * @property {Record<string, {bytes: number}>} files
 * @property {{seconds: number}} training
 * @property {Recipe} recipe
 * @property {Record<string, string>} [read_by] who has read each set, where it is not this network alone
 * @property {{folds?: number, taken_from?: string, differs?: Record<string, unknown> | null}} cross_validation
 * @property {{digits?: Rejected, kinds?: Record<string, Rejected>}} rejection of real digits, and of non-digits by kind
 * @property {Record<string, number[]>} history a value for each epoch
 * @property {{accuracy?: number, relation?: string, set?: string}} reported by a tutorial's author
 * @property {Seeds | None} seeds
 * @property {Record<string, {name: string, seeds: Seeds | None}>} variants
 * @property {import('../session/trained-card.js').HereTrained} [here] of a network that was trained in the page
 *
 * @typedef {{calibrate: boolean, sets: string[], rejects?: boolean, context?: boolean, everyone?: boolean, network?: string,
 *   dropout?: number, warp?: boolean} & Partial<Fitting>} Recipe network: name of its architecture; warp: whether it learned
 *   from augmented digits
 * @typedef {{optimizer: string, batch: number, learning_rate: number, epochs: number}} Fitting
 *
 * @typedef {{n: number, errors: number, accuracy: number, interval: number[], confusion: number[][],
 *   rejected?: number}} Metrics
 * @typedef {{n: number, rejected: number}} Rejected
 * @typedef {{seeds: number[], metrics: Record<string, {accuracy: {mean: number, sd: number}}>}} Seeds
 * @typedef {{seeds?: undefined}} None with one seed only
 */

import { CHANNEL_NAMES, SPACING } from '../ink/directions.js';
import { CONSTANTS, PIXELS } from '../ink/raster.js';
import { reasonOf } from '../lib/late-code.js';
import { CLASS_LISTS } from './classes.js';

const FORMAT = 2; // of cards

/** Where a part of the page's own code does not come: a sentence for visitors. */
export const NO_CODE = 'The page’s code couldn’t be fetched. Check your connection.';

/** @typedef {Record<string, {hash: string, bytes: number}>} Files of a bundle in the site; hash: base64 of the sha256 */

/** @type {Record<string, number>} name -> bytes of the files that reading needs, before compression; set by the build */
const SIZES = JSON.parse(__SIZES__);

/** @type {Files} that reading with the default bundle needs; set by the build */
const DEFAULT_FILES = JSON.parse(__DEFAULT_FILES__);

/** @type {Map<string, AbortController>} files that have not come yet, by URL */
const underWay = new Map();

/** Names of the bundles, the default first. */
export const names = Object.keys(SIZES);

/** @param {string} name @returns {number} bytes of the files that reading with a network needs, before compression */
export const bytesOf = (name) => SIZES[name];

/** @param {string} name @returns {Promise<Files>} the files that the first reading does not need; fetched when they are */
async function otherFiles(name) {
  const { OTHER_FILES } = await import('./other-files.js').catch(async (cause) => {
    throw new BundleError(name, await reasonOf(cause, NO_CODE), { cause });
  });
  return OTHER_FILES[name];
}

/** A bundle cannot be used; message and reason are for visitors. */
export class BundleError extends Error {
  /**
   * @param {string} name of the bundle
   * @param {string} reason a sentence
   * @param {{cause?: unknown}} [options]
   */
  constructor(name, reason, options) {
    super(`Couldn’t load “${name}”. ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * @param {string} name one of `names`
 * @param {(part: number) => void} onProgress called with the share of bytes that have arrived, 0..1
 * @returns {Promise<Bundle>} rejects with BundleError
 */
export async function fetchBundle(name, onProgress = () => {}) {
  const files = name === names[0] ? DEFAULT_FILES : await otherFiles(name);
  let arrived = 0;
  const get = async (/** @type {string} */ file) => {
    const content = await (await fetchFile(name, file, files)).arrayBuffer();
    arrived += files[file].bytes;
    onProgress(arrived / bytesOf(name));
    return content;
  };
  const weightFiles = Object.keys(files).filter((file) => file.endsWith('.bin'));
  const [summary, model, parts] = await Promise.all([
    get('summary.json').then(parse),
    /** @type {Promise<Model>} */ (get('model.json').then(parse)),
    Promise.all(weightFiles.map(get)),
  ]);
  const inOrder = model.weightsManifest.flatMap(({ paths }) => paths.map((path) => parts[weightFiles.indexOf(path)]));
  const problem = findProblem(summary, model, inOrder);
  if (problem) throw new BundleError(name, problem);
  return { summary, model, weights: concatenated(inOrder) };
}

/** @param {ArrayBuffer[]} parts */
function concatenated(parts) {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole.buffer;
}

/**
 * @param {string} name one of `names`
 * @returns {Promise<Card>} in full; rejects with BundleError
 */
export const fetchCard = async (name) => (await fetchFile(name, 'card.json', await otherFiles(name))).json();

/** @param {ArrayBuffer} content */
const parse = (content) => JSON.parse(new TextDecoder().decode(content));

/** @param {string} name @param {string} file @param {Files} files */
async function fetchFile(name, file, files) {
  const url = new URL(`models/${name}/${file}`, document.baseURI);
  const integrity = `sha256-${files[file].hash}`;
  const before = underWay.get(url.href);
  before?.abort(); // it has stalled, or nobody would ask again
  const request = new AbortController();
  underWay.set(url.href, request);
  try {
    const response = await fetch(url, { integrity, signal: request.signal, cache: before ? 'reload' : 'default' });
    if (response.ok) return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    // no connection or a wrong hash: fetch does not say which, and a cache may hold an older file
  } finally {
    if (underWay.get(url.href) === request) underWay.delete(url.href);
  }
  return refetch(url, integrity, name, file);
}

/**
 * Fetches a file past all caches; rejects with the reason if it is lost, missing, altered or of another version.
 *
 * @param {URL} url
 * @param {string} integrity
 * @param {string} name
 * @param {string} file
 */
async function refetch(url, integrity, name, file) {
  const plain = await fetch(url, { cache: 'reload' }).catch((cause) => {
    throw new BundleError(name, `The file ${file} couldn’t be fetched. Check your connection.`, { cause });
  });
  const verified = plain.ok && (await fetch(url, { cache: 'reload', integrity }).catch(() => null));
  if (verified) return verified;
  const isOutdated = await import('../lib/outdated.js').then((outdated) => outdated.isOutdated()).catch(() => false);
  if (isOutdated) throw new BundleError(name, 'Numbre was updated. Reload the page to use it.');
  const fault = await import('../lib/host-fault.js').then(({ faultOf }) => faultOf(plain, file)).catch(() => '');
  throw new BundleError(name, fault || `The file ${file} is damaged or altered.`);
}

/**
 * Returns why the page cannot use a bundle, a sentence; '' if it can.
 *
 * @param {Summary} summary
 * @param {Model} model
 * @param {(ArrayBuffer | undefined)[]} parts the files of its weights, in order; undefined for one that is missing
 */
function findProblem(summary, model, parts) {
  const problem = findCardProblem(summary);
  if (problem) return problem;
  const shapes = [model.signature?.inputs, model.signature?.outputs].map((tensors = {}) =>
    Object.values(tensors)
      .map(({ tensorShape }) => tensorShape.dim.map(({ size }) => Number(size)).join('x'))
      .join(),
  );
  const [inputSize, outputSize] = [PIXELS * summary.channels.names.length, summary.classes.length];
  if (shapes[0] !== `-1x${inputSize}`) return `It does not take ${inputSize} numbers, although its card says so.`;
  if (shapes[1] !== `-1x${outputSize}`)
    return `It does not give ${outputSize} probabilities, although its card says so.`;
  const bytes = model.weightsManifest.flatMap(({ weights }) => weights).reduce((sum, spec) => sum + size(spec), 0);
  if (bytes !== parts.reduce((sum, part) => sum + (part?.byteLength ?? 0), 0)) return 'Its weights have another size.';
  return '';
}

/** Returns why the page cannot use a network with such a summary, a sentence; '' if it can. @param {Summary} summary */
function findCardProblem({ format, classes, raster, channels }) {
  /** @type {(list: string[] | undefined, ...allowed: string[][]) => boolean} */
  const isOneOf = (list, ...allowed) => allowed.some((one) => one.join() === list?.join());
  if (format !== FORMAT) return 'It was exported for another version of Numbre; export it again.';
  if (!isOneOf(classes, ...CLASS_LISTS)) return 'It distinguishes other classes.';
  for (const [constant, value] of Object.entries(CONSTANTS)) {
    if (raster?.[constant] !== value) return `It was trained for another raster (${constant}).`;
  }
  if (!isOneOf(channels?.names, CHANNEL_NAMES.slice(0, 1), CHANNEL_NAMES)) {
    return 'It was trained for other channels (names).';
  }
  if ((channels.spacing ?? SPACING) !== SPACING) return 'It was trained for other channels (spacing).';
  return '';
}

/** Bytes of one weight. @param {import('./graph.js').WeightSpec} spec */
function size({ shape, dtype, quantization }) {
  /** @type {Record<string, number>} */
  const bytes = { uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4 };
  return shape.reduce((product, side) => product * side, bytes[quantization?.dtype ?? dtype]);
}
