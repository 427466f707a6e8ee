/**
 * Training in the page: checks options, trains one network at a time, and adds it to those that can be used. One for each
 * session, shared by the API and the page. Fetched on demand.
 *
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('../network/bundle.js').Card} Card
 * @typedef {import('../network/graph.js').Bundle} Bundle
 * @typedef {import('../worker/training/trainer.js').Progress} Progress
 * @typedef {import('../worker/training/trainer.js').Trained} Trained
 *
 * @typedef {object} Options as a script gives them; all may be left out
 * @property {number} [epochs] 1 to 500; by default those of the tutorial
 * @property {number} [learningRate] above 0, at most 10,000; by default that of the tutorial
 * @property {number} [examples] drawings to learn from, 10 to 2,400; all by default
 * @property {number} [neurons] of the first dense layer, 1 to 1,024; by default those of the tutorial
 * @property {number} [seed] 0 to 4294967295; of the first weights and of the order of examples; by default random
 * @property {{drawing: unknown, label: number}[]} [drawings] digits to learn from as well, at most 1,000
 * @property {AbortSignal} [signal] stops the training, and keeps nothing
 * @property {(progress: ApiProgress) => void} [onProgress] called about ten times a second
 *
 * @typedef {object} ApiProgress
 * @property {number} epoch from 1
 * @property {number} epochs
 * @property {number} part of all steps that are done, 0..1
 * @property {number | null} loss of the last whole epoch, and so for the others; null in the first
 * @property {number | null} accuracy
 * @property {number | null} unseenLoss of digits by writers that it does not learn from
 * @property {number | null} unseenAccuracy
 * @property {number | null} secondsLeft
 *
 * @typedef {{name: string, accuracy: number, seconds: number, epochs: number}} Result accuracy: on writers it never saw
 *
 * @typedef {object} TrainingState
 * @property {'idle' | 'preparing' | 'training' | 'paused'} status
 * @property {string | null} tutorial whose network is being trained, or was last
 * @property {Progress | null} progress of this training, or the last one
 * @property {Result | null} result of the last training; null while there is none
 * @property {string} problem why it ended, a sentence for visitors; or ''
 *
 * @typedef {object} Job one call of train()
 * @property {boolean} isOver whether its network is no longer wanted
 * @property {import('../worker/training/client.js').Run | null} run null until its network’s files have come
 * @property {(reason: unknown) => void} abort
 *
 * @typedef {ReturnType<typeof createTraining>} Training
 */

import { toDrawing } from '../ink/drawing.js';
import { createEmitter } from '../lib/emitter.js';
import { BundleError, fetchBundle, fetchCard } from '../network/bundle.js';
import { fits, trainedBundle } from '../network/training/trained-bundle.js';
import { startTraining } from '../worker/training/client.js';
import { decodeNetwork, encodeNetwork, NetworkFileError } from './network-file.js';
import { trainedCard } from './trained-card.js';

/** Names of the networks that the page can train. */
export const TUTORIALS = ['hello', 'dropout', 'numbre', 'lesson'];
/** Drawings that there are to learn from. */
export const EXAMPLES = 2400;

/** Ranges of the options that are numbers: least, greatest, whether they are whole. */
export const RANGES = {
  epochs: { least: 1, most: 500, isWhole: true },
  learningRate: { least: 1e-7, most: 10_000, isWhole: false },
  examples: { least: 10, most: EXAMPLES, isWhole: true },
  neurons: { least: 1, most: 1024, isWhole: true },
  seed: { least: 0, most: 2 ** 32 - 1, isWhole: true },
};
const MOST_DRAWINGS = 1000;
const OTHERS = ['drawings', 'onProgress', 'signal'];

/** @type {Record<string, string>} by the name of an error: sentences for visitors */
const PROBLEMS = {
  DivergedError: 'The training diverged: its loss grew without bound. Try a smaller learning rate.',
  WorkerError: 'The training ended unexpectedly; the device may be short of memory. Try fewer examples or neurons.',
  RangeError: 'The device is short of memory. Try fewer examples or neurons.',
  UnsupportedError: 'This page can’t train this network.',
  AbortError: 'The training was stopped before an epoch was over; nothing was kept.',
  BusyError: 'Another network is being trained. Stop it first, or wait for its end.',
};

/** @param {string} name @param {string} [message] */
const errorOf = (name, message = PROBLEMS[name]) => Object.assign(new Error(message), { name });

/** @type {WeakMap<Session, Training>} */
const trainings = new WeakMap();

/** The training of a session. @param {Session} session @returns {Training} */
export function trainingOf(session) {
  const training = trainings.get(session) ?? createTraining(session);
  trainings.set(session, training);
  return training;
}

/** @param {Session} session */
function createTraining(session) {
  const { subscribe, emit } = createEmitter();
  /** @type {TrainingState} */
  let state = { status: 'idle', tutorial: null, progress: null, result: null, problem: '' };
  /** @type {Job | null} the one that runs; an earlier one may still wait for its network’s files */
  let current = null;
  /** @type {Map<string, () => Uint8Array>} by name of a trained network: makes its file */
  const files = new Map();

  /** @param {Partial<TrainingState>} change */
  function update(change) {
    state = { ...state, ...change };
    emit(state);
  }

  /**
   * @param {string} name of a tutorial
   * @param {ReturnType<typeof checked>} options
   * @param {number} pace see trainer.js
   * @returns {Promise<Result>} rejects with an Error whose message is a sentence for visitors
   */
  async function train(name, options, pace) {
    if (state.status !== 'idle') throw errorOf('BusyError');
    const { signal } = options;
    if (signal?.aborted) throw signal.reason;
    /** @type {Job} */
    const job = { isOver: false, run: null, abort: () => {} };
    current = job;
    update({ status: 'preparing', tutorial: name, progress: null, result: null, problem: '' });
    /** @type {Promise<never>} */
    const aborted = new Promise((_, reject) => (job.abort = reject));
    aborted.catch(() => {}); // where nobody waits any more
    const onAbort = () => job.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    try {
      const result = await Promise.race([trained(job, name, options, pace), aborted]);
      update({ status: 'idle', result });
      return result;
    } catch (error) {
      const isAborted = signal?.aborted && error === signal.reason;
      const { name: kind, message } = isAborted ? errorOf('AbortError') : /** @type {Error} */ (error);
      const isKnown = error instanceof BundleError || kind === 'NetworkError';
      const problem = PROBLEMS[kind] ?? (isKnown ? message : 'The training failed.');
      update({ status: 'idle', problem });
      throw isAborted ? error : errorOf(kind, problem);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      job.isOver = true;
      job.run?.end();
      if (current === job) current = null;
    }
  }

  /**
   * @param {Job} job
   * @param {string} name
   * @param {ReturnType<typeof checked>} options
   * @param {number} pace
   * @returns {Promise<Result>}
   */
  async function trained(job, name, options, pace) {
    const [bundle, card] = await Promise.all([fetchBundle(name), fetchCard(name)]);
    const {
      optimizer,
      batch,
      learning_rate: ownRate,
      epochs: ownEpochs,
    } = /** @type {import('../network/bundle.js').Fitting} */ (card.recipe);
    const epochs = options.epochs ?? ownEpochs;
    const learningRate = options.learningRate ?? ownRate;
    if (job.isOver) throw errorOf('AbortError');
    const { examples, neurons, seed, drawings: own } = options;
    job.run = startTraining(
      { bundle, recipe: { optimizer, batch, learningRate, epochs }, examples, neurons, seed, own, pace },
      {
        onProgress(progress) {
          if (job.isOver) return;
          update({ progress, status: state.status === 'paused' ? 'paused' : 'training' });
          options.onProgress?.(toApi(progress));
        },
      },
    );
    const found = await job.run.trained;
    if (!found || job.isOver) throw errorOf('AbortError');
    return add(bundle, card, found, { optimizer, batch, learningRate, epochs, neurons, seed });
  }

  /**
   * Adds a network; where an older one of its name reads the pad, it does so from now on.
   *
   * @param {Bundle} bundle of the tutorial
   * @param {Card} tutorialCard
   * @param {Trained} found
   * @param {import('./trained-card.js').HereTrained['options']} given
   * @param {string} [created] date and time
   * @returns {Promise<Result>}
   */
  async function add(bundle, tutorialCard, found, given, created = new Date().toISOString()) {
    const card = trainedCard(tutorialCard, found, given, created);
    await session.addTrained(trainedBundle(bundle, found.weights), card);
    const { weights, ...trained } = found;
    const header = { tutorial: bundle.summary.name, options: given, trained, created };
    files.set(card.name, () => encodeNetwork(header, weights));
    if (session.state.network?.name === card.name) await session.use(card.name);
    const { accuracy } = /** @type {{unseen: {accuracy: number}}} */ (found.history.at(-1)).unseen;
    return { name: card.name, accuracy, seconds: found.seconds, epochs: found.history.length };
  }

  return {
    subscribe,
    /** @returns {TrainingState} */
    get state() {
      return state;
    },
    /**
     * @param {unknown} name of a tutorial
     * @param {unknown} options see Options
     * @param {number} [pace] least ms that an epoch takes
     * @returns {Promise<Result>} rejects with a TypeError that names a wrong argument
     */
    train: async (name, options, pace = 0) => train(tutorialOf(name), checked(options), pace),
    pause() {
      if (state.status !== 'training') return;
      current?.run?.pause();
      update({ status: 'paused' });
    },
    resume() {
      if (state.status !== 'paused') return;
      current?.run?.resume();
      update({ status: 'training' });
    },
    /** The file of a trained network, see network-file.js. @param {string} name @returns {Uint8Array | null} null if there is none */
    fileOf: (name) => files.get(name)?.() ?? null,
    /**
     * Adds the network of a file, in place of one of its name.
     *
     * @param {Uint8Array} bytes
     * @returns {Promise<Result>} rejects with a NetworkFileError or BundleError: the message is a sentence for visitors
     */
    async load(bytes) {
      const { header, weights } = decodeNetwork(bytes);
      const { tutorial, options: given, trained: rest, created } = header;
      if (!TUTORIALS.includes(tutorial)) throw new NetworkFileError('This page can’t use this network.');
      const [bundle, card] = await Promise.all([fetchBundle(tutorial), fetchCard(tutorial)]);
      if (!fits(bundle, weights, given.neurons)) throw new NetworkFileError('This network has another shape.');
      return add(bundle, card, { ...rest, weights }, given, created);
    },
    /** Ends the training; what was learned in whole epochs stays. */
    stop() {
      if (!current) return;
      if (current.run) return current.run.stop();
      current.isOver = true;
      current.abort(errorOf('AbortError'));
    },
  };
}

/** @param {Progress} progress @returns {ApiProgress} */
function toApi({ epoch, epochs, part, history, secondsLeft }) {
  const last = history.at(-1);
  return {
    ...{ epoch, epochs, part },
    ...{ loss: last?.training.loss ?? null, accuracy: last?.training.accuracy ?? null },
    ...{ unseenLoss: last?.unseen.loss ?? null, unseenAccuracy: last?.unseen.accuracy ?? null, secondsLeft },
  };
}

/** @param {unknown} name @returns {string} @throws {TypeError} */
function tutorialOf(name) {
  if (typeof name === 'string' && TUTORIALS.includes(name)) return name;
  throw new TypeError(`name: expected one of ${TUTORIALS.join(', ')}, got ${String(name)}`);
}

/**
 * Checks options of a script. Throws a TypeError that names the option.
 *
 * @param {unknown} given
 */
function checked(given = {}) {
  if (typeof given !== 'object' || given === null) throw new TypeError('options: expected an object');
  const options = /** @type {Options} */ (given);
  const known = [...Object.keys(RANGES), ...OTHERS].sort();
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown) throw new TypeError(`options.${unknown}: expected only ${known.join(', ')}`);
  const number = (/** @type {keyof typeof RANGES} */ name) => {
    const value = options[name];
    if (value === undefined) return null;
    if (isInRange(name, value)) return value;
    const { least, most, isWhole } = RANGES[name];
    throw new TypeError(`options.${name}: expected a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}`);
  };
  const { signal, onProgress, drawings = [] } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new TypeError('options.signal: expected an AbortSignal');
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('options.onProgress: expected a function');
  }
  return {
    epochs: number('epochs'),
    learningRate: number('learningRate'),
    examples: number('examples') ?? EXAMPLES,
    neurons: number('neurons'),
    seed: number('seed') ?? Math.floor(Math.random() * 2 ** 32),
    drawings: labelledDrawings(drawings),
    signal,
    onProgress,
  };
}

/** Whether an option is a number in its range. @param {keyof typeof RANGES} name @param {unknown} value */
export function isInRange(name, value) {
  const { least, most, isWhole } = RANGES[name];
  return typeof value === 'number' && value >= least && value <= most && (!isWhole || Number.isInteger(value));
}

/** @param {unknown} given */
function labelledDrawings(given) {
  if (!Array.isArray(given) || given.length > MOST_DRAWINGS) {
    throw new TypeError(`options.drawings: expected an array of at most ${MOST_DRAWINGS}`);
  }
  return given.map((one, i) => {
    if (!Number.isInteger(one?.label) || one.label < 0 || one.label > 9) {
      throw new TypeError(`options.drawings[${i}].label: expected a whole number from 0 to 9`);
    }
    try {
      return { drawing: toDrawing(one.drawing), label: one.label };
    } catch (error) {
      throw new TypeError(`options.drawings[${i}].${/** @type {Error} */ (error).message}`);
    }
  });
}
