/**
 * TF.js' WebAssembly backend, with only those of its kernels that the networks use. Without threads: they need
 * headers (COOP, COEP) that static hosts do not send.
 */

import { BackendWasm, init, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
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

/** Fetches and registers the backend, without switching to it. Rejects if it cannot be used. */
export async function prepareWasm() {
  const url = new URL(binary, import.meta.url).href;
  // TF.js fetches it again, from the browser's cache, and would report a failure on the console only
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} is missing (status ${response.status})`);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const variants = ['', '-simd', '-threaded-simd']; // all must be named, though only one is used
  setWasmPaths(Object.fromEntries(variants.map((variant) => [`tfjs-backend-wasm${variant}.wasm`, url])));
  const backend = new BackendWasm((await init()).wasm);
  registerBackend('wasm', () => backend);
}

/** Switches all networks to a backend. @param {'cpu' | 'wasm'} name */
export async function useBackend(name) {
  if (!(await engine().setBackend(name))) throw new Error(`the backend ${name} cannot be used`);
}
