/**
 * The layers of a network, read from the graph of its bundle. Pure.
 *
 * @typedef {object} Layer
 * @property {'scale' | 'convolution' | 'max-pooling' | 'dense' | 'softmax'} kind
 * @property {string} node of the graph whose output is the layer's, its activation included
 * @property {string | null} activation 'relu' or null
 * @property {string | null} weights name of its weights: [784, 15] (dense), [4, 4, 5, 16] (convolution)
 * @property {string | null} biases name of its biases
 * @property {number} stride of its window, in pixels; 1 for layers without one
 */

/** @type {Record<string, Layer['kind']>} */
const KINDS = {
  Mul: 'scale',
  _FusedConv2D: 'convolution',
  _FusedMatMul: 'dense',
  MaxPool: 'max-pooling',
  Softmax: 'softmax',
};

/**
 * @param {import('../../../network/graph.js').Graph} topology of model.json
 * @returns {Layer[]} in order of computation, without those that only reshape
 */
export function layersOf({ node: nodes }) {
  /** @type {Layer[]} */
  const layers = [];
  for (const { op, name, input = [], attr } of nodes) {
    if (!(op in KINDS)) continue;
    const fused = (attr?.fused_ops?.list?.s ?? []).map((text) => atob(text));
    const [, weights = null, biases = null] = input;
    const activation = fused.includes('Relu') ? 'relu' : null;
    const stride = Number(attr?.strides?.list.i[1] ?? 1); // of [1, down, across, 1]
    layers.push({ kind: KINDS[op], node: name, activation, weights, biases, stride });
  }
  return layers;
}
