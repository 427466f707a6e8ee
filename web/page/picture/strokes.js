/** A graph of centre lines -> strokes, in the order and direction in which most people write. Pure. */

/**
 * @typedef {import('./graph.js').Point} Point
 * @typedef {import('./graph.js').Graph} Graph
 */

const AHEAD = 3; // depths from a junction, to see in which direction a path leaves it
const STRAIGHT = 75; // degrees by which a stroke turns at a junction, at most
const SPACING = 0.35; // of the pen: distance of points
const SMOOTH = 0.5; // of the pen: on each side, points are averaged
const RISE = 0.35; // of the distance of a stroke's ends: with more it begins at the upper one, else at the left one

/**
 * @param {Graph} graph of one component
 * @param {number} pen its width, in pixels
 * @returns {Point[][]} strokes with points at equal distances: at junctions, the straightest paths go on
 */
export function toStrokes({ nodes, paths }, pen) {
  /** @type {Map<number, {path: number, isEnd: boolean, x: number, y: number}[]>} ends of paths at each node */
  const at = new Map();
  paths.forEach(({ from, to, points }, path) => {
    for (const [node, isEnd] of /** @type {[number, boolean][]} */ ([
      [from, false],
      [to, true],
    ])) {
      const away = isEnd ? [...points].reverse() : points;
      const direction = leaving(away, AHEAD * Math.max(1, nodes[node].depth));
      at.set(node, [...(at.get(node) ?? []), { path, isEnd, ...direction }]);
    }
  });
  /** @type {Map<string, string>} end of a path -> that of the next */
  const next = new Map();
  const nameOf = (/** @type {{path: number, isEnd: boolean}} */ { path, isEnd }) => `${path} ${isEnd}`;
  for (const ends of at.values()) {
    const pairs = ends.flatMap((a, i) =>
      ends.slice(i + 1).map((b) => ({ a, b, turn: Math.acos(Math.max(-1, Math.min(1, -(a.x * b.x + a.y * b.y)))) })),
    );
    pairs.sort((one, other) => one.turn - other.turn);
    const isClosed = ends.length === 2; // a closed line
    for (const { a, b, turn } of pairs) {
      if (isClosed || turn > (STRAIGHT * Math.PI) / 180 || next.has(nameOf(a)) || next.has(nameOf(b))) continue;
      next.set(nameOf(a), nameOf(b));
      next.set(nameOf(b), nameOf(a));
    }
  }
  /** @type {Point[][]} */
  const strokes = [];
  const done = new Set();
  const starts = paths.flatMap((_, path) => [false, true].map((isEnd) => ({ path, isEnd })));
  // those that begin where no other ends; then those that run in circles
  for (const start of [...starts.filter((end) => !next.has(nameOf(end))), ...starts]) {
    if (done.has(start.path)) continue;
    /** @type {Point[]} */
    const points = [];
    let end = start;
    for (;;) {
      done.add(end.path);
      const own = paths[end.path].points;
      points.push(...(end.isEnd ? [...own].reverse() : own).slice(points.length ? 1 : 0));
      const following = next.get(nameOf({ path: end.path, isEnd: !end.isEnd }));
      if (following === undefined) break;
      const [path, isEnd] = following.split(' ');
      end = { path: Number(path), isEnd: isEnd === 'true' };
      if (done.has(end.path)) break;
    }
    strokes.push(directed(resampled(smoothed(resampled(points, 1), SMOOTH * pen), Math.max(1, SPACING * pen))));
  }
  return strokes;
}

/**
 * The direction from the first of some points to one that is some way off, or the last.
 *
 * @param {Point[]} points
 * @param {number} reach in pixels
 * @returns {Point} of length 1
 */
function leaving(points, reach) {
  const [first] = points;
  const far = points.find(({ x, y }) => Math.hypot(x - first.x, y - first.y) >= reach) ?? points[points.length - 1];
  const length = Math.hypot(far.x - first.x, far.y - first.y) || 1;
  return { x: (far.x - first.x) / length, y: (far.y - first.y) / length };
}

/**
 * @param {Point[]} points
 * @param {number} spacing in pixels
 * @returns {Point[]} at equal distances along the line, with its ends
 */
export function resampled(points, spacing) {
  const along = [0];
  for (let i = 1; i < points.length; i++) {
    along.push(along[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
  }
  const whole = along[along.length - 1];
  if (!(whole > 0)) return [points[0]];
  const count = Math.max(1, Math.round(whole / spacing));
  let before = 0;
  return Array.from({ length: count + 1 }, (_, k) => {
    const wanted = (whole * k) / count;
    while (before < points.length - 2 && along[before + 1] <= wanted) before++;
    const part = Math.min(1, (wanted - along[before]) / (along[before + 1] - along[before] || 1));
    const [a, b] = [points[before], points[before + 1]];
    return { x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) };
  });
}

/**
 * Averages each point with those beside it, fewer towards the ends, which stay.
 *
 * @param {Point[]} points at a distance of one pixel
 * @param {number} reach in pixels
 */
function smoothed(points, reach) {
  const most = Math.max(1, Math.round(reach));
  return points.map((point, i) => {
    const own = Math.min(most, i, points.length - 1 - i);
    if (!own) return point;
    let [x, y] = [0, 0];
    for (let k = i - own; k <= i + own; k++) {
      x += points[k].x;
      y += points[k].y;
    }
    return { x: x / (2 * own + 1), y: y / (2 * own + 1) };
  });
}

/**
 * Turns a stroke round if it would begin at the wrong end; a closed one begins at its top and goes to the left.
 *
 * @param {Point[]} points
 */
function directed(points) {
  const [first, last] = [points[0], points[points.length - 1]];
  const [x, y] = [last.x - first.x, last.y - first.y];
  const size = Math.hypot(x, y);
  if (points.length > 8 && size < 1.5) {
    const open = points.slice(0, -1);
    const top = open.reduce((best, point, i) => (point.y < open[best].y ? i : best), 0);
    const turned = [...open.slice(top), ...open.slice(0, top + 1)];
    const area = turned.reduce((sum, point, i) => {
      const other = turned[(i + 1) % turned.length];
      return sum + point.x * other.y - other.x * point.y;
    }, 0);
    return area > 0 ? turned.reverse() : turned; // y points down: a positive area runs clockwise
  }
  const isWrong = Math.abs(y) > RISE * size ? y < 0 : x < 0;
  return isWrong ? points.reverse() : points;
}
