/**
 * Strokes -> the number they are, while it grows. Pure: it is given the network.
 *
 * 1. Strokes become lines (lines.js), each line's strokes atoms from left to right, those cut that
 *    may hold several digits (cuts.js); neighbouring atoms become groups that may be one digit (groups.js).
 * 2. The network weighs every group that the last reading did not ask about (weighing.js).
 * 3. Dynamic programming finds the best ways through them (choices.js, paths.js), which become
 *    predictions (predictions.js).
 *
 * The result has the shape of WICG's HandwritingPrediction
 * (https://wicg.github.io/handwriting-recognition/) plus confidences and probabilities.
 */

import { boxOf } from '../ink/boxes.js';
import { beside, choicesOf } from './costs.js';
import { NONE } from '../network/classes.js';
import { isWide } from './cuts.js';
import { toAtoms, toGroups } from './segments.js';
import { limitsOf } from './constraints.js';
import { toLines } from './lines.js';
import { marksOf } from './punctuation.js';
import { bestPaths } from './beam-search.js';
import { toPredictions } from './predictions.js';
import { createWeighing } from './segment-cache.js';

const DOUBT = 0.2; // probability that a wide stroke is no digit: from here on it may be several

/**
 * @typedef {object} Reading
 * @property {import('./predictions.js').Prediction[]} predictions best first; none for a blank drawing
 * @property {import('./beam-search.js').Path[]} best the best path of each line: what is no digit, too
 * @property {boolean} isPartial whether time was up before all ink was looked at: then this is what the
 *   first strokes are. Reading the same strokes again goes on from there.
 */

/** @returns {(drawing, network, hint, isLate) => Reading} that remembers what the last reading has weighed */
export function createReader() {
  const { begin, weigh } = createWeighing();
  let isPartial = false;

  /**
   * @param {{x: number, y: number}[][]} drawing whose strokes may have grown since, but not changed
   * @param {Pick<import('../network/networks.js').Network, 'classify' | 'maps' | 'classes'>} network
   * @param {import('./constraints.js').Hint} hint
   * @param {() => boolean} isLate whether time is up
   * @returns {Reading}
   */
  return function read(drawing, network, hint, isLate = () => false) {
    const limits = limitsOf(hint);
    const present = [...drawing.keys()].filter((i) => drawing[i].length);
    const lines = present.length ? toLines(present.map((i) => boxOf(drawing[i]))) : [];
    const paths = [];
    begin(network, isPartial);
    isPartial = false;
    for (const { members, height } of lines) {
      const ask = (pieces) => weigh(drawing, pieces, isLate);
      const strokes = members.map((i) => present[i]);
      const atoms = toAtoms(drawing, strokes, height, severalOf(drawing, strokes, height, network.classes, ask));
      const groups = toGroups(drawing, atoms, height);
      const found = ask(groups.map(({ parts }) => parts));
      isPartial = found.length < groups.length;
      const count = isPartial ? groups[found.length].first : atoms.length;
      if (count) paths.push(pathsOf({ atoms, groups, found, height, count }, network.classes, limits));
      if (isPartial) break;
    }
    const isRefused = paths.some((line) => !line.length); // no answer is as the hint has it
    const predictions = paths.length && !isRefused ? toPredictions(paths, network.classes, hint.alternatives) : [];
    return { predictions, best: isRefused ? [] : paths.map(([best]) => best), isPartial };
  };
}

/** The strokes that may hold several digits: wide ones, of which the network doubts that they are one. */
function severalOf(drawing, strokes, height, classes, ask) {
  const wide = strokes.filter((stroke) => isWide(boxOf(drawing[stroke]), height));
  const found = ask(wide.map((stroke) => [{ stroke, begin: 0, end: drawing[stroke].length }]));
  const none = classes.indexOf(NONE);
  return new Set(wide.filter((_, i) => found[i] && (none < 0 || found[i][none] > DOUBT)));
}

/** The best paths through the first `count` atoms of a line. */
function pathsOf({ atoms, groups, found, height, count }, classes, limits) {
  const marks = marksOf(atoms, height);
  const candidates = [];
  found.forEach((all, i) => {
    const group = groups[i];
    const mark = group.first === group.last ? marks[group.first] : '';
    if (group.last < count) {
      candidates.push({ group, all, choices: choicesOf(group, all, mark, { classes, height, ...limits }) });
    }
  });
  const paths = bestPaths(count, candidates, { ...limits, between: beside(height) });
  return paths.filter(({ text }) => limits.accepts(text));
}
