/**
 * Descriptions of drawings, by which examples of a hand are compared: what a network sees, coarsely, and the last features
 * that it finds there. Pure.
 */

import { FRAME } from '../ink/raster.js';

/**
 * @typedef {import('../network/classifier.js').Classifier} Classifier
 *
 * @typedef {object} Described
 * @property {Float32Array} description of length 1; the product of two is their likeness, 0..1
 * @property {Float32Array} probabilities of each class
 */

const POOL = 4; // pixels of a side
const SIDE = FRAME / POOL;

/** @type {WeakMap<Classifier, string[]>} nodes of a network's last features, and of its probabilities */
const nodes = new WeakMap();

/**
 * @param {Classifier} classifier
 * @param {Float32Array} inputs n of them
 * @returns {Described[]} n
 */
export function describe(classifier, inputs) {
  const { channels, classes } = classifier;
  const own = nodes.get(classifier) ?? nodesOf(classifier);
  nodes.set(classifier, own);
  const [{ values: features }, { values: probabilities }] = classifier.activations(inputs, own);
  const count = probabilities.length / classes.length;
  const width = features.length / count;
  const size = FRAME * FRAME * channels;
  return Array.from({ length: count }, (_, i) => {
    const pooled = pool(inputs.subarray(i * size, (i + 1) * size), channels);
    return {
      description: joined([features.subarray(i * width, (i + 1) * width), pooled]),
      probabilities: Float32Array.from(probabilities.subarray(i * classes.length, (i + 1) * classes.length)),
    };
  });
}

/** @param {Classifier} classifier */
function nodesOf({ topology: { node } }) {
  const products = node.filter(({ op }) => op === '_FusedMatMul');
  const outputs = node.filter(({ op }) => op === 'Softmax');
  return [products[products.length - 1].input[0], outputs[outputs.length - 1].name];
}

/** Adds up the values of squares of pixels. @param {Float32Array} input @param {number} channels */
function pool(input, channels) {
  const sums = new Float32Array(SIDE * SIDE * channels);
  for (let y = 0, at = 0; y < FRAME; y++) {
    for (let x = 0; x < FRAME; x++) {
      const square = (Math.floor(y / POOL) * SIDE + Math.floor(x / POOL)) * channels;
      for (let c = 0; c < channels; c++) sums[square + c] += input[at++];
    }
  }
  return sums;
}

/**
 * Joins vectors, each of which counts alike.
 *
 * @param {import('../network/graph.js').Values['values'][]} parts
 * @returns {Float32Array} of length 1, or less where a part is 0
 */
function joined(parts) {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    let square = 0;
    for (const value of part) square += value * value;
    const scale = square ? 1 / Math.sqrt(square * parts.length) : 0;
    for (const value of part) all[at++] = value * scale;
  }
  return all;
}

/** Returns how alike two drawings are, 0..1. @param {Float32Array} one @param {Float32Array} other descriptions */
export function likeness(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
