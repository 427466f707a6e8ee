/**
 * Bundle -> classifier, with kernels of TF.js: here those of its plain JavaScript backend that the networks
 * use. wasm.js, the only other module that knows TF.js, has the same kernels in WebAssembly.
 */

import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool';
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply';
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape';
import { softmaxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax';
import { engine, env, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { PIXELS } from '../ink/raster.js';
import { decodeWeights, stepsOf } from './graph.js';

// TF.js' own platform would bring code that stores models in the browser; readings need only this part of it
env().setPlatform('browser', /** @type {any} */ ({ now: () => performance.now() }));
registerBackend('cpu', () => new MathBackendCPU());
for (const kernel of [
  _fusedMatMulConfig,
  fusedConv2DConfig,
  maxPoolConfig,
  multiplyConfig,
  reshapeConfig,
  softmaxConfig,
]) {
  registerKernel(kernel);
}

const BLOCK = 100; // inputs at a time: bounds the memory of a whole test set

/**
 * @typedef {import('./graph.js').Values} Values
 * @typedef {import('@tensorflow/tfjs-core').Tensor} Tensor
 *
 * @typedef {object} Classifier raster -> probabilities; no function leaves a tensor behind
 * @property {number} channels of an input, which is 784 * channels values 0..1 (networkInputs makes them)
 * @property {string[]} classes see classes.js
 * @property {import('./graph.js').Summary['segmentation']} [segmentation] weights of the segmentation model
 * @property {(inputs: Float32Array) => Float32Array} classify n inputs -> n * classes.length probabilities
 * @property {(inputs: Float32Array, nodes: string[]) => import('./graph.js').Values[]} activations inputs -> the outputs of
 *   nodes of the graph; shapes are those of one input
 * @property {import('./graph.js').Graph} topology its graph
 * @property {(name: string) => import('./graph.js').Values} weights by their name in the graph
 * @property {() => void} dispose frees its memory; it cannot be used any more
 */

/**
 * @param {import('./graph.js').Bundle} bundle
 * @returns {Classifier}
 * @throws {import('./graph.js').UnsupportedError}
 */
export function createClassifier({ summary, model, weights }) {
  const { classes } = summary;
  const channels = summary.channels.names.length;
  const width = PIXELS * channels;
  const decoded = decodeWeights(model.weightsManifest, weights);
  const run = createRunner(stepsOf(model.modelTopology, decoded), decoded);
  return {
    channels,
    classes,
    segmentation: summary.segmentation,
    classify(inputs) {
      const count = inputs.length / width;
      const probabilities = new Float32Array(count * classes.length);
      for (let i = 0; i < count; i += BLOCK) {
        const [{ values }] = run(inputs.subarray(i * width, (i + BLOCK) * width), width);
        probabilities.set(values, i * classes.length);
      }
      return probabilities;
    },
    topology: model.modelTopology,
    activations: (inputs, nodes) =>
      run(inputs, width, nodes).map(({ shape, values }) => ({ shape: shape.slice(1), values })),
    weights: (name) => /** @type {import('./graph.js').Values} */ (decoded.get(name)),
    dispose: run.dispose,
  };
}

/**
 * @param {ReturnType<typeof stepsOf>} graph
 * @param {Map<string, Values>} weights
 * @returns {((inputs: Float32Array, width: number, requested?: string[]) => Values[]) & {dispose: () => void}} a function: n
 *   inputs of a width -> the values of the requested nodes, by default of the last step
 */
function createRunner({ input, steps }, weights) {
  const constants = new Map([...weights].map(([name, { shape, values }]) => [name, toTensor(values, shape)]));
  /** @type {(inputs: Float32Array, width: number, requested?: string[]) => Values[]} */
  const run = (inputs, width, requested = [steps[steps.length - 1].name]) => {
    /** @type {Values[]} */
    let found = [];
    engine().tidy(() => {
      const results = new Map(constants).set(input, toTensor(inputs, [inputs.length / width, width]));
      const resultOf = (/** @type {string} */ name) => /** @type {Tensor} */ (results.get(name));
      for (const { name, kernel, inputs: names, attributes } of steps) {
        const given = Object.fromEntries(Object.entries(names).map(([key, node]) => [key, resultOf(node)]));
        results.set(name, kernel ? /** @type {Tensor} */ (engine().runKernel(kernel, given, attributes)) : given.x);
      }
      found = requested.map((node) => ({ shape: resultOf(node).shape, values: resultOf(node).dataSync() }));
    }); // returns nothing: it would look for tensors in every value of an array
    return found;
  };
  return Object.assign(run, { dispose: () => constants.forEach((tensor) => void tensor.dispose()) });
}

/** @param {Values['values']} values @param {number[]} shape */
const toTensor = (values, shape) =>
  engine().makeTensor(/** @type {any} */ (values), shape, values instanceof Float32Array ? 'float32' : 'int32');

/** Counts the tensors in memory: a test checks that readings leave none. */
export const tensorCount = () => engine().state.numTensors;
