/**
 * The Web Worker that reads, so that the page can draw meanwhile. See reader.js for what it does. Where no worker can
 * start, the page imports this file as a module.
 */

import { createReader } from './reader.js';

export { tensorCount } from '../network/classifier.js'; // for tests of memory
export { createReader };

if ('WorkerGlobalScope' in globalThis) {
  const answer = createReader((message, buffers = []) => postMessage(message, buffers));
  addEventListener('message', ({ data }) => answer(data));
  postMessage({ started: true });
}
