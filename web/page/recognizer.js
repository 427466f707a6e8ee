/**
 * Bundle -> classify(inputs) -> probabilities; and what each layer makes of one. The only module
 * that knows TF.js: its graph interpreter, its plain JavaScript backend, and of the kernels only
 * those that our networks use.
 */

import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool';
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply';
import { reluConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape';
import { softmaxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax';
import '@tensorflow/tfjs-converter/dist/flags';
import { GraphModel } from '@tensorflow/tfjs-converter/dist/executor/graph_model';
import { memory, registerBackend, registerKernel, tensor2d } from '@tensorflow/tfjs-core';
import { PIXELS } from './raster.js';

registerBackend('cpu', () => new MathBackendCPU());
for (const kernel of [
  _fusedMatMulConfig,
  fusedConv2DConfig,
  identityConfig,
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
 * @typedef {object} Values of a layer's output, or of weights
 * @property {number[]} shape such as [height, width, maps], or [neurons]
 * @property {Float32Array} values row-major
 */

/**
 * @param {import('./bundle.js').Bundle} bundle
 * @returns {{
 *   maps: number,
 *   classes: string[],
 *   classify: (inputs: Float32Array) => Float32Array,
 *   look: (input: Float32Array, nodes: string[]) => Values[],
 *   weights: (name: string) => Values,
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
  const graph = open(model, weights);
  const classifyBlock = (inputs) => {
    const input = tensor2d(inputs, [inputs.length / width, width]);
    const output = graph.predict(input);
    try {
      return output.dataSync();
    } finally {
      input.dispose();
      output.dispose();
    }
  };
  return {
    maps,
    classes,
    classify(inputs) {
      const count = inputs.length / width;
      const probabilities = new Float32Array(count * classes.length);
      for (let i = 0; i < count; i += BLOCK) {
        const block = inputs.subarray(i * width, (i + BLOCK) * width);
        probabilities.set(classifyBlock(block), i * classes.length);
      }
      return probabilities;
    },
    look(given, nodes) {
      const input = tensor2d(given, [1, width]);
      const outputs = [graph.execute(input, nodes)].flat();
      try {
        return outputs.map((output) => ({ shape: output.shape.slice(1), values: output.dataSync() }));
      } finally {
        input.dispose();
        for (const output of outputs) output.dispose();
      }
    },
    weights(name) {
      const [tensor] = graph.weights[name];
      return { shape: tensor.shape, values: tensor.dataSync() };
    },
    topology: model.modelTopology,
  };
}

function open({ modelTopology, weightsManifest, signature, format }, weightData) {
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const graph = new GraphModel({ load: () => ({ modelTopology, weightSpecs, weightData, signature, format }) });
  graph.load();
  return graph;
}

/** How many tensors are alive: a test sees that readings leave none. */
export const tensorCount = () => memory().numTensors;
