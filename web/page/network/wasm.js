/**
 * TF.js' WebAssembly backend, with only those of its kernels that the networks use. Without threads: they need
 * headers (COOP, COEP) that static hosts do not send.
 */

import { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax';
import createModule from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import binary from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';
import { addBackend } from './engine.js';

const HANDED = 'numbre handed'; // name of a cache, see offline/service-worker.js
const KERNELS = [_fusedMatMulConfig, fusedConv2DConfig, maxPoolConfig, multiplyConfig, reshapeConfig, softmaxConfig];

/** Fetches and registers the backend, without switching to it. Rejects if it cannot be used. */
export async function prepareWasm() {
  const url = new URL(binary, import.meta.url).href;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is missing (status ${response.status})`);
  await handOver(url, response.clone()).catch(() => {}); // no caches here: it is not kept, either
  const module = await instantiate(await response.arrayBuffer());
  module.tfjs = wrapped(module);
  addBackend('wasm', new BackendWasm(module), KERNELS);
}

/**
 * Where the host's headers keep browsers from using the file twice, hands it to the service worker, which would have to
 * fetch it again.
 *
 * @param {string} url
 * @param {Response} response
 */
async function handOver(url, response) {
  const headers = new Headers(response.headers);
  const isVarying = headers.get('vary')?.includes('*'); // which no cache takes
  if (!isVarying && !/\bno-store\b/i.test(headers.get('cache-control') ?? '')) return;
  headers.delete('vary');
  await (await caches.open(HANDED)).put(url, new Response(response.body, { headers }));
}

/**
 * Instantiates the binary, in place of TF.js' `init`, which fetches it itself: failures would only be reported on the
 * console, or never.
 *
 * @param {ArrayBuffer} code
 * @returns {Promise<any>} the module
 */
function instantiate(code) {
  return new Promise((resolve, reject) => {
    /** @type {(imports: WebAssembly.Imports, done: (instance: unknown, module: unknown) => void) => object} */
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(code, imports)
        .then(({ instance, module }) => done(instance, module))
        .catch(reject);
      return {}; // done later
    };
    createModule({ instantiateWasm }).then(resolve, reject);
  });
}

/** The functions that `init` gives a module, as TF.js' backend calls them. @param {any} module */
const wrapped = ({ cwrap }) => ({
  init: cwrap('init', null, []),
  initWithThreadsCount: cwrap('init_with_threads_count', null, ['number']),
  getThreadsCount: cwrap('get_threads_count', 'number', []),
  registerTensor: cwrap('register_tensor', null, ['number', 'number', 'number']),
  disposeData: cwrap('dispose_data', null, ['number']),
  dispose: cwrap('dispose', null, []),
});
