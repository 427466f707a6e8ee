/** Classifies segments, and keeps the probabilities for as long as readings need them. Pure. */

import { networkInputs } from '../ink/directions.js';
import { createIdentity, inkOf } from '../ink/identity.js';

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {Pick<import('../network/classifier.js').Classifier, 'classify' | 'channels' | 'classes' | 'segmentation'> &
 *   {classifyInk?: (inputs: Float32Array, drawing: Drawing, segments: Part[][]) => Float32Array,
 *   joined?: (drawing: Drawing, strokes: number[]) => Joints[]}} Classifier classifyInk: in place of classify, where more is
 *   known of the ink than its strokes; joined: which of some strokes touch in a picture
 *
 * @typedef {{strokes: number[], cuts: number[][]}} Joints strokes that touch, and of each the indices of the points where
 *   others meet it, ascending
 */

const BATCH = 4; // segments to classify in one step

export function createSegmentCache() {
  const { keyOf } = createIdentity();
  /** @type {Classifier | null} */
  let classifier = null;
  /** @type {Map<string, Float32Array>} key of the ink -> probabilities that this reading has used, */
  let current = new Map();
  /** @type {Map<string, Float32Array>} and the one before */
  let previous = new Map();

  /**
   * Begins a reading. Probabilities that neither it nor the last complete one uses are dropped: those of ten thousand
   * readings took 4 MB. A reading that was abandoned leaves its own to the next.
   *
   * @param {Classifier} newClassifier
   * @param {boolean} isLastComplete whether the reading before has ended
   */
  function begin(newClassifier, isLastComplete) {
    if (newClassifier !== classifier) current = new Map();
    if (newClassifier !== classifier || isLastComplete) {
      previous = current;
      current = new Map();
    }
    classifier = newClassifier;
  }

  /**
   * @param {string} key
   * @returns {Float32Array | undefined} the probabilities of ink, if they are known: kept for the next reading, too
   */
  function known(key) {
    const found = current.get(key) ?? previous.get(key);
    if (found) current.set(key, found);
    return found;
  }

  /**
   * Classifies the segments that are not known yet, a few in each step.
   *
   * @param {Drawing} drawing whose strokes may have grown since the last call, but not changed
   * @param {Part[][]} segments their ink
   * @param {Float32Array[]} found filled with the probabilities of each class, segment by segment
   * @returns {Generator<void, void>}
   */
  function* classify(drawing, segments, found) {
    const {
      channels,
      classes,
      classify: byStrokes,
      classifyInk: run = byStrokes,
    } = /** @type {Classifier} */ (classifier);
    const keys = segments.map((parts) => keyOf(drawing, parts));
    const unknown = [...keys.keys()].filter((i) => !known(keys[i]));
    for (let i = 0; i < unknown.length; i += BATCH) {
      const batch = unknown.slice(i, i + BATCH);
      const own = batch.map((index) => segments[index]);
      const inputs = networkInputs(
        own.map((parts) => inkOf(drawing, parts)),
        channels,
      );
      const probabilities = run(inputs, drawing, own);
      batch.forEach((index, k) => {
        current.set(keys[index], probabilities.slice(k * classes.length, (k + 1) * classes.length));
      });
      fill(found, keys);
      yield;
    }
    fill(found, keys);
  }

  /**
   * Appends what is known, from the first segment that `found` lacks to the first that is not known.
   *
   * @param {Float32Array[]} found
   * @param {string[]} keys
   */
  function fill(found, keys) {
    for (let i = found.length; i < keys.length; i++) {
      const probabilities = current.get(keys[i]);
      if (!probabilities) return;
      found.push(probabilities);
    }
  }

  return { begin, classify };
}
