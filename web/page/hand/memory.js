/**
 * Examples that a classifier has seen, with their descriptions and how alike any two are: these take most of the time that
 * learning takes, and stay the same when another example is taught. Pure.
 */

import { networkInputs } from '../ink/directions.js';
import { describe, likeness } from './features.js';

/**
 * @typedef {import('../network/classifier.js').Classifier} Classifier
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./features.js').Described & {place: number}} Seen an example; place: its row and column in the table
 */

const BATCH = 4; // drawings to classify at a time
const ROOM = 64; // places by which the table grows

/** @param {Classifier} classifier */
export function createMemory(classifier) {
  /** @type {Map<string, Seen>} by their ink */
  let known = new Map();
  let size = 0; // places of the table
  let table = new Float32Array(0); // of likenesses, size * size

  /**
   * Recalls drawings, or describes those that are new; forgets all others.
   *
   * @param {Drawing[]} drawings not blank
   * @param {() => Promise<void>} turn lets others have their turn, now and then
   * @returns {Promise<Seen[]>} of each drawing
   */
  async function recall(drawings, turn) {
    const keys = drawings.map(keyOf);
    const before = known;
    known = new Map();
    for (const key of keys) {
      const seen = before.get(key);
      if (seen) known.set(key, seen);
    }
    const drawn = new Map(keys.map((key, i) => [key, drawings[i]]));
    const fresh = [...drawn.keys()].filter((key) => !known.has(key));
    const taken = new Set([...known.values()].map(({ place }) => place));
    grow(known.size + fresh.length);
    let place = 0;
    for (let at = 0; at < fresh.length; at += BATCH) {
      const batch = fresh.slice(at, at + BATCH);
      const inputs = networkInputs(
        batch.map((key) => /** @type {Drawing} */ (drawn.get(key))),
        classifier.channels,
      );
      describe(classifier, inputs).forEach((described, i) => {
        while (taken.has(place)) place++;
        const seen = { ...described, place };
        place++;
        known.set(batch[i], seen);
        for (const other of known.values()) {
          const value = likeness(seen.description, other.description);
          table[seen.place * size + other.place] = table[other.place * size + seen.place] = value;
        }
      });
      await turn();
    }
    return keys.map((key) => /** @type {Seen} */ (known.get(key)));
  }

  /** Makes room for a number of examples. @param {number} count */
  function grow(count) {
    if (count <= size) return;
    const larger = Math.ceil(count / ROOM) * ROOM;
    const copy = new Float32Array(larger * larger);
    for (let row = 0; row < size; row++) copy.set(table.subarray(row * size, (row + 1) * size), row * larger);
    [table, size] = [copy, larger];
  }

  return {
    recall,
    /** Returns how alike two examples are. @param {Seen} one @param {Seen} other */
    likenessOf: (one, other) => table[one.place * size + other.place],
  };
}

/** @param {Drawing} drawing */
const keyOf = (drawing) => drawing.map((stroke) => stroke.map(({ x, y }) => `${x},${y}`).join(' ')).join(';');
