/** Divides the ink of one segment between two, side by side: in all ways that are plausible. Pure. */

import { boxOf, heightOf, middleX, union, widthOf } from '../ink/boxes.js';
import { cutsOf } from './cuts.js';

const CUT_STROKES = 4; // the widest: others are not cut
const EVEN_CUTS = 7; // of each, at equal numbers of points, beside those that stand out
const MOST = 24; // splits

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 */

/**
 * @param {Drawing} drawing
 * @param {Part[]} parts ink that can be divided: not one point, or the stretch between two points of a longer stroke
 * @returns {[Part[], Part[]][]} left and right side: at least one way
 */
export function splitsOf(drawing, parts) {
  const boxes = parts.map(({ stroke, begin, end }) => boxOf(drawing[stroke], begin, end));
  const height = heightOf(union(boxes)) || widthOf(union(boxes));
  const middles = boxes.map(middleX);
  const order = [...parts.keys()].sort((a, b) => middles[a] - middles[b]);
  const between = evenly(order.length - 1, MOST / 2).map((at) => sides(order.slice(0, at), order.slice(at)));
  const widest = [...parts.keys()].sort(
    (a, b) => widthOf(boxes[b]) - widthOf(boxes[a]) || lengthOf(parts[b]) - lengthOf(parts[a]),
  );
  const through = widest.slice(0, CUT_STROKES).flatMap(cut);
  return [...between, ...through].slice(0, MOST);

  /** @param {number[]} left @param {number[]} right indices of parts @returns {[Part[], Part[]]} */
  function sides(left, right) {
    return [byTime(left.map((i) => parts[i])), byTime(right.map((i) => parts[i]))];
  }

  /** Cuts one of the parts; the others go to the nearer side. @param {number} index @returns {[Part[], Part[]][]} */
  function cut(index) {
    const { stroke, begin, end } = parts[index];
    const points = drawing[stroke].slice(begin, end);
    if (points.length < 2 || (points.length === 2 && drawing[stroke].length > 2)) return [];
    const last = points.length - 1;
    const found = [...cutsOf(points, height), ...evenly(last - 1, EVEN_CUTS)].filter((at) => at > 0 && at < last);
    const cuts = points.length === 2 ? [0] : [...new Set(found)];
    return cuts.map((at) => {
      const first = { stroke, begin, end: begin + at + 1 };
      const second = { stroke, begin: begin + (points.length === 2 ? 1 : at), end }; // a cut belongs to both sides
      const [x1, x2] = [first, second].map((one) => middleX(boxOf(drawing[stroke], one.begin, one.end)));
      const [left, right] = x1 <= x2 ? [first, second] : [second, first];
      const middle = (x1 + x2) / 2;
      const others = [...parts.keys()].filter((i) => i !== index);
      return [
        byTime([left, ...others.filter((i) => middles[i] <= middle).map((i) => parts[i])]),
        byTime([right, ...others.filter((i) => middles[i] > middle).map((i) => parts[i])]),
      ];
    });
  }
}

/** @param {Part} part */
const lengthOf = ({ begin, end }) => end - begin;

/** @param {Part[]} parts */
const byTime = (parts) => parts.sort((a, b) => a.stroke - b.stroke || a.begin - b.begin);

/**
 * @param {number} count
 * @param {number} most
 * @returns {number[]} at most `most` of the numbers 1 to count, at equal distances
 */
function evenly(count, most) {
  const steps = Math.min(count, Math.floor(most));
  return Array.from({ length: Math.max(0, steps) }, (_, i) => Math.ceil(((i + 0.5) * count) / steps));
}
