/**
 * Strokes -> lines of writing, each with the height of its digits. Pure.
 *
 * @typedef {import('../ink/boxes.js').Box} Box
 * @typedef {{members: number[], box: Box}} Line indices of its strokes, and the box around the tall ones
 */

import { heightOf, middleY, union, widthOf } from '../ink/boxes.js';
import { median } from '../lib/math.js';

const TALL = 0.45; // of the tallest stroke: lower ones may be bars, dots or hats, and begin no line
const LINE_GAP = 0.12; // of the digits' height: paper between lines
const SINGLE_GAP = 0.25; // of the digits' height: paper between two lines of a single stroke each
const DOT = 0.01; // of the drawing's size: the height of dots
const LEAST = 1e-9; // of the drawing's size: lower strokes are dots, too
const MIDDLES = 0.75; // of the digits' height: distance between the middles of lines that overlap

/**
 * @param {Box[]} boxes of strokes
 * @returns {{members: number[], height: number}[]} lines from top to bottom: the indices of their strokes, and
 *   the height of their digits
 */
export function toLines(boxes) {
  const tallest = tallestOf(boxes);
  const isTall = boxes.map((box) => heightOf(box) >= TALL * tallest);
  const tall = [...boxes.keys()].filter((i) => isTall[i]);
  tall.sort((a, b) => middleY(boxes[a]) - middleY(boxes[b]) || boxes[a].left - boxes[b].left);
  const height = median(tall.map((i) => heightOf(boxes[i])));
  const lines = merged(rows(tall, boxes, height), height);
  attach(lines, boxes, isTall);
  const size = sizeOf(boxes);
  return lines.map(({ members }) => {
    const own = median(members.filter((i) => isTall[i]).map((i) => heightOf(boxes[i])));
    return { members, height: digitHeightOf(own || tallest, size) };
  });
}

/** @param {Box[]} boxes of strokes @returns {number} the height of the digits, above 0 */
export function digitHeight(boxes) {
  const tallest = tallestOf(boxes);
  const height = median(boxes.map(heightOf).filter((one) => one >= TALL * tallest));
  return digitHeightOf(height || tallest, sizeOf(boxes));
}

/**
 * The height of the digits, above 0: where there are but dots, so low that each is apart.
 *
 * @param {number} found in their boxes
 * @param {number} size of the drawing
 */
const digitHeightOf = (found, size) => (found > LEAST * size ? found : DOT * size || 1);

/** @param {Box[]} boxes */
function sizeOf(boxes) {
  const all = union(boxes);
  return Math.max(0, widthOf(all), heightOf(all));
}

/** @param {Box[]} boxes */
const tallestOf = (boxes) => boxes.reduce((most, box) => Math.max(most, heightOf(box), widthOf(box) / 4), 0);

/**
 * Splits strokes, from top to bottom, into lines: one far below all before it begins a line.
 *
 * @param {number[]} tall indices of the tall strokes
 * @param {Box[]} boxes
 * @param {number} height of the digits
 * @returns {Line[]} at least one
 */
function rows(tall, boxes, height) {
  /** @type {Line[]} */
  const lines = [];
  let last = boxes[tall[0]];
  for (const i of tall) {
    const box = boxes[i];
    const line = lines.at(-1);
    if (!line || box.top - line.box.bottom > LINE_GAP * height || middleY(box) - middleY(last) > MIDDLES * height) {
      lines.push({ members: [i], box });
    } else {
      line.members.push(i);
      line.box = union([line.box, box]);
    }
    last = box;
  }
  return lines.length ? lines : [{ members: [], box: union(boxes) }];
}

/**
 * Merges a line of a single stroke with the one above it, unless there is paper between: it is half of an 8.
 *
 * @param {Line[]} lines
 * @param {number} height of the digits
 */
function merged(lines, height) {
  /** @type {Line[]} */
  const kept = [];
  for (const line of lines) {
    const above = kept.at(-1);
    const singles = [above, line].filter((one) => one?.members.length === 1).length;
    if (above && (line.box.top - above.box.bottom) / height <= [-Infinity, LINE_GAP, SINGLE_GAP][singles]) {
      for (const i of line.members) above.members.push(i);
      above.box = union([above.box, line.box]);
    } else kept.push(line);
  }
  return kept;
}

/**
 * Adds each low stroke to the nearest line.
 *
 * @param {Line[]} lines
 * @param {Box[]} boxes
 * @param {boolean[]} isTall
 */
function attach(lines, boxes, isTall) {
  boxes.forEach((box, i) => {
    if (isTall[i]) return;
    const y = middleY(box);
    let [nearest, least] = [lines[0], Infinity];
    for (const line of lines) {
      const distance = Math.max(line.box.top - y, y - line.box.bottom, 0);
      if (distance < least) [nearest, least] = [line, distance];
    }
    nearest.members.push(i);
  });
}
