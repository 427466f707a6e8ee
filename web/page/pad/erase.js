/** Erases whole strokes. Pure. */

/** @typedef {{x: number, y: number}} Point px of the drawing */

/**
 * @template {Point} T
 * @param {T[][]} strokes
 * @param {Point} from
 * @param {Point} to
 * @param {number} reach px around the line from one to the other
 * @returns {T[][]} the strokes that the line does not touch; the same array if it touches none
 */
export function withoutTouched(strokes, from, to, reach) {
  const left = strokes.filter((points) => !points.some((point, i) => isNear(from, to, points[i - 1] ?? point, point)));
  return left.length < strokes.length ? left : strokes;

  /** @param {Point} a @param {Point} b @param {Point} c @param {Point} d */
  function isNear(a, b, c, d) {
    const nearest = Math.min(toLine(a, c, d), toLine(b, c, d), toLine(c, a, b), toLine(d, a, b));
    return nearest <= reach || cross(a, b, c, d);
  }
}

/** Whether line a-b crosses line c-d. @param {Point} a @param {Point} b @param {Point} c @param {Point} d */
const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** On which side of line a-b point c is. @param {Point} a @param {Point} b @param {Point} c */
const side = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Returns the distance of a point to a line. @param {Point} point @param {Point} a @param {Point} b */
function toLine(point, a, b) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const along = ((point.x - a.x) * x + (point.y - a.y) * y) / (x * x + y * y || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - a.x - part * x, point.y - a.y - part * y);
}
