/** The best paths of every line -> predictions. Pure. */

import { givenDigit } from '../network/classes.js';

// Measured on numbers that people wrote, and on letters: with these, what is 90 % sure is right as often.
const SHARPNESS = 2; // scores differ more than their sums tell: what speaks for one way speaks against the others
const UNCUT = 0.93; // for each end that is a cut: a U is two ones that are joined, as far as anybody can see

/**
 * @typedef {object} Prediction
 * @property {string} text what was read: numbers, a line each; '' for what is no digit
 * @property {number} confidence 0..1, that this is right
 * @property {Segment[]} segmentationResult one entry a grapheme, in reading order: what is no digit
 *   gives no grapheme for it
 *
 * @typedef {object} Segment
 * @property {string} grapheme
 * @property {number} beginIndex text.slice(beginIndex, endIndex) is the grapheme
 * @property {number} endIndex
 * @property {{strokeIndex: number, beginPointIndex: number, endPointIndex: number}[]} drawingSegments
 *   the ink it was read from; stroke.slice(beginPointIndex, endPointIndex) are its points
 * @property {number} confidence 0..1
 * @property {number[]} probabilities of the ten digits, given that it is one
 *
 * @typedef {import('./beam-search.js').Path & {confidence: number}} Line a path with how likely it is right
 */

/**
 * @param {import('./beam-search.js').Path[][]} lines for each the best paths, best first
 * @param {string[]} classes of the network
 * @param {number} count how many predictions at most
 * @returns {Prediction[]} best first; that nothing is a digit is among them only where nothing is likelier
 */
export function toPredictions(lines, classes, count) {
  const told = new Set();
  return together(lines.map(withConfidence), count * 2)
    .map((paths) => predictionOf(paths, classes))
    .filter(({ text }, i) => !told.has(text) && told.add(text) && (text || i === 0))
    .slice(0, count);
}

/** The best ways to take a path of each line, best first. */
function together(lines, count) {
  const score = (paths) => paths.reduce((sum, path) => sum + path.score, 0);
  return lines.reduce(
    (before, paths) =>
      before
        .flatMap((some) => paths.slice(0, count).map((path) => [...some, path]))
        .sort((a, b) => score(b) - score(a))
        .slice(0, count),
    [[]],
  );
}

/**
 * A path is as likely as the network takes its graphemes to be, and its way to divide the ink among all
 * ways. Against a path of digits only such paths count: two digits together are none, and yet two digits.
 *
 * @param {import('./beam-search.js').Path[]} paths of one line
 * @returns {Line[]}
 */
function withConfidence(paths) {
  const isOfDigits = ({ steps }) => steps.every(({ choice }) => choice.grapheme);
  const amongDigits = shares(paths.filter(isOfDigits));
  const amongAll = shares(paths);
  return paths.map((path) => {
    const share = (isOfDigits(path) ? amongDigits : amongAll).get(division(path));
    const likely = ({ candidate, choice }) => choice.p * UNCUT ** candidate.group.cuts;
    return { ...path, confidence: path.steps.reduce((product, step) => product * likely(step), share) };
  });
}

/** @returns {Map<string, number>} for each way to divide the ink how likely it is, of those of the paths */
function shares(paths) {
  const weights = new Map();
  let whole = 0;
  for (const path of paths) {
    const weight = Math.exp(SHARPNESS * (path.score - paths[0].score));
    weights.set(division(path), (weights.get(division(path)) ?? 0) + weight);
    whole += weight;
  }
  for (const [key, weight] of weights) weights.set(key, weight / whole);
  return weights;
}

const division = ({ steps }) => steps.map(({ candidate }) => candidate.group.last).join();

/** @param {Line[]} lines @param {string[]} classes @returns {Prediction} */
function predictionOf(lines, classes) {
  const read = lines.filter(({ text }) => text);
  const segmentationResult = [];
  let begin = 0;
  for (const { text, steps } of read) {
    for (const { candidate, choice } of steps) {
      if (choice.grapheme) segmentationResult.push(segmentOf(candidate, choice, begin++, classes));
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
function segmentOf({ group, all }, { grapheme, p }, beginIndex, classes) {
  return {
    grapheme,
    beginIndex,
    endIndex: beginIndex + 1,
    drawingSegments: group.parts.map(({ stroke, begin, end }) => ({
      strokeIndex: stroke,
      beginPointIndex: begin,
      endPointIndex: end,
    })),
    confidence: p,
    probabilities: [...givenDigit(all, classes)],
  };
}
