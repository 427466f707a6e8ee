/** What the network makes of pieces of ink; of the same piece it is asked once, as long as readings need it. Pure. */

import { inputsOf } from '../ink/inputs.js';

const BATCH = 4; // pieces of ink at a time, after which the clock is looked at

/** @returns {{begin: function, weigh: function}} see below */
export function createWeighing() {
  const names = new WeakMap(); // stroke -> a number of its own
  let strokes = 0;
  let asked = null; // the network
  let found = new Map(); // name of the ink -> probabilities: what this reading has asked about,
  let before = new Map(); // and what the one before has

  function nameOf(stroke) {
    if (!names.has(stroke)) names.set(stroke, ++strokes);
    return names.get(stroke);
  }

  /**
   * A reading begins, or goes on where time was up. What neither it nor the one before has asked about is
   * forgotten: kept for ever, the answers of ten thousand readings took 4 MB.
   */
  function begin(network, goesOn) {
    if (goesOn && network === asked) return;
    before = network === asked ? found : new Map();
    found = new Map();
    asked = network;
  }

  /** @returns {boolean} whether there is an answer, which is then kept for the next reading, too */
  function isKnown(key) {
    if (!found.has(key) && before.has(key)) found.set(key, before.get(key));
    return found.has(key);
  }

  /**
   * Asks the network about pieces of ink of one drawing; a stroke may have grown since, but not changed.
   *
   * @param {{x: number, y: number}[][]} drawing
   * @param {import('./segments.js').Part[][]} pieces
   * @param {() => boolean} isLate whether time is up: then the rest is left
   * @returns {Float32Array[]} the probability of each class for the pieces from the first on, as many
   *   as there was time for
   */
  function weigh(drawing, pieces, isLate) {
    const keys = pieces.map((parts) =>
      parts.map(({ stroke, begin, end }) => `${nameOf(drawing[stroke])}:${begin}-${end}`).join(),
    );
    const fresh = [...keys.keys()].filter((i) => !isKnown(keys[i]));
    for (let i = 0; i < fresh.length && !(i && isLate()); i += BATCH) {
      const batch = fresh.slice(i, i + BATCH);
      const ink = batch.map((piece) =>
        pieces[piece].map(({ stroke, begin, end }) => drawing[stroke].slice(begin, end)),
      );
      const all = asked.classify(inputsOf(ink, asked.maps));
      const width = asked.classes.length;
      batch.forEach((piece, k) => found.set(keys[piece], all.slice(k * width, (k + 1) * width)));
    }
    const missing = keys.findIndex((key) => !found.has(key));
    return keys.slice(0, missing < 0 ? keys.length : missing).map((key) => found.get(key));
  }

  return { begin, weigh };
}
