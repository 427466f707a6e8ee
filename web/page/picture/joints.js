/**
 * Where traced strokes meet: digits that touch have one component of ink, and its strokes may run from one digit into
 * the next. Pure.
 *
 * @typedef {import('./graph.js').Point} Point
 *
 * @typedef {object} Joints of the strokes of one component
 * @property {number[]} strokes indices
 * @property {number[][]} cuts of each of them: indices of the points at which others meet it, ascending
 */

const NEAR = 0.6; // of the pen: strokes that are nearer meet
const APART = 3; // of the pen, along a stroke: where it comes so near to itself again, it crosses itself

/**
 * @param {Point[][]} strokes with points at equal distances
 * @param {number} pen its width
 * @returns {Joints[]} of each component of several strokes, or of one that meets itself
 */
export function toJoints(strokes, pen) {
  const near = NEAR * pen;
  const boxes = strokes.map((points) => ({
    left: Math.min(...points.map(({ x }) => x)) - near,
    right: Math.max(...points.map(({ x }) => x)),
    top: Math.min(...points.map(({ y }) => y)) - near,
    bottom: Math.max(...points.map(({ y }) => y)),
  }));
  /** @type {Set<number>[]} */
  const cuts = strokes.map(() => new Set());
  const component = strokes.map((_, i) => i);
  const rootOf = (/** @type {number} */ i) => {
    while (component[i] !== i) i = component[i];
    return i;
  };
  for (let i = 0; i < strokes.length; i++) {
    for (const at of meetings(strokes[i], strokes[i], near, APART * pen)) cuts[i].add(at);
    for (let j = i + 1; j < strokes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a.left > b.right || b.left > a.right || a.top > b.bottom || b.top > a.bottom) continue;
      const found = meetings(strokes[i], strokes[j], near, 0);
      if (!found.length) continue;
      component[rootOf(j)] = rootOf(i);
      for (const at of found) cuts[i].add(at);
      for (const at of meetings(strokes[j], strokes[i], near, 0)) cuts[j].add(at);
    }
  }
  /** @type {Map<number, Joints>} */
  const groups = new Map();
  for (const [i, own] of cuts.entries()) {
    if (!own.size) continue;
    const group = groups.get(rootOf(i)) ?? { strokes: [], cuts: [] };
    group.strokes.push(i);
    group.cuts.push([...own].sort((a, b) => a - b));
    groups.set(rootOf(i), group);
  }
  return [...groups.values()];
}

/**
 * Returns the indices of points of a stroke where another comes nearest to it.
 *
 * @param {Point[]} stroke
 * @param {Point[]} other
 * @param {number} near
 * @param {number} apart distance along the stroke at least, if both are the same
 */
function meetings(stroke, other, near, apart) {
  const spacing = stroke.length > 1 ? Math.hypot(stroke[1].x - stroke[0].x, stroke[1].y - stroke[0].y) : 1;
  const found = [];
  let [best, least] = [-1, Infinity];
  for (let i = 0; i <= stroke.length; i++) {
    let distance = Infinity;
    if (i < stroke.length) {
      for (let k = 0; k < other.length; k++) {
        if (apart && Math.abs(k - i) * spacing < apart) continue;
        distance = Math.min(distance, Math.hypot(stroke[i].x - other[k].x, stroke[i].y - other[k].y));
      }
    }
    if (distance <= near) {
      if (distance < least) [best, least] = [i, distance];
    } else if (best >= 0) {
      found.push(best);
      [best, least] = [-1, Infinity];
    }
  }
  return found;
}
