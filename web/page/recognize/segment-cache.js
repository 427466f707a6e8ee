/** Classifies segments, and keeps the probabilities for as long as readings need them. Pure. */

import { networkInputs } from '../ink/directions.js';
import { createInkKeys, inkOf } from './segments.js';

const BATCH = 4; // segments to classify between two checks of the time

export function createSegmentCache() {
  const keyOf = createInkKeys();
  let network = null;
  let current = new Map(); // key of the ink -> probabilities: used by this reading,
  let previous = new Map(); // and by the one before

  /**
   * Begins a reading, or continues one that ran out of time. Probabilities that neither it nor the one before
   * has used are dropped: those of ten thousand readings took 4 MB.
   *
   * @param {Pick<import('../network/networks.js').Network, 'classify' | 'channels' | 'classes'>} newNetwork
   * @param {boolean} isContinued
   */
  function begin(newNetwork, isContinued) {
    if (isContinued && newNetwork === network) return;
    previous = newNetwork === network ? current : new Map();
    current = new Map();
    network = newNetwork;
  }

  /** Returns whether the probabilities of ink are known; if so, they are kept for the next reading. */
  function isKnown(key) {
    if (!current.has(key) && previous.has(key)) current.set(key, previous.get(key));
    return current.has(key);
  }

  /**
   * @param {import('../ink/drawing.js').Drawing} drawing whose strokes may have grown since the last call, but not
   *   changed
   * @param {import('./segments.js').Part[][]} segments their ink
   * @param {() => boolean} isLate whether time is up: the rest is then left out
   * @returns {Float32Array[]} the probabilities of each class, of as many segments, from the first on, as time allowed
   */
  function classify(drawing, segments, isLate) {
    const keys = segments.map((parts) => keyOf(drawing, parts));
    const unknown = [...keys.keys()].filter((i) => !isKnown(keys[i]));
    for (let i = 0; i < unknown.length && !(i && isLate()); i += BATCH) {
      const batch = unknown.slice(i, i + BATCH);
      const inputs = networkInputs(
        batch.map((index) => inkOf(drawing, segments[index])),
        network.channels,
      );
      const probabilities = network.classify(inputs);
      const width = network.classes.length;
      batch.forEach((index, k) => {
        current.set(keys[index], probabilities.slice(k * width, (k + 1) * width));
      });
    }
    const missing = keys.findIndex((key) => !current.has(key));
    return keys.slice(0, missing < 0 ? keys.length : missing).map((key) => current.get(key));
  }

  return { begin, classify };
}
