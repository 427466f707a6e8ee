/**
 * Strokes -> the number they are, while it grows. Pure: it is given the network.
 *
 * 1. Strokes become lines (lines.js), each line's strokes atoms from left to right, wide strokes cut
 *    where digits may be joined; neighbouring atoms become groups that may be one digit (groups.js).
 * 2. The network weighs every group that it has not seen before (weighing.js).
 * 3. Dynamic programming finds the best ways through them (choices.js, paths.js), which become
 *    predictions (predictions.js).
 *
 * The result has the shape of WICG's HandwritingPrediction
 * (https://wicg.github.io/handwriting-recognition/) plus confidences and probabilities.
 */

import { boxOf } from './boxes.js';
import { beside, choicesOf } from './choices.js';
import { toAtoms, toGroups } from './groups.js';
import { limitsOf } from './limits.js';
import { toLines } from './lines.js';
import { marksOf } from './marks.js';
import { bestPaths } from './paths.js';
import { toPredictions } from './predictions.js';
import { createWeighing } from './weighing.js';

/**
 * @typedef {object} Reading
 * @property {import('./predictions.js').Prediction[]} predictions best first; none for a blank drawing
 * @property {import('./paths.js').Path[]} best the best path of each line: what is no digit, too
 * @property {boolean} isPartial whether time was up before all ink was looked at: then this is what the
 *   first strokes are. Reading the same strokes again goes on from there.
 */

/** @returns {(drawing, network, hint, isLate) => Reading} that remembers what it has weighed */
export function createReader() {
  const weigh = createWeighing();

  /**
   * @param {{x: number, y: number}[][]} drawing whose strokes may have grown since, but not changed
   * @param {Pick<import('./networks.js').Network, 'classify' | 'maps' | 'classes'>} network
   * @param {import('./limits.js').Hint} hint
   * @param {() => boolean} isLate whether time is up
   * @returns {Reading}
   */
  return function read(drawing, network, hint, isLate = () => false) {
    const limits = limitsOf(hint);
    const present = [...drawing.keys()].filter((i) => drawing[i].length);
    const lines = present.length ? toLines(present.map((i) => boxOf(drawing[i]))) : [];
    const paths = [];
    let isPartial = false;
    for (const { members, height } of lines) {
      const atoms = toAtoms(drawing, members.map((i) => present[i]), height);
      const groups = toGroups(drawing, atoms, height);
      const found = weigh(drawing, network, groups.map(({ parts }) => parts), isLate);
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

/** The best paths through the first `count` atoms of a line. */
function pathsOf({ atoms, groups, found, height, count }, classes, limits) {
  const marks = marksOf(atoms, height);
  const { graphemes } = limits;
  const candidates = [];
  found.forEach((all, i) => {
    const group = groups[i];
    const mark = group.first === group.last ? marks[group.first] : '';
    if (group.last < count) {
      candidates.push({ group, all, choices: choicesOf(group, all, mark, { classes, height, graphemes }) });
    }
  });
  const paths = bestPaths(count, candidates, { ...limits, between: beside(height) });
  return paths.filter(({ text }) => limits.accepts(text));
}
