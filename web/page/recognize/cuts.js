/** Where one stroke may hold two digits: over-segmentation of wide strokes. Pure. */

import { boxOf, heightOf, widthOf } from '../ink/boxes.js';

const WIDE = 0.6; // of the digits' height: a narrower stroke is not cut
const PIECE = 0.22; // of the digits' height: a piece is as large at least
const MOST = 5; // cuts of one stroke
const TURNS = 80; // a stroke that turns more often is a scribble
const TURN = 0.04; // of the stroke's height: a top or bottom stands out by more
const COLUMNS = 24; // in which it is counted how often the pen passes

/** @param {import('../ink/boxes.js').Box} box of a stroke @param {number} height of the line's digits */
export const isWide = (box, height) => widthOf(box) > WIDE * height;

/**
 * Points at which a stroke may be cut: where it turns from going up or down to the other (the tops and
 * bottoms of ligatures), and in the middle of where nothing else of it is above or below.
 *
 * @param {{x: number, y: number}[]} points of one stroke
 * @param {number} height of the line's digits
 * @returns {number[]} indices, ascending; a piece ends at, and the next begins with, such a point
 */
export function cutsOf(points, height) {
  const least = TURN * heightOf(boxOf(points));
  const found = [...extrema(points, least), ...bridges(points)].sort((a, b) => a - b);
  if (found.length > TURNS) return [];
  const kept = [];
  let from = 0;
  for (const at of found) {
    if (isLarge(points, from, at + 1, height) && isLarge(points, at, points.length, height)) {
      kept.push(at);
      from = at;
    }
  }
  return thinned(kept, points);
}

const isLarge = (points, begin, end, height) => {
  const box = boxOf(points, begin, end);
  return Math.max(widthOf(box), heightOf(box)) >= PIECE * height;
};

/** Indices of local tops and bottoms that stand out by more than `least`. */
function extrema(points, least) {
  const found = [];
  let [low, high, way] = [0, 0, 0];
  points.forEach(({ y }, i) => {
    if (y > points[low].y) low = i;
    if (y < points[high].y) high = i;
    if (way >= 0 && points[low].y - y > least) {
      if (way) found.push(low);
      [way, high, low] = [-1, i, i];
    } else if (way <= 0 && y - points[high].y > least) {
      if (way) found.push(high);
      [way, high, low] = [1, i, i];
    }
  });
  return found;
}

/** Indices in the middle of where the pen alone, once, passes over a column: candidates for ligatures. */
function bridges(points) {
  const { left, right } = boxOf(points);
  const columnOf = ({ x }) => Math.floor(((x - left) / (right - left || 1)) * (COLUMNS - 1e-6));
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

/** At most MOST of the cuts, those nearest to the middle of the stroke's width. */
function thinned(cuts, points) {
  const { left, right } = boxOf(points);
  const off = (i) => Math.abs(points[i].x - (left + right) / 2);
  return [...cuts].sort((a, b) => off(a) - off(b)).slice(0, MOST).sort((a, b) => a - b);
}
