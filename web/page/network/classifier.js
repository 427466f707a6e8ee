/**
 * Bundle -> classify(inputs) -> probabilities; and what each layer makes of one, with TF.js' kernels: here
 * those of its plain JavaScript backend that our networks use. wasm.js, the only other module that knows
 * TF.js, has the same of WebAssembly.
 */

import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool';
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply';
import { reluConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape';
import { softmaxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax';
import { engine, env, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { stepsOf } from './graph.js';
import { PIXELS } from '../ink/raster.js';
import { decodeWeights } from './weights.js';

// TF.js' own platform would bring along how models are kept in the browser's storage; a reading needs this of it
env().setPlatform('browser', { fetch: (...request) => fetch(...request), now: () => performance.now() });
registerBackend('cpu', () => new MathBackendCPU());
for (const kernel of [
  _fusedMatMulConfig,
  fusedConv2DConfig,
  maxPoolConfig,
  multiplyConfig,
  reluConfig,
  reshapeConfig,
  softmaxConfig,
]) {
  registerKernel(kernel);
}

const BLOCK = 100; // inputs at a time: bounds the memory that a whole test set takes

/**
 * @param {import('./bundle.js').Bundle} bundle
 * @returns {{
 *   maps: number,
 *   classes: string[],
 *   classify: (inputs: Float32Array) => Float32Array,
 *   look: (input: Float32Array, nodes: string[]) => import('./weights.js').Values[],
 *   weights: (name: string) => import('./weights.js').Values,
 *   topology: object,
 * }} maps: of one input, which is 784 * maps values 0..1 (inputs.js makes them); classes: names of what
 *   it tells apart (classes.js); classify: n inputs -> n * classes.length probabilities; look: one input
 *   -> the outputs of several nodes of the graph; weights: by their name in the graph; topology: the
 *   graph, see layers.js. No function leaves a tensor behind.
 */
export function createRecognizer({ card, model, weights }) {
  const { classes } = card;
  const maps = card.maps.names.length;
  const width = PIXELS * maps;
  const decoded = decodeWeights(model.weightsManifest, weights);
  const run = runnable(stepsOf(model.modelTopology, decoded), decoded);
  return {
    maps,
    classes,
    classify(inputs) {
      const count = inputs.length / width;
      const probabilities = new Float32Array(count * classes.length);
      for (let i = 0; i < count; i += BLOCK) {
        const [{ values }] = run(inputs.subarray(i * width, (i + BLOCK) * width), width);
        probabilities.set(values, i * classes.length);
      }
      return probabilities;
    },
    look: (input, nodes) => run(input, width, nodes).map(({ shape, values }) => ({ shape: shape.slice(1), values })),
    weights: (name) => decoded.get(name),
    topology: model.modelTopology,
  };
}

/** @returns {function} n inputs -> the values of the nodes that are asked for, the answer if none is */
function runnable({ input, steps }, weights) {
  const constants = new Map([...weights].map(([name, { shape, values }]) => [name, toTensor(values, shape)]));
  return (inputs, width, asked = [steps.at(-1).name]) =>
    engine().tidy(() => {
      const found = new Map(constants).set(input, toTensor(inputs, [inputs.length / width, width]));
      for (const { name, kernel, inputs: names, attributes } of steps) {
        const given = Object.fromEntries(Object.entries(names).map(([as, node]) => [as, found.get(node)]));
        found.set(name, kernel ? engine().runKernel(kernel, given, attributes) : given.x);
      }
      return asked.map((node) => ({ shape: found.get(node).shape, values: found.get(node).dataSync() }));
    });
}

const toTensor = (values, shape) =>
  engine().makeTensor(values, shape, values instanceof Float32Array ? 'float32' : 'int32');

/** How many tensors are alive: a test sees that readings leave none. */
export const tensorCount = () => engine().state.numTensors;
