/**
 * The page's side of the trainer: starts it, in a Web Worker of its own or, where none can start, in the page, and ends it
 * when it has answered.
 *
 * @typedef {import('./trainer.js').TrainingRequest} TrainingRequest
 * @typedef {import('./trainer.js').Trained} Trained
 * @typedef {import('./trainer.js').Progress} Progress
 * @typedef {import('./trainer.js').Order} Order
 * @typedef {import('./trainer.js').Report} Report
 *
 * @typedef {object} Run of the trainer
 * @property {Promise<Trained | null>} trained null where it was stopped before the first epoch was over; rejects with an
 *   Error whose name is 'DivergedError', 'NetworkError' where its code or data did not come, 'UnsupportedError', or
 *   'WorkerError' where the worker died
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {() => void} stop keeps what was learned in whole epochs
 * @property {() => void} end keeps nothing
 */

import { reasonOf } from '../../lib/late-code.js';
import { scriptUrl } from '../../lib/script-url.js';
import { NO_CODE } from '../../network/bundle.js';

const STARTING = 15_000; // ms in which a worker must give its first sign
const SILENCE = 60_000; // ms between two reports, above which a worker counts as dead: a step takes a second or so

/** Path of training.js, which the build writes into index.html. */
const path = () => document.documentElement.dataset.training ?? '';

/**
 * @param {TrainingRequest} request
 * @param {{onProgress: (progress: Progress) => void}} listeners
 * @returns {Run}
 */
export function startTraining(request, { onProgress }) {
  /** @type {(order: Order) => void} */
  let send = () => {};
  let end = () => {};
  let heard = () => {}; // puts off the end of a silent worker
  let isPaused = false;
  /** @type {Order[]} that wait until it has started */
  const waiting = [];

  /** @type {Run['trained']} */
  const trained = new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ name, message = '') => {
      end();
      reject(Object.assign(new Error(message), { name }));
    };

    /** @param {Report} report */
    function receive(report) {
      if ('files' in report) performance.mark('numbre: training begins', { detail: { files: report.files } }); // offline.js keeps these files
      if ('progress' in report) onProgress(report.progress);
      if ('failure' in report) fail(report.failure.name, report.failure.message);
      if ('trained' in report) {
        end();
        resolve(report.trained);
      }
    }

    /** @param {(order: Order) => void} post */
    function begin(post) {
      send = post;
      for (const order of waiting.splice(0)) post(order);
    }

    async function trainInPage() {
      const url = new URL(path(), document.baseURI).href;
      /** @type {typeof import('./training.js')} */
      const { createTrainer } = await import(url);
      const take = createTrainer(receive);
      end = () => take({ type: 'stop' });
      begin(take);
    }
    const inPage = () => trainInPage().catch(async (error) => fail('NetworkError', await reasonOf(error, NO_CODE)));

    waiting.push({ type: 'train', request });
    try {
      const worker = new Worker(scriptUrl(path()), { type: 'module' });
      let isStarted = false;
      let timer = setTimeout(() => {
        worker.terminate();
        inPage();
      }, STARTING);
      end = () => {
        clearTimeout(timer);
        worker.terminate();
      };
      heard = () => {
        clearTimeout(timer);
        if (!isPaused) timer = setTimeout(() => fail('WorkerError'), SILENCE);
      };
      worker.onmessage = ({ data }) => {
        if (!isStarted) {
          isStarted = true;
          begin(worker.postMessage.bind(worker));
        }
        heard();
        receive(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end();
        if (isStarted) fail('WorkerError');
        else inPage();
      };
    } catch {
      inPage();
    }
  });

  /** @param {Order} one */
  function order(one) {
    isPaused = one.type === 'pause';
    heard();
    if (waiting.length) waiting.push(one);
    else send(one);
  }
  return {
    trained,
    pause: () => order({ type: 'pause' }),
    resume: () => order({ type: 'resume' }),
    stop: () => order({ type: 'stop' }),
    end: () => end(),
  };
}
