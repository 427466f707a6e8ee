/**
 * Strokes with fewer points, on a lattice: the least number of points whose straight lines stay near the stroke. A
 * shortest path through the points, as H. Imai and M. Iri have it (Computational-geometric methods for polygonal
 * approximations of a curve, 1986). Pure.
 *
 * @typedef {{x: number, y: number, t: number}} TimedPoint
 */

const REACH = 64; // points that one line may replace: bounds the work for a long straight stroke

/**
 * A line is allowed if each point that it replaces is near it. Then each point of the line is near the stroke, too:
 * while the pen moved from one end to the other, the nearest point of the line moved all along it.
 *
 * @param {TimedPoint[]} points at least one, in steps of the lattice
 * @param {number} tolerance in steps, at least half a diagonal: no point of either path is farther from the other
 * @param {number} [longest] line that replaces points, in steps
 * @returns {TimedPoint[]} some of the points, rounded: the first and the last are always there
 */
export function simplify(points, tolerance, longest = Infinity) {
  const rounded = points.map(({ x, y, t }) => ({ x: Math.round(x), y: Math.round(y), t: Math.round(t) }));
  const lines = [0]; // to reach each point
  /** @type {number[]} before each point, the last one on the way to it */
  const from = [];
  for (let end = 1; end < points.length; end++) {
    lines[end] = Infinity;
    for (let begin = end - 1; begin >= Math.max(0, end - REACH); begin--) {
      if (lines[begin] + 1 >= lines[end]) continue;
      if (end - begin > 1 && Math.hypot(points[end].x - points[begin].x, points[end].y - points[begin].y) > longest)
        continue;
      if (!isNear(points, begin, end, rounded, tolerance)) continue;
      lines[end] = lines[begin] + 1;
      from[end] = begin;
    }
  }
  const kept = [];
  for (let at = points.length - 1; at !== undefined; at = from[at]) kept.unshift(rounded[at]);
  return kept;
}

/** @param {TimedPoint[]} points @param {number} begin @param {number} end @param {TimedPoint[]} rounded @param {number} tolerance */
function isNear(points, begin, end, rounded, tolerance) {
  for (let i = begin + 1; i < end; i++) {
    if (distance(points[i], rounded[begin], rounded[end]) > tolerance) return false;
  }
  return true;
}

/** @typedef {{x: number, y: number}} Point */

/** Returns the distance of a point from a line with two ends. @param {Point} point @param {Point} a @param {Point} b */
function distance({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(a.x + part * dx - x, a.y + part * dy - y);
}
