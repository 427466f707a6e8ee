/**
 * Recognizer: a drawing -> predictions, while it grows. Pure: the network is an argument.
 *
 * 1. Strokes become lines (lines.js), a line's strokes pieces from left to right (segments.js): strokes that
 *    may hold several digits are cut (cuts.js). Adjacent pieces become segments that may be one digit.
 * 2. The network classifies the segments that the last reading did not know (segment-cache.js).
 * 3. Probabilities and costs make candidates (costs.js), a beam search finds the best hypotheses for a line
 *    (beam-search.js), within the constraints of the hint (constraints.js), and they become predictions
 *    (predictions.js).
 *
 * Predictions have the shape of WICG's HandwritingPrediction
 * (https://wicg.github.io/handwriting-recognition/), plus confidences and probabilities.
 */

import { boxOf } from '../ink/boxes.js';
import { NON_DIGIT } from '../network/classes.js';
import { bestHypotheses } from './beam-search.js';
import { constraintsOf } from './constraints.js';
import { betweenSegments, candidatesOf } from './costs.js';
import { isWide } from './cuts.js';
import { toLines } from './lines.js';
import { toPredictions } from './predictions.js';
import { marksOf } from './punctuation.js';
import { createSegmentCache } from './segment-cache.js';
import { toPieces, toSegments } from './segments.js';

const DOUBT = 0.2; // probability that a wide stroke is a non-digit: from here on it may hold several digits

/**
 * @typedef {object} Reading
 * @property {import('./predictions.js').Prediction[]} predictions best first; none for a blank drawing
 * @property {import('./beam-search.js').Hypothesis[]} best the best hypothesis for each line, non-digits included
 * @property {boolean} isPartial whether time ran out before all ink was classified: the reading then covers
 *   the first part, and reading the same strokes again continues it
 */

/** @returns {Recognize} a function that remembers what the last reading has classified */
export function createRecognizer() {
  const cache = createSegmentCache();
  let isPartial = false;

  /**
   * @callback Recognize
   * @param {import('../ink/drawing.js').Drawing} drawing whose strokes may have grown since the last call, but not
   *   changed
   * @param {Pick<import('../network/networks.js').Network, 'classify' | 'channels' | 'classes'>} network
   * @param {import('./constraints.js').Hint} hint
   * @param {() => boolean} [isLate] whether time is up
   * @returns {Reading}
   */
  return function recognize(drawing, network, hint, isLate = () => false) {
    const constraints = constraintsOf(hint);
    const present = [...drawing.keys()].filter((i) => drawing[i].length);
    const lines = present.length ? toLines(present.map((i) => boxOf(drawing[i]))) : [];
    const hypotheses = []; // of each line
    cache.begin(network, isPartial);
    isPartial = false;
    for (const { members, height } of lines) {
      const classify = (segments) => cache.classify(drawing, segments, isLate);
      const strokes = members.map((i) => present[i]);
      const divisible = divisibleStrokes(drawing, strokes, height, network.classes, classify);
      const pieces = toPieces(drawing, strokes, height, divisible);
      const segments = toSegments(drawing, pieces, height);
      const found = classify(segments.map(({ parts }) => parts));
      isPartial = found.length < segments.length;
      const count = isPartial ? segments[found.length].first : pieces.length;
      const line = { pieces, segments, found, height, count };
      if (count) hypotheses.push(hypothesesOf(line, network.classes, constraints));
      if (isPartial) break;
    }
    const isImpossible = hypotheses.some((line) => !line.length); // no reading satisfies the hint
    if (!hypotheses.length || isImpossible) return { predictions: [], best: [], isPartial };
    const predictions = toPredictions(hypotheses, network.classes, hint.alternatives);
    return { predictions, best: hypotheses.map(([best]) => best), isPartial };
  };
}

/** Returns the wide strokes that the network doubts are one digit: they may hold several. */
function divisibleStrokes(drawing, strokes, height, classes, classify) {
  const wide = strokes.filter((stroke) => isWide(boxOf(drawing[stroke]), height));
  const found = classify(wide.map((stroke) => [{ stroke, begin: 0, end: drawing[stroke].length }]));
  const nonDigit = classes.indexOf(NON_DIGIT);
  return new Set(wide.filter((_, i) => found[i] && (nonDigit < 0 || found[i][nonDigit] > DOUBT)));
}

/** Returns the best hypotheses for the first `count` pieces of a line. */
function hypothesesOf({ pieces, segments, found, height, count }, classes, constraints) {
  const marks = marksOf(pieces, height);
  const classified = [];
  found.forEach((probabilities, i) => {
    const segment = segments[i];
    const mark = segment.first === segment.last ? marks[segment.first] : '';
    if (segment.last < count) {
      const candidates = candidatesOf(segment, probabilities, mark, { classes, height, ...constraints });
      classified.push({ segment, candidates });
    }
  });
  const hypotheses = bestHypotheses(count, classified, { ...constraints, between: betweenSegments(height) });
  return hypotheses.filter(({ text }) => constraints.accepts(text));
}
