/**
 * The layers of a network, read from the graph of its bundle. Pure.
 *
 * @typedef {'scale' | 'convolution' | 'max-pooling' | 'dense' | 'softmax' | 'unknown'} Kind unknown: computed by the page,
 *   but not explained by it
 *
 * @typedef {object} Layer
 * @property {Kind} kind
 * @property {string} op TensorFlow's operation
 * @property {string} node of the graph whose output is the layer's, its activation included
 * @property {number} from index of the layer that it takes its numbers from; INPUT: the network's input
 * @property {string | null} activation 'relu' or null
 * @property {string | null} weights name of its weights: [784, 15] (dense), [4, 4, 5, 16] (convolution), [] (scale)
 * @property {string | null} biases name of its biases
 * @property {number[]} strides of its window, in pixels: [down, across]; [1, 1] for layers without one
 * @property {number[]} size of a pooling window, in pixels: [down, across]; [1, 1] for other layers
 * @property {'same' | 'valid'} padding of its window
 */

/** In place of the index of a layer: the network's input. */
export const INPUT = -1;

/** @type {Record<string, Kind>} */
const KINDS = {
  Mul: 'scale',
  _FusedConv2D: 'convolution',
  _FusedMatMul: 'dense',
  MaxPool: 'max-pooling',
  Softmax: 'softmax',
};
const PASSING = ['Identity', 'Reshape']; // the same numbers in the same order

/**
 * @param {import('../../network/graph.js').Graph} topology of model.json
 * @returns {Layer[]} in order of computation, without those that only reshape
 */
export function layersOf({ node: nodes }) {
  /** @type {Layer[]} */
  const layers = [];
  /** @type {Map<string, number>} node -> index of the layer whose numbers it holds */
  const sources = new Map();
  for (const { op, name, input = [], attr } of nodes) {
    if (op === 'Const') continue;
    const values = input.filter((one) => sources.has(one));
    const from = sources.get(values[0]) ?? INPUT;
    if (op === 'Placeholder' || PASSING.includes(op)) {
      sources.set(name, from);
      continue;
    }
    const fused = (attr?.fused_ops?.list?.s ?? []).map((text) => atob(text)).filter((text) => text !== 'BiasAdd');
    const isKnown = Object.hasOwn(KINDS, op) && values.length < 2 && fused.every((text) => text === 'Relu');
    const [weights = null, biases = null] = isKnown ? input.filter((one) => one !== values[0]) : [];
    layers.push({
      ...{ kind: isKnown ? KINDS[op] : 'unknown', op, node: name, from, weights, biases },
      activation: fused.includes('Relu') ? 'relu' : null,
      strides: across(attr?.strides),
      size: across(attr?.ksize),
      padding: attr?.padding && atob(attr.padding.s) === 'SAME' ? 'same' : 'valid',
    });
    sources.set(name, layers.length - 1);
  }
  return layers;
}

/** [1, down, across, 1] -> [down, across] @param {{list: {i: string[]}}} [attribute] */
const across = (attribute) => (attribute?.list.i ?? ['1', '1', '1', '1']).slice(1, 3).map(Number);
