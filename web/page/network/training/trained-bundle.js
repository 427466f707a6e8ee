/**
 * Bundles of networks trained in the page: the graph of the tutorial's bundle, with weights of 32 bits. Pure.
 *
 * @typedef {import('../graph.js').Bundle} Bundle
 * @typedef {import('../graph.js').Model} Model
 * @typedef {import('../graph.js').WeightSpec} WeightSpec
 */

import { decodeWeights } from '../graph.js';
import { createTrainable, DROPOUT, withNeurons } from './trainable.js';

/** What the names of networks begin with that were trained here: my-hello. */
export const PREFIX = 'my-';

/** @param {Model} model @returns {WeightSpec[]} */
const specsOf = ({ weightsManifest }) => weightsManifest.flatMap(({ weights }) => weights);

/**
 * Returns the network of a bundle as it begins to learn.
 *
 * @param {Bundle} bundle of the tutorial
 * @param {number | null} neurons of the first dense layer; null: as in the bundle
 * @param {() => number} random 0..1
 * @param {boolean} [hasDropout]
 */
export function createUntrained({ summary, model, weights }, neurons, random, hasDropout = true) {
  const decoded = decodeWeights(model.weightsManifest, weights);
  const constants = new Map([...decoded].map(([name, { values }]) => [name, values[0]]));
  const own = new Map([...decoded].map(([name, { shape }]) => [name, shape]));
  const shapes = withNeurons(model.modelTopology, own, neurons);
  const dropout = hasDropout ? (DROPOUT[summary.name] ?? {}) : {};
  return createTrainable({ topology: model.modelTopology, shapes, constants, dropout }, random);
}

/**
 * Returns the bundle of a trained network.
 *
 * @param {Bundle} bundle that it was made from
 * @param {{name: string, shape: number[], values: Float32Array}[]} trained its weights
 * @returns {Bundle}
 */
export function trainedBundle({ summary, model, weights }, trained) {
  const decoded = decodeWeights(model.weightsManifest, weights);
  const byName = new Map(trained.map((weight) => [weight.name, weight]));
  const specs = specsOf(model).map(({ name, shape, dtype }) => ({ name, shape: byName.get(name)?.shape ?? shape, dtype }));
  const values = specs.map(({ name }) => byName.get(name)?.values ?? decoded.get(name)?.values ?? new Float32Array(0));
  const bytes = new Uint8Array(values.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of values) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return {
    summary: { ...summary, name: `${PREFIX}${summary.name}`, calibrated: false },
    model: { ...model, weightsManifest: [{ paths: [], weights: specs }] },
    weights: bytes.buffer,
  };
}
