/**
 * TF.js' WebAssembly backend, of its kernels only those that our networks use. Without threads: they need
 * headers (COOP, COEP) that static hosts do not send.
 */

import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { BackendWasm, init, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax';
import binary from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';
import { engine, env, registerBackend, registerKernel } from '@tensorflow/tfjs-core';

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

/** Fetches the backend and makes it ready; what computes stays as it is. Rejects where that is not possible. */
export async function prepareWasm() {
  const url = new URL(binary, import.meta.url).href;
  // TF.js fetches it again, from the browser's cache, and would tell a failure on the console only
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} is not there`);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const variants = ['', '-simd', '-threaded-simd']; // all must be named, though one is used
  setWasmPaths(Object.fromEntries(variants.map((variant) => [`tfjs-backend-wasm${variant}.wasm`, url])));
  const backend = new BackendWasm((await init()).wasm);
  registerBackend('wasm', () => backend);
}

/** From now on this backend computes. @param {'cpu' | 'wasm'} name */
export async function computeWith(name) {
  if (!(await engine().setBackend(name))) throw new Error(`the backend ${name} cannot be used`);
}
