/**
 * The Web Worker that trains, so that the page can be used meanwhile. See trainer.js for what it does. Where no worker can
 * start, the page imports this file as a module.
 */

import { createTrainer } from './trainer.js';

export { createTrainer };

if ('WorkerGlobalScope' in globalThis) {
  const take = createTrainer((report) => postMessage(report));
  addEventListener('message', ({ data }) => take(data));
  postMessage({ started: true });
}
