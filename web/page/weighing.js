/** What the network makes of pieces of ink, each asked once. Pure: it is given the network. */

import { inputsOf } from './inputs.js';

const BATCH = 4; // pieces of ink at a time, after which the clock is looked at
const MOST = 20000; // answers kept of one network: then all are forgotten

/** @returns {function} weigh, see below; it keeps answers as long as the network and the strokes' arrays are there */
export function createWeighing() {
  const names = new WeakMap(); // stroke -> a number of its own
  const answers = new WeakMap(); // network -> Map(name of the ink -> probabilities)
  let strokes = 0;

  function nameOf(stroke) {
    if (!names.has(stroke)) names.set(stroke, ++strokes);
    return names.get(stroke);
  }

  function known(network) {
    let found = answers.get(network);
    if (!found || found.size > MOST) answers.set(network, (found = new Map()));
    return found;
  }

  /**
   * Asks about pieces of ink of one drawing; a stroke may have grown since, but not changed.
   *
   * @param {{x: number, y: number}[][]} drawing
   * @param {Pick<import('./networks.js').Network, 'classify' | 'maps' | 'classes'>} network
   * @param {import('./groups.js').Part[][]} pieces
   * @param {() => boolean} isLate whether time is up: then the rest is left
   * @returns {Float32Array[]} the probability of each class for the pieces from the first on, as many
   *   as there was time for
   */
  return function weigh(drawing, network, pieces, isLate) {
    const found = known(network);
    const keys = pieces.map((parts) =>
      parts.map(({ stroke, begin, end }) => `${nameOf(drawing[stroke])}:${begin}-${end}`).join(),
    );
    const fresh = [...keys.keys()].filter((i) => !found.has(keys[i]));
    for (let i = 0; i < fresh.length && !(i && isLate()); i += BATCH) {
      const batch = fresh.slice(i, i + BATCH);
      const ink = batch.map((piece) =>
        pieces[piece].map(({ stroke, begin, end }) => drawing[stroke].slice(begin, end)),
      );
      const all = network.classify(inputsOf(ink, network.maps));
      const width = network.classes.length;
      batch.forEach((piece, k) => found.set(keys[piece], all.slice(k * width, (k + 1) * width)));
    }
    const missing = keys.findIndex((key) => !found.has(key));
    return keys.slice(0, missing < 0 ? keys.length : missing).map((key) => found.get(key));
  };
}
