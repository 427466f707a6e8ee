/** The distance between two lines of points. Pure. */

/** @typedef {import('../ink/drawing.js').Stroke} Points at least one */

/**
 * @param {Points} a
 * @param {Points} b
 * @returns {number} the least distance between the two, 0 where they cross
 */
export function distance(a, b) {
  let least = Infinity;
  for (let i = 0; i < Math.max(a.length - 1, 1); i++) {
    const [a1, a2] = [a[i], a[Math.min(i + 1, a.length - 1)]];
    for (let k = 0; k < Math.max(b.length - 1, 1); k++) {
      const [b1, b2] = [b[k], b[Math.min(k + 1, b.length - 1)]];
      if (cross(a1, a2, b1, b2)) return 0;
      least = Math.min(least, toLine(a1, b1, b2), toLine(a2, b1, b2), toLine(b1, a1, a2), toLine(b2, a1, a2));
    }
  }
  return Math.sqrt(least);
}

/** @typedef {{x: number, y: number}} Point */

/** The squared distance of a point to a line. @param {Point} point @param {Point} begin @param {Point} end */
function toLine({ x, y }, begin, end) {
  const [dx, dy] = [end.x - begin.x, end.y - begin.y];
  const length2 = dx * dx + dy * dy;
  const part = Math.min(1, Math.max(0, ((x - begin.x) * dx + (y - begin.y) * dy) / (length2 || 1)));
  const [offX, offY] = [x - begin.x - part * dx, y - begin.y - part * dy];
  return offX * offX + offY * offY;
}

/**
 * Returns whether two lines properly cross.
 *
 * @param {Point} a1
 * @param {Point} a2
 * @param {Point} b1
 * @param {Point} b2
 */
const cross = (a1, a2, b1, b2) => side(a1, a2, b1) * side(a1, a2, b2) < 0 && side(b1, b2, a1) * side(b1, b2, a2) < 0;

/** On which side of a line a point lies: the sign of a product. @param {Point} begin @param {Point} end @param {Point} point */
const side = (begin, end, point) =>
  Math.sign((end.x - begin.x) * (point.y - begin.y) - (end.y - begin.y) * (point.x - begin.x));
