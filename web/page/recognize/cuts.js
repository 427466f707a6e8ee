/**
 * Cuts wide strokes that may hold several digits, rather too often than too rarely (over-segmentation). Pure.
 *
 * @typedef {import('../ink/drawing.js').Stroke} Stroke
 */

import { boxOf, heightOf, widthOf } from '../ink/boxes.js';

const WIDE = 0.6; // of the digits' height: narrower strokes are not cut
const MIN_PIECE = 0.22; // of the digits' height: size of a piece
const MIN_JOINED = 0.1; // of the digits' height: size of a piece between joints
const MAX_CUTS = 5; // of one stroke
const MAX_TURNS = 80; // a stroke that turns more often is a scribble
const MIN_TURN = 0.04; // of the stroke's height: tops and bottoms stand out by more
const COLUMNS = 24; // of a stroke's width: in each, the passes of the pen are counted

/**
 * @param {import('../ink/boxes.js').Box} box of a stroke
 * @param {number} height of the line's digits
 * @returns {boolean} whether the stroke may hold several digits
 */
export const isWide = (box, height) => widthOf(box) > WIDE * height;

/**
 * Finds the points at which to cut a stroke: where it turns up or down (the tops and bottoms of ligatures), and
 * in the middle of stretches with nothing else of the stroke above or below.
 *
 * @param {Stroke} points
 * @param {number} height of the line's digits
 * @returns {number[]} indices, ascending; a piece ends with such a point, and the next begins with it
 */
export function cutsOf(points, height) {
  const least = MIN_TURN * heightOf(boxOf(points));
  const found = [...extrema(points, least), ...bridges(points)].sort((a, b) => a - b);
  if (found.length > MAX_TURNS) return [];
  return thinned(apart(points, found, MIN_PIECE * height), points);
}

/**
 * Adds the points where a stroke meets others.
 *
 * @param {Stroke} points
 * @param {number[]} cuts of the stroke, ascending
 * @param {number[]} joints indices, ascending
 * @param {number} height of the line's digits
 * @returns {number[]} ascending: joints, and cuts far enough from them
 */
export function withJoints(points, cuts, joints, height) {
  const least = MIN_JOINED * height;
  const kept = apart(points, joints, least);
  const isFar = (/** @type {number} */ at) =>
    kept.every((other) => isLarge(points, Math.min(at, other), Math.max(at, other) + 1, least));
  return [...kept, ...cuts.filter(isFar)].sort((a, b) => a - b);
}

/**
 * Keeps cuts between which the pieces are large enough.
 *
 * @param {Stroke} points
 * @param {number[]} cuts ascending
 * @param {number} least size of a piece
 */
function apart(points, cuts, least) {
  const kept = [];
  let from = 0;
  for (const at of cuts) {
    if (isLarge(points, from, at + 1, least) && isLarge(points, at, points.length, least)) {
      kept.push(at);
      from = at;
    }
  }
  return kept;
}

/** @param {Stroke} points @param {number} begin @param {number} end @param {number} least */
const isLarge = (points, begin, end, least) => {
  const box = boxOf(points, begin, end);
  return Math.max(widthOf(box), heightOf(box)) >= least;
};

/**
 * Returns the indices of local tops and bottoms that stand out by more than `least`.
 *
 * @param {Stroke} points
 * @param {number} least in CSS px
 */
function extrema(points, least) {
  /** @type {number[]} */
  const found = [];
  let [low, high, direction] = [0, 0, 0];
  points.forEach(({ y }, i) => {
    if (y > points[low].y) low = i;
    if (y < points[high].y) high = i;
    if (direction >= 0 && points[low].y - y > least) {
      if (direction) found.push(low);
      [direction, high, low] = [-1, i, i];
    } else if (direction <= 0 && y - points[high].y > least) {
      if (direction) found.push(high);
      [direction, high, low] = [1, i, i];
    }
  });
  return found;
}

/**
 * Returns the indices in the middle of columns that the pen passes only once: these may be ligatures.
 *
 * @param {Stroke} points
 */
function bridges(points) {
  const { left, right } = boxOf(points);
  const columnOf = (/** @type {import('../ink/drawing.js').Point} */ { x }) =>
    Math.floor(((x - left) / (right - left || 1)) * (COLUMNS - 1e-6));
  const passes = new Array(COLUMNS).fill(0);
  const at = new Array(COLUMNS).fill(0);
  let last = columnOf(points[0]);
  passes[last] = 1;
  points.forEach((point, i) => {
    const column = columnOf(point);
    while (last !== column) {
      last += Math.sign(column - last);
      passes[last] += 1;
      at[last] = i;
    }
  });
  const found = [];
  for (let c = 0; c < COLUMNS; ) {
    let end = c;
    while (end < COLUMNS && passes[end] === 1) end++;
    if (end > c && c > 0 && end < COLUMNS) found.push(at[(c + end) >> 1]);
    c = Math.max(end, c + 1);
  }
  return found;
}

/**
 * Keeps at most MAX_CUTS of the cuts, those nearest to the middle of the stroke's width.
 *
 * @param {number[]} cuts
 * @param {Stroke} points
 */
function thinned(cuts, points) {
  const { left, right } = boxOf(points);
  const off = (/** @type {number} */ i) => Math.abs(points[i].x - (left + right) / 2);
  return [...cuts]
    .sort((a, b) => off(a) - off(b))
    .slice(0, MAX_CUTS)
    .sort((a, b) => a - b);
}
