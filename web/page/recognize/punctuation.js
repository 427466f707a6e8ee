/**
 * Finds punctuation marks: the decimal point or comma between digits, and the minus before them. Pure.
 *
 * @typedef {import('../ink/boxes.js').Box} Box
 * @typedef {import('./segments.js').Piece} Piece
 */

import { heightOf, middleX, middleY, widthOf } from '../ink/boxes.js';

// All by the digits' height.
const POINT_SIZE = 0.2; // at most
const BASELINE_GAP = 0.25; // of a point, above or below the line that digits stand on, at most
const COMMA_HEIGHT = 0.55; // at most
const COMMA_WIDTH = 0.3; // at most
const MINUS_LENGTH = [0.2, 1];
const MINUS_SLOPE = 0.3; // height by length, at most
const MINUS_POSITION = [0.25, 0.75]; // from the top of the digits

/**
 * @param {Piece[]} pieces of one line, from left to right
 * @param {number} height of its digits
 * @returns {string[]} for every piece the mark that it may be: '.', ',', '-' or ''
 */
export function marksOf(pieces, height) {
  const digits = pieces.filter(({ box }) => heightOf(box) > COMMA_HEIGHT * height).map(({ box }) => box);
  if (!digits.length) return pieces.map(() => '');
  const near = (/** @type {Box} */ box) => nearest(digits, box);
  return pieces.map(({ isWhole, box }, i) => {
    if (!isWhole) return '';
    if (i === 0) return isMinus(box, near(box), height, pieces[1]) ? '-' : '';
    if (i === pieces.length - 1 || touches(box, [pieces[i - 1], pieces[i + 1]])) return '';
    return pointOrComma(box, near(box).bottom, height);
  });
}

/**
 * Returns the box of the digit nearest to a mark: a line may climb, and the digit shows where it is.
 *
 * @param {Box[]} digits from left to right; of two that are as near, the first counts
 * @param {Box} box of the mark
 */
function nearest(digits, box) {
  const distance = (/** @type {number} */ i) => Math.abs(middleX(digits[i]) - middleX(box));
  const right = first(digits.length - 1, (i) => middleX(digits[i]) >= middleX(box));
  const least = Math.min(distance(right), distance(Math.max(right - 1, 0)));
  return digits[first(right, (i) => distance(i) <= least)];
}

/**
 * Binary search.
 *
 * @param {number} end
 * @param {(i: number) => boolean} isFound false, then true, as i grows
 * @returns {number} the first i from 0 on that is found; `end` if none is before it
 */
function first(end, isFound) {
  let begin = 0;
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if (isFound(middle)) end = middle;
    else begin = middle + 1;
  }
  return end;
}

/** @param {Box} box @param {Piece[]} others */
const touches = (box, others) => others.some(({ box: { left, right } }) => left < box.right && box.left < right);

/**
 * @param {Box} box
 * @param {Box} digit the nearest
 * @param {number} height of the line's digits
 * @param {Piece | undefined} next
 */
function isMinus(box, { top, bottom }, height, next) {
  const length = widthOf(box) / height;
  const down = (middleY(box) - top) / (bottom - top);
  return (
    next !== undefined &&
    !touches(box, [next]) &&
    length >= MINUS_LENGTH[0] &&
    length <= MINUS_LENGTH[1] &&
    heightOf(box) <= MINUS_SLOPE * widthOf(box) &&
    down >= MINUS_POSITION[0] &&
    down <= MINUS_POSITION[1]
  );
}

/** @param {Box} box @param {number} baseline @param {number} height of the line's digits */
function pointOrComma(box, baseline, height) {
  const [width, high] = [widthOf(box) / height, heightOf(box) / height];
  const above = (baseline - middleY(box)) / height;
  if (width <= POINT_SIZE && high <= POINT_SIZE && Math.abs(above) <= BASELINE_GAP) return '.';
  return width <= COMMA_WIDTH && high <= COMMA_HEIGHT && box.bottom > baseline && above <= BASELINE_GAP ? ',' : '';
}
