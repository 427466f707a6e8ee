/** Trains a network: epochs of shuffled batches, and after each an evaluation on drawings that it does not learn from. Pure. */

import { createOptimizer } from './optimizers.js';

const INPUTS = 784; // values of a raster
const TESTED = 200; // inputs evaluated at a time
const HOPELESS = 20; // mean loss far above that of guessing, which is 2.3
const POOR = 0.5; // accuracy that a network with such a loss may yet have if it is learning

/**
 * @typedef {import('./trainable.js').Trainable} Trainable
 *
 * @typedef {object} Examples
 * @property {Float32Array} inputs n * 784 values, 0..1
 * @property {Uint8Array} labels 0..9
 *
 * @typedef {object} Score
 * @property {number} loss mean cross-entropy
 * @property {number} accuracy 0..1
 *
 * @typedef {object} Epoch
 * @property {Score} training while it learned: a mean over the batches, as Keras reports it
 * @property {Score} unseen after it, on drawings that it does not learn from
 *
 * @typedef {object} Step
 * @property {number} epoch from 0
 * @property {number} step from 1, in the epoch
 * @property {number} steps of an epoch
 * @property {Score} training so far in this epoch
 */

/** The loss has grown without bound. */
export class DivergedError extends Error {
  name = 'DivergedError'; // class names are not kept by the build
}

/**
 * Trains; the caller may let time pass between two steps, or stop.
 *
 * @param {Trainable} network
 * @param {Examples} examples to learn from
 * @param {Examples} unseen
 * @param {{optimizer: string, learningRate: number, batch: number, epochs: number}} recipe batch: at most all examples
 * @param {() => number} random 0..1
 * @returns {Generator<Step | Epoch, void>} after each step, and after each epoch
 * @throws {DivergedError}
 */
export function* fit(network, examples, unseen, { optimizer, learningRate, batch, epochs }, random) {
  const improve = createOptimizer(optimizer, learningRate);
  const count = examples.labels.length;
  const size = Math.min(batch, count);
  const steps = Math.floor(count / size); // as in train/: a rest that fills no batch waits for another order
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(count, random);
    const training = { loss: 0, accuracy: 0 };
    for (let step = 1; step <= steps; step++) {
      const { inputs, labels } = chosen(examples, order.subarray((step - 1) * size, step * size));
      const { loss, correct } = network.evaluate(inputs, labels, true);
      if (!Number.isFinite(loss)) throw new DivergedError();
      network.backward();
      improve(network.weights);
      training.loss += (loss - training.loss) / step;
      training.accuracy += (correct / size - training.accuracy) / step;
      yield { epoch, step, steps, training: { ...training } };
    }
    const found = evaluate(network, unseen);
    const isHopeless = training.loss > HOPELESS && found.accuracy < POOR && (epoch > 0 || epochs === 1);
    if (isHopeless || !Number.isFinite(found.loss)) throw new DivergedError();
    yield { training, unseen: found };
  }
}

/**
 * @param {Trainable} network
 * @param {Examples} examples
 * @returns {Score}
 */
export function evaluate(network, { inputs, labels }) {
  let [loss, correct] = [0, 0];
  for (let i = 0; i < labels.length; i += TESTED) {
    const part = labels.subarray(i, i + TESTED);
    const found = network.evaluate(inputs.subarray(i * INPUTS, (i + part.length) * INPUTS), part, false);
    loss += found.loss * part.length;
    correct += found.correct;
  }
  return { loss: loss / labels.length, accuracy: correct / labels.length };
}

/**
 * @param {Examples} examples
 * @param {Uint32Array} order
 * @returns {Examples} those of these numbers, in this order
 */
function chosen({ inputs, labels }, order) {
  const values = new Float32Array(order.length * INPUTS);
  for (const [to, from] of order.entries()) {
    values.set(inputs.subarray(from * INPUTS, (from + 1) * INPUTS), to * INPUTS);
  }
  return { inputs: values, labels: Uint8Array.from(order, (from) => labels[from]) };
}

/** The numbers from 0 to count - 1 in random order. @param {number} count @param {() => number} random */
function shuffled(count, random) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order;
}

/**
 * Returns a generator of random numbers that begins with a seed: mulberry32, by Tommy Ettinger
 * (public domain).
 *
 * @param {number} seed a whole number
 * @returns {() => number} 0..1, 1 excluded
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
