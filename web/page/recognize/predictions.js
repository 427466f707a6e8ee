/** The best hypotheses for every line -> predictions. Pure. */

import { digitProbabilities } from '../network/classes.js';

// Tuned on numbers that people wrote, and on letters: with these, readings of 90% confidence are right as often.
const SHARPNESS = 2; // scores differ more than they show: evidence for one segmentation is evidence against others
const UNCUT = 0.93; // for each end that is a cut: a joined pair of ones and a U look the same

/**
 * @typedef {object} Prediction
 * @property {string} text numbers, a line each; '' for non-digits
 * @property {number} confidence 0..1, that the text is right
 * @property {Segment[]} segmentationResult one for each grapheme, in reading order; none for non-digits
 * @property {boolean} [isPartial] true if it was cut off for time
 *
 * @typedef {object} Segment
 * @property {string} grapheme
 * @property {number} beginIndex text.slice(beginIndex, endIndex) is the grapheme
 * @property {number} endIndex
 * @property {{strokeIndex: number, beginPointIndex: number, endPointIndex: number}[]} drawingSegments its ink:
 *   stroke.slice(beginPointIndex, endPointIndex) are the points
 * @property {number} confidence 0..1
 * @property {number[]} probabilities of the ten digits, given that it is one
 *
 * @typedef {import('./beam-search.js').Hypothesis & {confidence: number}} Line a hypothesis with its confidence
 */

/**
 * @param {import('./beam-search.js').Hypothesis[][]} lines the best hypotheses for each line, best first
 * @param {string[]} classes of the network
 * @param {number} count the most predictions to return
 * @returns {Prediction[]} best first; one without a digit only if it is the best
 */
export function toPredictions(lines, classes, count) {
  const seen = new Set();
  return combinations(lines.map(withConfidence), count * 2)
    .map((hypotheses) => predictionOf(hypotheses, classes))
    .filter(({ text }, i) => !seen.has(text) && seen.add(text) && (text || i === 0))
    .slice(0, count);
}

/** Combines one hypothesis for each line, in all ways; returns the best ones, best first. */
function combinations(lines, count) {
  const score = (hypotheses) => hypotheses.reduce((sum, hypothesis) => sum + hypothesis.score, 0);
  return lines.reduce(
    (combined, hypotheses) =>
      combined
        .flatMap((chosen) => hypotheses.slice(0, count).map((hypothesis) => [...chosen, hypothesis]))
        .sort((a, b) => score(b) - score(a))
        .slice(0, count),
    [[]],
  );
}

/**
 * The confidence of a hypothesis is the probability of its graphemes times the share of its segmentation among
 * all segmentations. A hypothesis of digits competes with those of digits only: two digits taken together are a
 * non-digit, which is no evidence against the two.
 *
 * @param {import('./beam-search.js').Hypothesis[]} hypotheses for one line
 * @returns {Line[]}
 */
function withConfidence(hypotheses) {
  const isOfDigits = ({ candidates }) => candidates.every(({ grapheme }) => grapheme);
  const sharesOfDigits = segmentationShares(hypotheses.filter(isOfDigits));
  const shares = segmentationShares(hypotheses);
  return hypotheses.map((hypothesis) => {
    const share = (isOfDigits(hypothesis) ? sharesOfDigits : shares).get(segmentationOf(hypothesis));
    const factor = ({ probability, segment }) => probability * UNCUT ** segment.cuts;
    return {
      ...hypothesis,
      confidence: hypothesis.candidates.reduce((product, candidate) => product * factor(candidate), share),
    };
  });
}

/** Returns the probability of each segmentation, among those of the hypotheses: Map<string, number>. */
function segmentationShares(hypotheses) {
  const weights = new Map();
  let total = 0;
  for (const hypothesis of hypotheses) {
    const weight = Math.exp(SHARPNESS * (hypothesis.score - hypotheses[0].score));
    const key = segmentationOf(hypothesis);
    weights.set(key, (weights.get(key) ?? 0) + weight);
    total += weight;
  }
  for (const [key, weight] of weights) weights.set(key, weight / total);
  return weights;
}

const segmentationOf = ({ candidates }) => candidates.map(({ segment }) => segment.last).join();

/** @param {Line[]} lines @param {string[]} classes @returns {Prediction} */
function predictionOf(lines, classes) {
  const read = lines.filter(({ text }) => text);
  const segmentationResult = [];
  let begin = 0;
  for (const { candidates } of read) {
    for (const candidate of candidates) {
      if (candidate.grapheme) segmentationResult.push(segmentOf(candidate, begin++, classes));
    }
    begin += 1; // the newline
  }
  return {
    text: read.map(({ text }) => text).join('\n'),
    confidence: lines.reduce((product, line) => product * line.confidence, 1),
    segmentationResult,
  };
}

/** @returns {Segment} */
function segmentOf({ segment, grapheme, probability, probabilities }, beginIndex, classes) {
  return {
    grapheme,
    beginIndex,
    endIndex: beginIndex + 1,
    drawingSegments: segment.parts.map(({ stroke, begin, end }) => ({
      strokeIndex: stroke,
      beginPointIndex: begin,
      endPointIndex: end,
    })),
    confidence: probability,
    probabilities: [...digitProbabilities(probabilities, classes)],
  };
}
