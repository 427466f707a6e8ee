/**
 * The trainer: fetches the drawings, renders them, and trains one network, a slice of time after the other. It runs in a
 * Web Worker of its own (training.js) or, where none can start, in the page itself (client.js).
 *
 * @typedef {import('../../network/graph.js').Bundle} Bundle
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../../network/training/fit.js').Score} Score
 *
 * @typedef {object} TrainingRequest
 * @property {Bundle} bundle of the tutorial, whose graph is trained
 * @property {{optimizer: string, learningRate: number, batch: number, epochs: number}} recipe
 * @property {number} examples drawings to learn from
 * @property {number | null} neurons of the first dense layer; null: as in the bundle
 * @property {number} seed of the weights, the choice and order of examples, and dropout
 * @property {{drawing: Drawing, label: number}[]} own drawings to learn from as well
 * @property {number} pace least ms that an epoch takes, so that it can be watched
 *
 * @typedef {object} Progress
 * @property {number} epoch that has begun, from 1
 * @property {number} epochs
 * @property {number} part of all steps that are done, 0..1
 * @property {Score | null} training in this epoch so far
 * @property {{training: Score, unseen: Score}[]} history of the epochs that are done
 * @property {number} seconds of training, without pauses
 * @property {number | null} secondsLeft null until it can be estimated
 * @property {Picture} picture of the first weights: how they have changed
 *
 * @typedef {{side: number, values: Float32Array[]}} Picture of some neurons or filters, each side * side
 *
 * @typedef {object} Trained
 * @property {{name: string, shape: number[], values: Float32Array}[]} weights as they were after the last whole epoch
 * @property {{training: Score, unseen: Score}[]} history
 * @property {number} seconds
 * @property {number[][]} confusion of the unseen drawings: a row for each digit
 * @property {'cpu' | 'wasm'} backend
 * @property {{own: number, examples: number, unseen: number}} counts of drawings
 *
 * @typedef {{type: 'train', request: TrainingRequest} | {type: 'pause'} | {type: 'resume'} | {type: 'stop'}} Order
 * @typedef {{started: true} | {files: string[]} | {preparing: number} | {progress: Progress} | {trained: Trained | null} |
 *   {failure: {name: string, message: string}}} Report preparing: share of the drawings that are rendered; trained: null
 *   where it was stopped before the first epoch was over
 */

import { unpackDrawings } from '../../ink/packed-drawings.js';
import { PIXELS, rasterize } from '../../ink/raster.js';
import { faultOf } from '../../lib/host-fault.js';
import { pause, turn } from '../../lib/schedule.js';
import { useBackend } from '../../network/engine.js';
import { createRandom, fit } from '../../network/training/fit.js';
import { createUntrained } from '../../network/training/trainable.js';
import drawings from './drawings.bin';

const SLICE = 20; // ms of work, after which orders are heard
const REPORT = 100; // ms between two reports
const SHOWN = 25; // neurons in the picture
const COPIES = 10; // of each of the visitor's own drawings: a single one of thousands would change nothing
const TESTED = 200; // drawings classified at a time
const DIGITS = 10;

const NO_DRAWINGS = 'The drawings to train on couldn’t be fetched.';
const DAMAGED = 'The drawings to train on are damaged or altered.';

/** @param {(report: Report) => void} post @returns {(order: Order) => void} takes orders */
export function createTrainer(post) {
  let isStopped = false;
  let isPaused = false;
  let resume = () => {};

  /** Lets orders arrive, and waits while it is paused. @returns {Promise<number>} ms of the pause */
  async function hear() {
    await turn();
    const start = performance.now();
    while (isPaused && !isStopped) await /** @type {Promise<void>} */ (new Promise((resolve) => (resume = resolve)));
    return performance.now() - start;
  }

  /** @param {TrainingRequest} request @returns {Promise<Trained | null>} */
  async function train({ bundle, recipe, examples, neurons, seed, own, pace }) {
    const random = createRandom(seed);
    const [backend, labelled] = await Promise.all([chooseBackend(), fetchDrawings()]);
    post({ files: performance.getEntriesByType('resource').map(({ name }) => name) });
    const learned = firstOf(
      labelled.filter(({ isUnseen }) => !isUnseen),
      examples,
      random,
    );
    const copies = own.flatMap((one) => Array.from({ length: COPIES }, () => one));
    const unseen = await render(labelled.filter(({ isUnseen }) => isUnseen));
    const training = await render([...learned, ...copies]);
    if (!unseen || !training) return null;

    const network = createUntrained(bundle, neurons, random);
    const first = network.weights[0].values.slice();
    /** @type {Trained['history']} */
    const history = [];
    let [weights, done, seconds, since] = [copyOf(network.weights), 0, 0, performance.now()];
    let [lastTurn, lastReport, lastEpoch] = [since, 0, since];
    const spent = () => seconds + (performance.now() - since) / 1000;

    /** @param {number} total steps of all epochs @param {Score | null} current */
    const report = (total, current) => {
      const part = total ? done / total : 0;
      const waits = ((recipe.epochs - history.length) * pace) / 1000;
      const left = done > 1 ? Math.max((spent() / done) * (total - done), waits) : null;
      const picture = pictureOf(network.weights[0], first);
      const epoch = Math.min(history.length + 1, recipe.epochs);
      const { epochs } = recipe;
      const progress = {
        epoch,
        epochs,
        part,
        training: current,
        history,
        seconds: spent(),
        secondsLeft: left,
        picture,
      };
      post({ progress });
    };

    let total = 0;
    report(0, null);
    for (const event of fit(network, training, unseen, recipe, random)) {
      if ('step' in event) {
        done += 1;
        total = event.steps * recipe.epochs;
      } else {
        history.push(event);
        weights = copyOf(network.weights);
      }
      const now = performance.now();
      if (now - lastReport > REPORT || !('step' in event)) {
        report(total, 'step' in event ? event.training : null);
        lastReport = now;
      }
      const wait = 'step' in event ? 0 : lastEpoch + pace - now;
      if (now - lastTurn > SLICE || wait > 0) {
        seconds = spent();
        if (wait > 0) await pause(wait);
        await hear();
        since = performance.now();
        lastTurn = since;
      }
      if (!('step' in event)) lastEpoch = performance.now();
      if (isStopped) break;
    }
    if (!history.length) return null;
    for (const [i, { values }] of network.weights.entries()) values.set(weights[i].values);
    const counts = { own: own.length, examples: learned.length, unseen: unseen.labels.length };
    return { weights, history, seconds: spent(), confusion: confusionOf(network, unseen), backend, counts };
  }

  /**
   * Renders drawings.
   *
   * @param {{drawing: Drawing, label: number}[]} labelled
   * @returns {Promise<import('../../network/training/fit.js').Examples | null>} null if it was stopped
   */
  async function render(labelled) {
    const inputs = new Float32Array(labelled.length * PIXELS);
    let last = performance.now();
    for (const [i, { drawing }] of labelled.entries()) {
      inputs.set(rasterize(drawing), i * PIXELS);
      if (performance.now() - last < SLICE) continue;
      post({ preparing: i / labelled.length });
      await hear();
      if (isStopped) return null;
      last = performance.now();
    }
    return { inputs, labels: Uint8Array.from(labelled, ({ label }) => label) };
  }

  return (order) => {
    if (order?.type === 'stop') isStopped = true;
    if (order?.type === 'pause') isPaused = true;
    if (order?.type === 'resume') isPaused = false;
    if (order?.type === 'train') {
      train(order.request).then(
        (trained) => post({ trained }),
        ({ name, message }) => post({ failure: { name, message } }),
      );
    } else {
      resume();
    }
  };
}

/** Switches to WebAssembly where it is allowed: products of large matrices take a tenth of the time. */
async function chooseBackend() {
  try {
    const { prepareWasm } = await import('../../network/wasm.js');
    await prepareWasm();
    useBackend('wasm');
    return 'wasm';
  } catch {
    return 'cpu';
  }
}

async function fetchDrawings() {
  const fail = (/** @type {string} */ sentence) => Object.assign(new Error(sentence), { name: 'NetworkError' });
  const response = await fetch(new URL(drawings, import.meta.url)).catch(() => null);
  if (!response) throw fail(`${NO_DRAWINGS} Check your connection.`);
  const fault = faultOf(response, drawings);
  if (fault) throw fail(`${NO_DRAWINGS} ${fault}`);
  const content = await response.arrayBuffer();
  try {
    return unpackDrawings(new Uint8Array(content));
  } catch {
    throw fail(DAMAGED);
  }
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} count
 * @param {() => number} random
 * @returns {T[]} as many of them, chosen at random, each once
 */
function firstOf(items, count, random) {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const at = Math.floor(random() * left.length);
    const [one] = left.splice(at, 1);
    return one;
  });
}

/** @param {import('../../network/training/layers.js').Weights[]} weights */
const copyOf = (weights) => weights.map(({ name, shape, values }) => ({ name, shape, values: values.slice() }));

/**
 * What the first weights have learned, as pictures: their change since the beginning, which random numbers would hide. Of
 * neurons, one for each pixel of the raster; of filters, one for each of theirs.
 *
 * @param {import('../../network/training/layers.js').Weights} weights [pixels, neurons], or [side, side, 1, filters]
 * @param {Float32Array} first their values at the beginning
 * @returns {Picture}
 */
function pictureOf({ shape, values }, first) {
  const count = shape[shape.length - 1];
  const size = values.length / count;
  const shown = Math.min(count, SHOWN);
  const pictures = Array.from({ length: shown }, (_, neuron) => {
    return Float32Array.from({ length: size }, (_unused, pixel) => {
      const at = pixel * count + neuron;
      return values[at] - first[at];
    });
  });
  return { side: Math.sqrt(size), values: pictures };
}

/**
 * @param {import('../../network/training/trainable.js').Trainable} network
 * @param {import('../../network/training/fit.js').Examples} unseen
 */
function confusionOf(network, unseen) {
  const confusion = Array.from({ length: DIGITS }, () => new Array(DIGITS).fill(0));
  for (let i = 0; i < unseen.labels.length; i += TESTED) {
    const labels = unseen.labels.subarray(i, i + TESTED);
    const probabilities = network.predict(
      unseen.inputs.subarray(i * PIXELS, (i + labels.length) * PIXELS),
      labels.length,
    );
    labels.forEach((label, k) => {
      const own = probabilities.subarray(k * DIGITS, (k + 1) * DIGITS);
      confusion[label][own.indexOf(Math.max(...own))] += 1;
    });
  }
  return confusion;
}
