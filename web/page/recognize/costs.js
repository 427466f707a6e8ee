/**
 * Probabilities of segments, and costs of their place and size -> candidates with scores: for networks whose bundle
 * has no segmentation model. Pure.
 */

import { heightOf, widthOf } from '../ink/boxes.js';
import { DIGITS, NON_DIGIT } from '../network/classes.js';
import { withConfidence } from './predictions.js';
import { marksOf } from './punctuation.js';

/** Costs of a segment, or of two adjacent ones; tools/bench/numbers.py measures their effect. */
const WEIGHTS = {
  gap: 4, // of paper inside it, from left to right, by the digits' height
  cut: 1, // of each end that is a cut through a stroke
  small: 2, // of the logarithm of how much smaller than SMALL it is, for digits
  wide: 0.5, // of how much wider than high it is, by the digits' height
  overlap: 2, // of two adjacent ones, from left to right, by the digits' height
  nonDigit: 4, // of a non-digit, where others can make it one
  mark: 0.2, // of a point, comma or minus
};

const ODDS = 2; // a segment that is this many times more probably a non-digit than any digit is one
const SMALL = 0.7; // of the digits' height
const LEAST = 1e-9; // probability that stands in for 0

/**
 * @param {string[]} classes of the network
 * @param {import('./segments.js').Piece[]} pieces of one line
 * @param {number} height of its digits
 */
export function createHandSetScores(classes, pieces, height) {
  const marks = marksOf(pieces, height);
  return {
    /**
     * @param {import('./segments.js').Segment} segment
     * @param {Float32Array} probabilities
     * @param {{graphemes: string[], digitsPerSegment: number}} constraints
     */
    candidatesOf(segment, probabilities, constraints) {
      const mark = segment.first === segment.last ? marks[segment.first] : '';
      return candidatesOf(segment, probabilities, mark, { classes, height, ...constraints });
    },
    /** @param {import('./beam-search.js').Candidate} a @param {import('./beam-search.js').Candidate} b */
    between: (a, b) => betweenSegments(height)(a.segment, b.segment),
    withConfidences: withConfidence,
  };
}

/**
 * @param {import('./segments.js').Segment} segment
 * @param {Float32Array} probabilities of each class
 * @param {string} mark that its only piece may be: '.', ',', '-' or ''
 * @param {object} options
 * @param {string[]} options.classes of the network
 * @param {number} options.height of the line's digits
 * @param {string[]} options.graphemes that are allowed
 * @param {number} options.digitsPerSegment the most digits to return
 * @returns {import('./beam-search.js').Candidate[]} digits first, best first
 */
export function candidatesOf(segment, probabilities, mark, { classes, height, graphemes, digitsPerSegment }) {
  const rejects = classes.includes(NON_DIGIT);
  const cost = costOf(segment, height);
  /** @type {(grapheme: string, probability: number, score: number) => import('./beam-search.js').Candidate} */
  const candidate = (grapheme, probability, score) => ({ segment, grapheme, probability, score, probabilities });
  /** @type {(grapheme: string, probability: number, extra: number) => import('./beam-search.js').Candidate} */
  const scored = (grapheme, probability, extra) =>
    candidate(grapheme, probability, Math.log(Math.max(probability, LEAST)) - cost - extra);
  const small = WEIGHTS.small * Math.max(0, Math.log(SMALL / sizeOf(segment, height)));
  const digits = DIGITS.map((digit, i) => scored(digit, probabilities[i], small))
    .filter(({ grapheme }) => graphemes.includes(grapheme))
    .sort((a, b) => b.score - a.score);
  const candidates = digits.slice(0, digitsPerSegment);
  if (mark && graphemes.includes(mark)) candidates.push(candidate(mark, 1, -WEIGHTS.mark));
  if (rejects) {
    // two digits in one segment are a non-digit, which is no evidence against the two: so non-digits cost,
    // but never rank behind a digit of the same segment that is much less probable
    const nonDigit = scored('', probabilities[classes.indexOf(NON_DIGIT)], WEIGHTS.nonDigit);
    const [best] = candidates;
    if (best && nonDigit.probability > ODDS * best.probability) {
      nonDigit.score = Math.max(nonDigit.score, best.score + 1e-6);
    }
    candidates.push(nonDigit);
  }
  return candidates;
}

/** @param {import('./segments.js').Segment} segment @param {number} height */
function costOf({ gap, cuts, box }, height) {
  const [width, high] = [widthOf(box) / height, heightOf(box) / height];
  return WEIGHTS.gap * Math.max(0, gap) + WEIGHTS.cut * cuts + WEIGHTS.wide * Math.max(0, width - Math.max(1, high));
}

/** @param {import('./segments.js').Segment} segment @param {number} height */
const sizeOf = ({ box }, height) => Math.max(heightOf(box), 0.6 * widthOf(box), 1e-3 * height) / height;

/**
 * @param {number} height of the line's digits
 * @returns {(a: import('./segments.js').Segment, b: import('./segments.js').Segment) => number} what two adjacent
 *   segments add to the score, at most 0
 */
export const betweenSegments = (height) => (a, b) =>
  -WEIGHTS.overlap * Math.max(0, (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)) / height);
