/**
 * Recognizer: a drawing -> predictions, while it grows. Pure: the network is an argument, and there is no clock. It
 * works in steps, so that whoever runs it may stop between two of them.
 *
 * 1. Strokes that are no writing are left out (clean.js), the others become lines (lines.js), a line's strokes
 *    pieces from left to right (segments.js): strokes that may hold several digits are cut (cuts.js). Adjacent pieces
 *    become segments that may be one digit.
 * 2. The network classifies the segments that the last reading did not know (segment-cache.js).
 * 3. Probabilities and the segmentation model of the bundle (learned.js), or hand-set costs where it has none
 *    (costs.js), make candidates, a beam search finds the best hypotheses for a line
 *    (beam-search.js), within the constraints of the hint (constraints.js), and they become predictions
 *    (predictions.js).
 */

import { boxOf, union } from '../ink/boxes.js';
import { NON_DIGIT } from '../network/classes.js';
import { bestHypotheses } from './beam-search.js';
import { strokesToRead } from './clean.js';
import { constraintsOf } from './constraints.js';
import { createHandSetScores } from './costs.js';
import { cutsOf, isWide, withJoints } from './cuts.js';
import { createLearnedScores, isModel } from './learned.js';
import { toLines } from './lines.js';
import { toPredictions } from './predictions.js';
import { inRange } from './range.js';
import { createSegmentCache } from './segment-cache.js';
import { toPieces, toSegments } from './segments.js';

const DOUBT = 0.2; // probability that a wide stroke is a non-digit: from here on it may hold several digits

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./predictions.js').Line} Hypothesis
 * @typedef {import('./constraints.js').Constraints} Constraints
 * @typedef {import('./segment-cache.js').Classifier} Classifier
 *
 * @typedef {object} Reading
 * @property {import('./predictions.js').Prediction[]} predictions best first; none for a blank drawing
 * @property {Float32Array | null} rejected where nothing is a digit and all ink that is read was taken as one segment: the
 *   probabilities of its classes
 * @property {number[]} [strokes] indices of those that were read, with `rejected` of the page's drawing
 * @property {boolean} isPartial whether the predictions cover only the first part of the ink
 *
 * @typedef {object} Line of writing
 * @property {import('./segments.js').Piece[]} pieces from left to right
 * @property {import('./segments.js').Segment[]} segments
 * @property {Float32Array[]} found probabilities of the classes of as many segments as are classified
 * @property {number} height of its digits
 *
 * @typedef {ReturnType<typeof createRecognizer>} Recognizer
 */

/** Makes a recognizer, which remembers what the network has found in the last drawing. */
export function createRecognizer() {
  const cache = createSegmentCache();
  let isComplete = true; // whether the last reading came to its end
  /** @type {() => Reading} */
  let readingSoFar = () => ({ predictions: [], rejected: null, isPartial: true });

  /**
   * Reads a drawing, step by step.
   *
   * @param {Drawing} given whose strokes may have grown since the last call, but not changed
   * @param {Classifier} classifier
   * @param {import('./hints.js').Hint} hint
   * @param {number} [limit] pieces of ink to read at most: the rest is left out
   * @returns {Generator<void, Reading>} ends with the reading
   */
  function* steps(given, classifier, hint, limit = Infinity) {
    const drawing = inRange(given);
    const constraints = constraintsOf(hint);
    const present = strokesToRead(drawing);
    const lines = present.length ? toLines(present.map((i) => boxOf(drawing[i]))) : [];
    /** @type {Hypothesis[][]} of each line */
    const hypotheses = [];
    /** @type {Line | null} the one that is being classified */
    let current = null;
    let left = limit;
    cache.begin(classifier, isComplete);
    isComplete = false;
    readingSoFar = () => {
      const last = current ? hypothesesOf(drawing, current, classifier, constraints) : null;
      return readingOf([...hypotheses, ...(last ? [last] : [])], hint, true);
    };
    for (const { members, height } of lines) {
      if (left <= 0) break;
      const strokes = members.map((i) => present[i]);
      const joined = (classifier.joined?.(drawing, strokes) ?? []).filter((group) =>
        isWide(union(group.strokes.map((i) => boxOf(drawing[i]))), height),
      );
      const divisible = yield* divisibleStrokes(drawing, strokes, height, classifier.classes, joined);
      const pieces = toPieces(drawing, strokes, divisible).slice(0, left);
      const segments = toSegments(
        drawing,
        pieces,
        height,
        joined.some((group) => group.strokes.some((i) => divisible.has(i))),
      );
      current = { pieces, segments, found: [], height };
      yield* cache.classify(
        drawing,
        segments.map(({ parts }) => parts),
        current.found,
      );
      const best = hypothesesOf(drawing, current, classifier, constraints);
      if (best) hypotheses.push(best);
      current = null;
      left -= pieces.length;
    }
    isComplete = true;
    return readingOf(hypotheses, hint, left <= 0);
  }

  /**
   * Finds the wide strokes, and the wide groups of strokes that touch, that the network doubts are one digit: they may
   * hold several.
   *
   * @param {Drawing} drawing
   * @param {number[]} strokes of one line
   * @param {number} height of its digits
   * @param {string[]} classes
   * @param {import('./segment-cache.js').Joints[]} joined
   * @returns {Generator<void, Map<number, number[]>>} cuts of each
   */
  function* divisibleStrokes(drawing, strokes, height, classes, joined) {
    const wide = strokes.filter((stroke) => isWide(boxOf(drawing[stroke]), height));
    const whole = (/** @type {number} */ stroke) => ({ stroke, begin: 0, end: drawing[stroke].length });
    /** @type {Float32Array[]} */
    const found = [];
    const groups = [...wide.map((stroke) => ({ strokes: [stroke], cuts: [[]] })), ...joined];
    yield* cache.classify(
      drawing,
      groups.map((group) => group.strokes.map(whole)),
      found,
    );
    const nonDigit = classes.indexOf(NON_DIGIT);
    /** @type {Map<number, number[]>} */
    const all = new Map();
    groups.forEach((group, k) => {
      if (nonDigit >= 0 && found[k][nonDigit] <= DOUBT) return;
      group.strokes.forEach((stroke, i) => {
        const own = all.get(stroke) ?? (wide.includes(stroke) ? cutsOf(drawing[stroke], height) : []);
        all.set(stroke, withJoints(drawing[stroke], own, group.cuts[i], height));
      });
    });
    return all;
  }

  return {
    steps,
    /** Computes the reading of the ink that the steps so far have covered. @returns {Reading} */
    readingSoFar: () => readingSoFar(),
  };
}

/**
 * @param {Hypothesis[][]} hypotheses of each line, best first
 * @param {import('./hints.js').Hint} hint
 * @param {boolean} isPartial
 * @returns {Reading}
 */
function readingOf(hypotheses, hint, isPartial) {
  const isImpossible = hypotheses.some((line) => !line.length); // no reading satisfies the hint
  if (!hypotheses.length || isImpossible) return { predictions: [], rejected: null, isPartial };
  const [first, ...others] = hypotheses.flatMap(([best]) => best.candidates);
  const rejected = first.grapheme || others.length ? null : first.probabilities;
  return { predictions: toPredictions(hypotheses, hint.alternatives), rejected, isPartial };
}

/**
 * Finds the best hypotheses for the pieces of a line whose segments are all classified.
 *
 * @param {Drawing} drawing
 * @param {Line} line
 * @param {Classifier} classifier whose segmentation model scores them, or the hand-set costs if it has none
 * @param {Constraints} constraints
 * @returns {Hypothesis[] | null} null if there is no such piece
 */
function hypothesesOf(drawing, { pieces, segments, found, height }, { classes, segmentation }, constraints) {
  const count = found.length < segments.length ? segments[found.length].first : pieces.length;
  if (!count) return null;
  const read = pieces.slice(0, count);
  const scores = isModel(segmentation)
    ? createLearnedScores(segmentation, drawing, read, height)
    : createHandSetScores(classes, read, height);
  const classified = found
    .map((probabilities, i) => ({ segment: segments[i], probabilities }))
    .filter(({ segment }) => segment.last < count)
    .map(({ segment, probabilities }) => ({
      segment,
      candidates: scores.candidatesOf(segment, probabilities, constraints),
    }));
  const hypotheses = bestHypotheses(count, classified, { ...constraints, between: scores.between });
  return scores.withConfidences(hypotheses.filter(({ text }) => constraints.accepts(text)));
}
