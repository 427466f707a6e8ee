/**
 * Bundles of networks trained in the page: the graph of the tutorial's bundle, with weights of 32 bits. Pure.
 *
 * @typedef {import('../graph.js').Bundle} Bundle
 * @typedef {import('../graph.js').Model} Model
 * @typedef {import('../graph.js').WeightSpec} WeightSpec
 */

import { decodeWeights } from '../graph.js';
import { PREFIX } from './names.js';

/** @param {Model} model @returns {WeightSpec[]} */
const specsOf = ({ weightsManifest }) => weightsManifest.flatMap(({ weights }) => weights);

/**
 * Returns the shapes of weights in which the first dense layer has another number of neurons.
 *
 * @param {import('../graph.js').Graph} graph
 * @param {Map<string, number[]>} shapes of the weights, by name
 * @param {number | null} neurons null: as they are
 * @returns {Map<string, number[]>}
 */
export function withNeurons({ node }, shapes, neurons) {
  const dense = node.filter(({ op }) => op === '_FusedMatMul');
  if (neurons === null || dense.length < 2) return shapes;
  const [[, kernel, bias], [, next]] = dense.map(({ input }) => input);
  const shapeOf = (/** @type {string} */ name) => /** @type {number[]} */ (shapes.get(name));
  const changed = new Map(shapes);
  changed.set(kernel, [shapeOf(kernel)[0], neurons]);
  changed.set(bias, [neurons]);
  return changed.set(next, [neurons, shapeOf(next)[1]]);
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
  const specs = specsOf(model).map(({ name, shape, dtype }) => ({
    name,
    shape: byName.get(name)?.shape ?? shape,
    dtype,
  }));
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

/**
 * Whether weights are those of a bundle's graph, with so many neurons in its first dense layer.
 *
 * @param {Bundle} bundle
 * @param {{name: string, shape: number[]}[]} weights
 * @param {number | null} neurons null: as in the bundle
 */
export function fits({ model }, weights, neurons) {
  const specs = specsOf(model).filter(({ shape, dtype }) => shape.length && dtype === 'float32'); // others are constants
  const own = new Map(specs.map(({ name, shape }) => [name, shape]));
  const shapes = withNeurons(model.modelTopology, own, neurons);
  return (
    weights.length === specs.length && weights.every(({ name, shape }) => shapes.get(name)?.join() === shape.join())
  );
}
