/**
 * Reads the weights and the graph of a bundle: bytes -> numbers; nodes -> kernels of TF.js, in order. Pure.
 *
 * Sources of the formats: tensorflowjs' weights manifest
 * (https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/io/types.ts) and TensorFlow's operations
 * (https://www.tensorflow.org/versions/r2.19/api_docs/python/tf/raw_ops). Of the operations' attributes, only
 * those are read that differ between the networks; the build has checked the others (web/operations.json).
 *
 * @typedef {object} Values of a layer's output, or of weights
 * @property {number[]} shape such as [height, width, channels], or [neurons]
 * @property {Float32Array | Int32Array | Uint8Array | Uint16Array} values row-major
 *
 * @typedef {object} Bundle
 * @property {Summary} summary
 * @property {Model} model
 * @property {ArrayBuffer} weights of all its weight files, in order
 *
 * @typedef {object} Summary the small part of a card
 * @property {number} format
 * @property {string} name
 * @property {string[]} classes see classes.js
 * @property {Record<string, number>} raster its constants
 * @property {{names: string[], spacing?: number}} channels that the network sees
 * @property {boolean} calibrated whether its confidences are
 * @property {Record<string, number | number[]>} [segmentation] parameters of the model of segmentations; costs.js has
 *   others for bundles without
 *
 * @typedef {object} Model model.json as tensorflowjs writes it
 * @property {Graph} modelTopology
 * @property {{paths: string[], weights: WeightSpec[]}[]} weightsManifest
 * @property {{inputs?: Tensors, outputs?: Tensors}} [signature]
 *
 * @typedef {Record<string, {tensorShape: {dim: {size: string}[]}}>} Tensors
 *
 * @typedef {object} WeightSpec of the weights manifest
 * @property {string} name
 * @property {number[]} shape
 * @property {string} dtype
 * @property {{dtype: string, min: number, scale: number}} [quantization] stored * scale + min is the weight
 *
 * @typedef {{node: GraphNode[]}} Graph nodes in order of computation
 *
 * @typedef {object} GraphNode
 * @property {string} name
 * @property {string} op TensorFlow's operation
 * @property {string[]} input names of nodes; only a Placeholder or Const has none
 * @property {Attributes} attr
 *
 * @typedef {object} Attributes each operation has some of them
 * @property {{list: {i: string[]}}} strides [1, down, across, 1]
 * @property {{list: {i: string[]}}} ksize [1, down, across, 1]
 * @property {{s: string}} padding base64
 * @property {{list?: {s?: string[]}}} [fused_ops] base64
 *
 * @typedef {object} Step
 * @property {string} name of its output: a node, or an intermediate result
 * @property {string | null} kernel of TF.js; null passes the input on
 * @property {Record<string, string>} inputs name of the kernel's input -> name of a step, a weight or the input
 * @property {import('@tensorflow/tfjs-core').NamedAttrMap} attributes of the kernel
 */

/** @type {Record<string, {new (buffer: ArrayBuffer): Values['values'], BYTES_PER_ELEMENT: number}>} */
const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, uint16: Uint16Array };

/** The page cannot run this network; the message is a sentence for visitors. */
export class UnsupportedError extends Error {
  name = 'UnsupportedError'; // class names are not kept by the build
}

/**
 * @param {{weights: WeightSpec[]}[]} manifest of model.json
 * @param {ArrayBuffer} buffer of all weight files, in order
 * @returns {Map<string, Values>} by their name in the graph; quantized weights (8 or 16 bits) become floats
 * @throws {UnsupportedError}
 */
export function decodeWeights(manifest, buffer) {
  const weights = new Map();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap((group) => group.weights)) {
    const type = quantization?.dtype ?? dtype;
    const TypedArray = ARRAYS[type];
    if (!TypedArray) throw new UnsupportedError(`This page cannot read weights of type ${type}.`);
    const count = shape.reduce((product, size) => product * size, 1);
    // a copy: a view would have to begin at a multiple of the bytes of a number
    const end = offset + count * TypedArray.BYTES_PER_ELEMENT;
    const stored = new TypedArray(buffer.slice(offset, end));
    offset = end;
    weights.set(name, { shape, values: quantization ? dequantized(stored, quantization) : stored });
  }
  return weights;
}

/** @param {Values['values']} stored @param {{min: number, scale: number}} quantization */
function dequantized(stored, { min, scale }) {
  const values = new Float32Array(stored); // Float32Array.from with a function takes ten times as long
  for (let i = 0; i < values.length; i++) values[i] = values[i] * scale + min;
  return values;
}

/**
 * Translates an operation, by its name, into steps, the last of which has the node's name.
 *
 * @type {Record<string, (name: string, inputs: string[], attr: Attributes, weights: Map<string, Values>) => Step[]>}
 */
const OPERATIONS = {
  Identity: (name, [x]) => [step(name, null, { x })],
  Mul: (name, [a, b]) => [step(name, 'Multiply', { a, b })],
  Reshape: (name, [x, shape], _, weights) => [reshape(name, x, [...valuesOf(weights, shape).values])],
  Softmax: (name, [logits]) => [step(name, 'Softmax', { logits }, { dim: 1 })],
  MaxPool: (name, [x], attr) => [step(name, 'MaxPool', { x }, { ...windowOf(attr), filterSize: across(attr.ksize) })],
  _FusedConv2D: (name, [x, filter, bias], attr) => {
    const attributes = { ...windowOf(attr), dataFormat: 'NHWC', dilations: [1, 1], activation: activationOf(attr) };
    return [step(name, 'FusedConv2D', { x, filter, bias }, attributes)];
  },
  _FusedMatMul: (name, [left, right, bias], attr, weights) => {
    // the kernel multiplies stacks of matrices: here, stacks of one
    const [rows, columns] = valuesOf(weights, right).shape;
    const [a, b, product] = ['a', 'b', 'product'].map((part) => `${name}:${part}`);
    const attributes = { transposeA: false, transposeB: false, activation: activationOf(attr) };
    return [
      reshape(a, left, [1, -1, rows]),
      reshape(b, right, [1, rows, columns]),
      step(product, '_FusedMatMul', { a, b, bias }, attributes),
      reshape(name, product, [-1, columns]),
    ];
  },
};

/** @param {Map<string, Values>} weights @param {string} name */
const valuesOf = (weights, name) => /** @type {Values} */ (weights.get(name));

/** @type {(name: string, kernel: string | null, inputs: Record<string, string>, attributes?: Step['attributes']) => Step} */
const step = (name, kernel, inputs, attributes = {}) => ({ name, kernel, inputs, attributes });
/** @param {string} name @param {string} x @param {number[]} shape */
const reshape = (name, x, shape) => step(name, 'Reshape', { x }, { shape });

/** [1, down, across, 1] -> [down, across] @param {Attributes['strides']} attribute */
const across = ({ list }) => list.i.slice(1, 3).map(Number);
/** @param {Attributes} attr */
const windowOf = ({ strides, padding }) => ({ strides: across(strides), pad: atob(padding.s).toLowerCase() });

/** @param {Attributes} attr */
function activationOf({ fused_ops: fused }) {
  const found = (fused?.list?.s ?? []).map((text) => atob(text)).filter((text) => text !== 'BiasAdd');
  if (found.some((text) => text !== 'Relu')) {
    throw new UnsupportedError(`This page cannot compute the activation ${found.join(', ')}.`);
  }
  return found.length ? 'relu' : 'linear';
}

/**
 * @param {Graph} topology of model.json
 * @param {Map<string, Values>} weights which hold shapes, too
 * @returns {{input: string, steps: Step[]}} input: name of the input; the last step gives the probabilities
 * @throws {UnsupportedError}
 */
export function stepsOf({ node: nodes }, weights) {
  const { name: input } = /** @type {GraphNode} */ (nodes.find(({ op }) => op === 'Placeholder'));
  const computed = nodes.filter(({ op }) => op !== 'Placeholder' && op !== 'Const');
  const steps = computed.flatMap(({ op, name, input: inputs, attr }) => {
    if (!Object.hasOwn(OPERATIONS, op)) throw new UnsupportedError(`This page cannot compute the operation ${op}.`);
    return OPERATIONS[op](name, inputs, attr, weights);
  });
  return { input, steps };
}
