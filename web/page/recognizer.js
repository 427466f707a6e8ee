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
  return {
    classify(rasters) {
      if (rasters.length === 0) return new Float32Array(0);
      const input = tensor2d(rasters, [rasters.length / PIXELS, PIXELS]);
      const output = graph.predict(input);
      try {
        return Float32Array.from(output.dataSync());
      } finally {
        input.dispose();
        output.dispose();
      }
    },
    dispose: () => graph.dispose(),
  };
}

/** How many tensors are alive: a test sees that readings leave none. */
export const tensorCount = () => memory().numTensors;
