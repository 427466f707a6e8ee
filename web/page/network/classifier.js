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
import { PIXELS } from '../ink/raster.js';
import { addBackend, dispose, makeTensor, runKernel, tidy, valuesOf } from './engine.js';
import { decodeWeights, stepsOf } from './graph.js';

addBackend('cpu', new MathBackendCPU(), [
  _fusedMatMulConfig,
  fusedConv2DConfig,
  maxPoolConfig,
  multiplyConfig,
  reshapeConfig,
  softmaxConfig,
]);

const BLOCK = 100; // inputs at a time: bounds the memory of a whole test set

/**
 * @typedef {import('./graph.js').Values} Values
 * @typedef {import('./engine.js').Tensor} Tensor
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
  const constants = new Map([...weights].map(([name, { shape, values }]) => [name, makeTensor(values, shape)]));
  /** @type {(inputs: Float32Array, width: number, requested?: string[]) => Values[]} */
  const run = (inputs, width, requested = [steps[steps.length - 1].name]) =>
    tidy(() => {
      const results = new Map(constants).set(input, makeTensor(inputs, [inputs.length / width, width]));
      const resultOf = (/** @type {string} */ name) => /** @type {Tensor} */ (results.get(name));
      for (const { name, kernel, inputs: names, attributes } of steps) {
        const given = Object.fromEntries(Object.entries(names).map(([key, node]) => [key, resultOf(node)]));
        results.set(name, kernel ? runKernel(kernel, given, attributes) : given.x);
      }
      return requested.map((node) => ({ shape: resultOf(node).shape, values: valuesOf(resultOf(node)) }));
    });
  return Object.assign(run, { dispose: () => constants.forEach(dispose) });
}

export { tensorCount } from './engine.js';
