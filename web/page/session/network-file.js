/**
 * Files of networks that were trained in the page. A file: MAGIC; the length of the header (4 bytes, little-endian); the
 * header, JSON; the weights, float32, little-endian, in the order of the header; the sha256 of all before. Pure.
 *
 * @typedef {object} Header
 * @property {string} tutorial
 * @property {import('./trained-card.js').HereTrained['options']} options
 * @property {Omit<import('../worker/training/trainer.js').Trained, 'weights'>} trained
 * @property {string} created date and time
 * @property {{name: string, shape: number[]}[]} weights
 *
 * @typedef {{name: string, shape: number[], values: Float32Array}[]} NamedWeights
 */

import { sha256 } from '../lib/sha256.js';

const MAGIC = 'NUMBRE-NETWORK-1\n'; // the digit is the version
const ANY_MAGIC = /^NUMBRE-NETWORK-(\d+)\n/;
const HASH = 32; // bytes
const LARGEST = 64e6; // bytes

/** A file cannot be used; the message is a sentence for visitors. */
export class NetworkFileError extends Error {
  name = 'NetworkFileError'; // class names are not kept by the build
}

/**
 * @param {Omit<Header, 'weights'>} header
 * @param {NamedWeights} weights
 * @returns {Uint8Array}
 */
export function encodeNetwork(header, weights) {
  const specs = weights.map(({ name, shape }) => ({ name, shape }));
  const text = new TextEncoder().encode(JSON.stringify({ ...header, weights: specs }));
  const count = weights.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(MAGIC.length + 4 + text.length + 4 * count + HASH);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(MAGIC.length, text.length, true);
  bytes.set(text, MAGIC.length + 4);
  let at = MAGIC.length + 4 + text.length;
  for (const { values } of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  bytes.set(sha256(bytes.subarray(0, at)), at);
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {{header: Header, weights: NamedWeights}}
 * @throws {NetworkFileError}
 */
export function decodeNetwork(bytes) {
  const damaged = new NetworkFileError('This file is damaged.');
  const version = ANY_MAGIC.exec(String.fromCharCode(...bytes.subarray(0, MAGIC.length + 2)))?.[1];
  if (!version) throw new NetworkFileError('This isn’t a network saved by Numbre.');
  if (version !== '1') throw new NetworkFileError('This network was saved by a newer version of Numbre.');
  const end = bytes.length - HASH;
  if (end < MAGIC.length + 4 || bytes.length > LARGEST) throw damaged;
  const hash = sha256(bytes.subarray(0, end));
  if (hash.some((byte, i) => byte !== bytes[end + i])) throw damaged;
  const view = new DataView(bytes.buffer, bytes.byteOffset, end);
  const begin = MAGIC.length + 4;
  const length = view.getUint32(MAGIC.length, true);
  if (begin + length > end) throw damaged;
  /** @type {Header} */
  let header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(begin, begin + length)));
    if (!isComplete(header)) throw damaged;
  } catch {
    throw damaged;
  }
  let at = begin + length;
  const weights = header.weights.map(({ name, shape }) => {
    const size = shape.reduce((product, side) => product * side, 1);
    if (at + 4 * size > end) throw damaged;
    const values = Float32Array.from({ length: size }, (_, i) => view.getFloat32(at + 4 * i, true));
    at += 4 * size;
    if (!values.every(Number.isFinite)) throw damaged;
    return { name, shape, values };
  });
  if (at !== end) throw damaged;
  return { header, weights };
}

/** Whether a header has all that a card is made of. @param {any} header */
function isComplete({ tutorial, options, trained, created, weights }) {
  const isCount = (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) >= 0;
  const isScore = (/** @type {any} */ score) =>
    Number.isFinite(score.loss) && score.accuracy >= 0 && score.accuracy <= 1;
  const isEpoch = (/** @type {any} */ epoch) => isScore(epoch.training) && isScore(epoch.unseen);
  const { history, seconds, confusion, backend, counts } = trained;
  return (
    [tutorial, created, options.optimizer, backend].every((text) => typeof text === 'string') &&
    [options.batch, options.epochs, options.seed, counts.own, counts.examples, counts.unseen].every(isCount) &&
    (options.neurons === null || isCount(options.neurons)) &&
    [options.learningRate, seconds].every(Number.isFinite) &&
    history.length > 0 &&
    history.every(isEpoch) &&
    confusion.length === 10 &&
    confusion.every((/** @type {number[]} */ row) => row.length === 10 && row.every(isCount)) &&
    weights.every((/** @type {any} */ { name, shape }) => typeof name === 'string' && shape.every(isCount))
  );
}
