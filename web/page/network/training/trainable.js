/**
 * The graph of a bundle -> a network that learns: its layers, with weights as Keras begins with them, and its loss.
 *
 * @typedef {import('../graph.js').Graph} Graph
 * @typedef {import('../graph.js').WeightSpec} WeightSpec
 * @typedef {import('./layers.js').Layer} Layer
 * @typedef {import('./layers.js').Weights} Weights
 *
 * @typedef {object} Trainable
 * @property {Layer[]} layers
 * @property {Weights[]} weights of all layers, in order
 * @property {(inputs: Float32Array, count: number) => Float32Array} predict count * classes probabilities
 * @property {(inputs: Float32Array, labels: Uint8Array, isTraining: boolean) => {loss: number, correct: number}} evaluate the
 *   mean loss of a batch, and the number of labels that the network finds
 * @property {() => void} backward computes the gradients for the batch that was evaluated last
 */

import { FRAME } from '../../ink/raster.js';
import { decodeWeights, UnsupportedError } from '../graph.js';
import { createConvolution, createDense, createDropout, createMaxPool, createScale, createWeights } from './layers.js';
import { withNeurons } from './trained-bundle.js';

/**
 * Shares of dropout, which the graph no longer holds: after the hidden layers whose activations are dropped, counted from
 * the input. As in train/models/networks.py.
 *
 * @type {Record<string, Record<number, number>>}
 */
export const DROPOUT = { dropout: { 0: 0.2, 1: 0.2 }, lesson: { 2: 0.25, 3: 0.5 } };

/**
 * Returns the network of a bundle as it begins to learn.
 *
 * @param {import('../graph.js').Bundle} bundle of the tutorial
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
 * @param {object} given
 * @param {Graph} given.topology of the bundle
 * @param {Map<string, number[]>} given.shapes of its weights, by name
 * @param {Map<string, number>} given.constants numbers in the graph that are not trained, by name
 * @param {Record<number, number>} given.dropout see DROPOUT
 * @param {() => number} random 0..1
 * @returns {Trainable}
 * @throws {UnsupportedError} where the graph has an operation that the page cannot train
 */
function createTrainable({ topology, shapes, constants, dropout }, random) {
  /** @type {Layer[]} */
  const layers = [];
  let size = [0]; // of an example: [values] or [height, width, channels]
  let classes = 0;
  let hidden = 0; // layers so far whose output may be dropped
  const weightsOf = (/** @type {string} */ name) => createWeights(name, /** @type {number[]} */ (shapes.get(name)));

  /** @param {Layer} layer */
  function addHidden(layer) {
    layers.push(layer);
    if (dropout[hidden]) layers.push(createDropout(dropout[hidden], random));
    hidden += 1;
  }

  for (const { op, name, input, attr } of topology.node) {
    if (op === '_FusedMatMul') {
      const [kernel, bias] = [weightsOf(input[1]), weightsOf(input[2])];
      initialize(kernel, random);
      size = bias.shape;
      [classes] = size;
      addHidden(createDense(kernel, bias, isRelu(attr)));
    } else if (op === '_FusedConv2D') {
      const [kernel, bias] = [weightsOf(input[1]), weightsOf(input[2])];
      const [down, across, , filters] = kernel.shape;
      if (!isPlain(attr)) throw new UnsupportedError('The page cannot train such a convolution.');
      initialize(kernel, random);
      addHidden(createConvolution(kernel, bias, isRelu(attr), size));
      size = [size[0] - down + 1, size[1] - across + 1, filters];
    } else if (op === 'MaxPool') {
      const side = Number(attr.ksize.list.i[1]);
      addHidden(createMaxPool(side, size));
      size = [Math.floor(size[0] / side), Math.floor(size[1] / side), size[2]];
    } else if (op === 'Mul') {
      layers.push(createScale(/** @type {number} */ (constants.get(input[1]))));
    } else if (op === 'Reshape') {
      size = sizeAfter(name, topology, size);
    } else if (!['Const', 'Placeholder', 'Softmax', 'Identity'].includes(op)) {
      throw new UnsupportedError(`The page cannot train the operation ${op}.`);
    }
  }
  const first = layers.findIndex(({ weights }) => weights.length);
  /** @type {Float32Array} */
  let gradient = new Float32Array(0);

  /** @param {Float32Array} inputs @param {number} count @param {boolean} isTraining */
  const scoresOf = (inputs, count, isTraining) =>
    layers.reduce((values, layer) => layer.forward(values, count, isTraining), inputs);

  return {
    layers,
    weights: layers.flatMap(({ weights }) => weights),
    predict: (inputs, count) => softmax(scoresOf(inputs, count, false), classes),
    evaluate(inputs, labels, isTraining) {
      const count = labels.length;
      const scores = scoresOf(inputs, count, isTraining);
      const probabilities = softmax(scores.slice(), classes);
      let [loss, correct] = [0, 0];
      labels.forEach((label, i) => {
        const own = scores.subarray(i * classes, (i + 1) * classes);
        loss += crossEntropy(own, label);
        if (own.every((score) => score <= own[label])) correct += 1;
      });
      gradient = probabilities;
      for (let i = 0; i < count; i++) gradient[i * classes + labels[i]] -= 1;
      for (let i = 0; i < gradient.length; i++) gradient[i] /= count;
      return { loss: loss / count, correct };
    },
    backward() {
      const count = gradient.length / classes;
      /** @type {Float32Array} */
      let values = gradient;
      for (let i = layers.length - 1; i >= first; i--) values = layers[i].backward(values, count, i === first);
    },
  };
}

/** @param {import('../graph.js').Attributes} attr */
const isRelu = ({ fused_ops: fused }) => (fused?.list?.s ?? []).some((text) => atob(text) === 'Relu');

/** Whether a convolution has no padding and steps of one. @param {import('../graph.js').Attributes} attr */
const isPlain = ({ padding, strides }) =>
  atob(padding.s) === 'VALID' && strides.list.i.every((step) => Number(step) === 1);

/**
 * The size of an example after a reshape: what the next operation takes. A reshape
 * makes the frame of the raster, or one row.
 *
 * @param {string} name of the node
 * @param {Graph} topology
 * @param {number[]} size before it
 */
function sizeAfter(name, topology, size) {
  const next = topology.node.find(({ input }) => input?.includes(name));
  const flat = size.reduce((product, side) => product * side, 1);
  return next?.op === '_FusedConv2D' ? [FRAME, FRAME, 1] : [flat];
}

/**
 * Sets weights to Keras' default, Glorot's uniform distribution. Source: X. Glorot and Y. Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks", AISTATS 2010.
 *
 * @param {Weights} weights [inputs, neurons], or [height, width, channels, filters]
 * @param {() => number} random 0..1
 */
function initialize({ shape, values }, random) {
  const field = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const [inputs, outputs] = shape.slice(-2);
  const limit = Math.sqrt(6 / (field * (inputs + outputs)));
  for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * limit;
}

/** Scores -> probabilities, in place. @param {Float32Array} scores @param {number} classes */
function softmax(scores, classes) {
  for (let i = 0; i < scores.length; i += classes) {
    const own = scores.subarray(i, i + classes);
    const most = Math.max(...own);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      own[k] = Math.exp(own[k] - most);
      sum += own[k];
    }
    for (let k = 0; k < classes; k++) own[k] /= sum;
  }
  return scores;
}

/** @param {Float32Array} scores of one example @param {number} label @returns {number} -log of the label's probability */
function crossEntropy(scores, label) {
  const most = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Math.log(sum) + most - scores[label];
}
