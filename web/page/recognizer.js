/**
 * Bundle -> classify(rasters) -> probabilities; and what each layer makes of one. The only module
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

const CLASSES = 10;
const BLOCK = 100; // rasters at a time: bounds the memory that a whole test set takes

/**
 * @typedef {object} Values of a layer's output, or of weights
 * @property {number[]} shape such as [height, width, maps], or [neurons]
 * @property {Float32Array} values row-major
 */

/**
 * @param {import('./bundle.js').Bundle} bundle
 * @returns {{
 *   classify: (rasters: Float32Array) => Float32Array,
 *   look: (raster: Float32Array, nodes: string[]) => Values[],
 *   weights: (name: string) => Values,
 *   topology: object,
 * }} classify: n * 784 values 0..1 -> n * 10 probabilities; look: one raster -> the outputs of several
 *   nodes of the graph; weights: by their name in the graph; topology: the graph, see layers.js.
 *   No function leaves a tensor behind.
 */
export function createRecognizer({ model, weights }) {
  const { modelTopology, weightsManifest, signature, format } = model;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const artifacts = { modelTopology, weightSpecs, weightData: weights, signature, format };
  const graph = new GraphModel({ load: () => artifacts });
  graph.load();
  const classifyBlock = (rasters) => {
    const input = tensor2d(rasters, [rasters.length / PIXELS, PIXELS]);
    const output = graph.predict(input);
    try {
      return output.dataSync();
    } finally {
      input.dispose();
      output.dispose();
    }
  };
  return {
    classify(rasters) {
      const count = rasters.length / PIXELS;
      const probabilities = new Float32Array(count * CLASSES);
      for (let i = 0; i < count; i += BLOCK) {
        const block = rasters.subarray(i * PIXELS, (i + BLOCK) * PIXELS);
        probabilities.set(classifyBlock(block), i * CLASSES);
      }
      return probabilities;
    },
    look(raster, nodes) {
      const input = tensor2d(raster, [1, PIXELS]);
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
    topology: modelTopology,
  };
}

/** How many tensors are alive: a test sees that readings leave none. */
export const tensorCount = () => memory().numTensors;
