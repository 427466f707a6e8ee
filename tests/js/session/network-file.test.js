/** Files of trained networks come back as they were; damaged ones, and others, are refused in a sentence. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../../web/page/lib/sha256.js';
import { decodeNetwork, encodeNetwork } from '../../../web/page/session/network-file.js';

const score = { loss: 0.5, accuracy: 0.9 };
const options = { optimizer: 'sgd', batch: 128, learningRate: 0.01, epochs: 30, neurons: null, seed: 1 };
const counts = { own: 0, examples: 2400, unseen: 600 };
const confusion = Array.from({ length: 10 }, () => new Array(10).fill(6));
const history = [{ training: score, unseen: score }];
const trained = { history, seconds: 1.5, confusion, backend: /** @type {const} */ ('wasm'), counts };
const header = { tutorial: 'hello', options, trained, created: '2026-01-02T03:04:05.000Z' };
const weights = [
  { name: 'a', shape: [2, 3], values: Float32Array.from([1, -2, 3.5, 1e-30, 0, 7]) },
  { name: 'b', shape: [1], values: Float32Array.of(0.1) },
];
const file = encodeNetwork(header, weights);

/** @param {Uint8Array} bytes with another hash at its end @returns {Uint8Array} */
function sealed(bytes) {
  const copy = bytes.slice();
  copy.set(sha256(copy.subarray(0, copy.length - 32)), copy.length - 32);
  return copy;
}

test('a network comes back as it was saved', () => {
  const found = decodeNetwork(file);
  assert.deepEqual(found.weights, weights);
  assert.deepEqual(found.header, { ...header, weights: weights.map(({ name, shape }) => ({ name, shape })) });
});

test('a byte that has changed is found, wherever it is', () => {
  for (let at = 20; at < file.length; at += 97) {
    const changed = file.slice();
    changed[at] ^= 1;
    assert.throws(() => decodeNetwork(changed), { name: 'NetworkFileError', message: 'This file is damaged.' });
  }
  assert.throws(() => decodeNetwork(file.subarray(0, file.length - 10)), { message: 'This file is damaged.' });
});

test('another file is refused, and a newer version', () => {
  assert.throws(() => decodeNetwork(new Uint8Array(0)), { message: 'This isn’t a network saved by Numbre.' });
  assert.throws(() => decodeNetwork(new TextEncoder().encode('GIF89a')), { name: 'NetworkFileError' });
  const newer = file.slice();
  newer['NUMBRE-NETWORK-'.length] = '2'.charCodeAt(0);
  assert.throws(() => decodeNetwork(newer), { message: 'This network was saved by a newer version of Numbre.' });
});

test('a file with a right hash is refused where its header or weights cannot be', () => {
  /** @type {any[]} */
  const headers = [
    { ...header, trained: { ...trained, confusion: [] } },
    { ...header, trained: { ...trained, history: [] } },
    { ...header, options: { ...options, neurons: 'many' } },
    { ...header, trained: null },
  ];
  for (const wrong of headers) {
    assert.throws(() => decodeNetwork(encodeNetwork(wrong, weights)), { message: 'This file is damaged.' });
  }
  const endless = [{ name: 'a', shape: [1], values: Float32Array.of(NaN) }];
  assert.throws(() => decodeNetwork(encodeNetwork(header, endless)), { message: 'This file is damaged.' });
  const long = new Uint8Array(file.length + 4);
  long.set(file);
  assert.throws(() => decodeNetwork(sealed(long)), { message: 'This file is damaged.' });
});
