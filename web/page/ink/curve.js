/**
 * A curve through the points of a stroke, for pens that record few of them: twin of train/features/curve.py, which
 * explains it and cites the source. Pure.
 */

export const DENSE = 2; // pixels: points that are nearer are joined by straight lines
export const STEP = 1; // pixels: distance between the points added, along the straight line
const SAME = 1e-9; // pixels: nearer points are one, and give no direction

/**
 * @param {Float64Array} flat a stroke in pixels: [x, y, x, y, ...]
 * @returns {Float64Array} the same with the points of the curve added; the same array if there are none
 */
export function curve(flat) {
  const count = flat.length / 2;
  const pieces = [];
  let added = 0;
  for (let i = 0; i + 1 < count; i++) {
    const length = Math.sqrt((flat[2 * i + 2] - flat[2 * i]) ** 2 + (flat[2 * i + 3] - flat[2 * i + 1]) ** 2);
    pieces.push(length > DENSE ? Math.ceil(length / STEP) : 1);
    added += pieces[i] - 1;
  }
  if (!added) return flat;
  const found = new Float64Array(flat.length + 2 * added);
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (const axis of [0, 1]) found[at + axis] = flat[2 * i + axis];
    at += 2;
    if (!(pieces[i] > 1)) continue;
    const tangents = tangentsOf(flat, i);
    for (let step = 1; step < pieces[i]; step++, at += 2) {
      const t = step / pieces[i];
      for (const axis of [0, 1]) {
        const chord = flat[2 * i + 2 + axis] - flat[2 * i + axis];
        const bend = (1 - t) * (tangents[axis] - chord) - t * (tangents[2 + axis] - chord);
        found[at + axis] = flat[2 * i + axis] + t * chord + t * (1 - t) * bend;
      }
    }
  }
  return found;
}

/**
 * @param {Float64Array} flat
 * @param {number} i the first of two points
 * @returns {number[]} the tangents, x and y, with which the curve leaves it and arrives at the next one
 */
function tangentsOf(flat, i) {
  const before = i > 0 ? span(flat, i - 1) : 0;
  const between = span(flat, i);
  const after = 2 * i + 4 < flat.length ? span(flat, i + 1) : 0;
  const leaves = [0, 0];
  const arrives = [0, 0];
  for (const axis of [0, 1]) {
    const [here, there] = [flat[2 * i + axis], flat[2 * i + 2 + axis]];
    const chord = there - here;
    const tangent = (/** @type {number} */ to, /** @type {number} */ over, /** @type {number} */ neighbour) =>
      chord + between * (to / over - neighbour / (over + between));
    const first = before && tangent(here - flat[2 * i - 2 + axis], before, there - flat[2 * i - 2 + axis]);
    const last = after && tangent(flat[2 * i + 4 + axis] - there, after, flat[2 * i + 4 + axis] - here);
    leaves[axis] = before ? first : after ? 2 * chord - last : chord;
    arrives[axis] = after ? last : before ? 2 * chord - first : chord;
  }
  return [...leaves, ...arrives];
}

/**
 * Returns the root of the distance from a point to the next, 0 where both are one.
 *
 * @param {Float64Array} flat
 * @param {number} i
 */
function span(flat, i) {
  const length = Math.sqrt((flat[2 * i + 2] - flat[2 * i]) ** 2 + (flat[2 * i + 3] - flat[2 * i + 1]) ** 2);
  return length > SAME ? Math.sqrt(length) : 0;
}
