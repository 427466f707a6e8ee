/** The network in use: the last one asked for wins; reads with it. */

import { givenDigit } from '../network/classes.js';
import { inputsOf } from '../ink/inputs.js';
import { pause } from '../lib/pause.js';
import { quicken } from '../network/backend.js';
import { createReader } from '../recognize/recognize.js';

const SLICE = 10; // ms that reading takes of a frame, at most; the next frame goes on with what is left
const LONGEST = 3000; // ms after which a call of recognize is cut off
const PREDICTIONS = 3; // of the page's own readings

/**
 * @param {ReturnType<import('../network/networks.js').createNetworks>} networks
 * @param {(isWanted: boolean) => void} onSwap called when another network has taken over: the one that
 *   was asked for last, or an earlier one for the time being
 */
export function createEngine(networks, onSwap) {
  const readPad = createReader();
  const timings = { firstReading: null, lastReading: null, backend: null };
  let current = null; // the network in use
  let turns = 0;
  let wanted = null; // the name that the newest call of use has asked for
  let newest = null; // and its promise

  /**
   * Loads and swaps in the network called `name`. Where several are asked for, the last one stays, in
   * whatever order they arrive; an earlier one reads only as long as there is none. Rejects with
   * BundleError; the network in use then stays.
   */
  function use(name, onProgress) {
    const turn = ++turns;
    wanted = name;
    newest = networks.load(name, onProgress).then((network) => {
      if (current && turn !== turns) return; // a later call is on its way
      current = network;
      if (!timings.firstReading) begin();
      onSwap(turn === turns);
    });
    return newest;
  }

  /** The first network reads; what computes it faster may come later. */
  function begin() {
    timings.firstReading = performance.now();
    timings.backend = 'cpu';
    quicken(current).then((backend) => {
      timings.backend = backend;
    });
  }

  /** What a drawing is, as far as one slice of time goes; a network must be there. */
  function readSlice(read, drawing, hint) {
    const started = performance.now();
    const reading = read(drawing, current, hint, () => performance.now() - started > SLICE);
    timings.lastReading = performance.now() - started;
    return reading;
  }

  /** Reads all of a drawing, a slice at a time, so that the page stays alive meanwhile. */
  async function recognize(drawing, hint) {
    const started = performance.now();
    const read = createReader();
    for (;;) {
      const { predictions, isPartial } = readSlice(read, drawing, hint);
      const spent = performance.now() - started;
      if (!isPartial) {
        timings.lastReading = spent;
        return predictions;
      }
      if (spent > LONGEST) return predictions.map((one) => ({ ...one, isPartial }));
      await pause(0);
    }
  }

  return {
    names: networks.names,
    use,
    timings,
    /** The name of the network that was asked for last, whether or not it has arrived. */
    get wanted() {
      return wanted;
    },
    /** The network in use; null before the first is loaded. */
    get network() {
      return current;
    },
    get card() {
      return current?.card ?? null;
    },
    /** Whether a network can read. */
    get canRead() {
      return current !== null;
    },
    /** Settles when a network can read; rejects when the newest one asked for cannot be loaded. */
    get ready() {
      return current ? Promise.resolve() : newest;
    },
    /** n rasters, or n drawings each taken as one digit -> n * 10 probabilities; canRead must be true. */
    classify: (given) => givenDigit(current.classify(inputsOf(given, current.maps)), current.classes),
    /** A drawing -> a reading, see reading.js; canRead must be true. Partial ones go on in the next call. */
    read: (drawing) => readSlice(readPad, drawing, { alternatives: PREDICTIONS }),
    /** A drawing taken as one digit -> the probability of each class; canRead must be true. */
    weigh: (drawing) => current.classify(inputsOf([drawing], current.maps)),
    /** A drawing -> predictions, see predictions.js; canRead must be true. */
    recognize,
  };
}
