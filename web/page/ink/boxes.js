/** Bounding boxes of ink. Pure. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box CSS px, y down */

/** @type {Box} */
const EMPTY = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/**
 * @param {{x: number, y: number}[]} points
 * @param {number} [begin] index of the first point
 * @param {number} [end] index after the last point
 * @returns {Box} the bounding box; infinite and inside out for no points
 */
export function boxOf(points, begin = 0, end = points.length) {
  const box = { ...EMPTY };
  for (let i = begin; i < end; i++) {
    const { x, y } = points[i];
    if (x < box.left) box.left = x;
    if (x > box.right) box.right = x;
    if (y < box.top) box.top = y;
    if (y > box.bottom) box.bottom = y;
  }
  return box;
}

/** @param {Box[]} boxes @returns {Box} the smallest box around all of them */
export const union = (boxes) =>
  boxes.reduce(
    (all, box) => ({
      left: Math.min(all.left, box.left),
      top: Math.min(all.top, box.top),
      right: Math.max(all.right, box.right),
      bottom: Math.max(all.bottom, box.bottom),
    }),
    EMPTY,
  );

/** @param {Box} box */
export const widthOf = ({ left, right }) => right - left;
/** @param {Box} box */
export const heightOf = ({ top, bottom }) => bottom - top;
/** @param {Box} box */
export const middleX = ({ left, right }) => left + (right - left) / 2;
/** @param {Box} box */
export const middleY = ({ top, bottom }) => top + (bottom - top) / 2;
