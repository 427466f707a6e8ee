/**
 * Bundle -> classify(rasters) -> probabilities. The only module that knows TF.js: its graph
 * interpreter, its plain JavaScript backend, and of the kernels only those that our networks use.
 */

import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool';
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
  reluConfig,
  reshapeConfig,
  softmaxConfig,
]) {
  registerKernel(kernel);
}

const CLASSES = 10;
const BLOCK = 100; // rasters at a time: bounds the memory that a whole test set takes

/**
 * @param {import('./bundle.js').Bundle} bundle
 * @returns {{classify: (rasters: Float32Array) => Float32Array, dispose: () => void}}
 *   classify: n * 784 values 0..1 -> n * 10 probabilities; leaves no tensor behind
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
    dispose: () => graph.dispose(),
  };
}

/** How many tensors are alive: a test sees that readings leave none. */
export const tensorCount = () => memory().numTensors;
