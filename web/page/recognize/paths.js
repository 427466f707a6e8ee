/** Strokes as paths: their length, and points along them. Pure. */

/** @typedef {{x: number, y: number}} Point */

/** @param {Point} a @param {Point} b @returns {number} */
export const distance = (a, b) => Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));

/** @param {Point[]} points @returns {number} */
export const pathLength = (points) =>
  points.reduce((length, point, i) => (i ? length + distance(points[i - 1], point) : 0), 0);

/**
 * @param {Point[]} points at least one
 * @param {number} count at least 2
 * @returns {Point[]} that many points along the path, at equal distances
 */
export function resampled(points, count) {
  const step = pathLength(points) / (count - 1);
  const found = [points[0]];
  let passed = 0; // length of the path up to the point before
  for (let i = 1; i < points.length && found.length < count - 1; i++) {
    const [from, to] = [points[i - 1], points[i]];
    const length = distance(from, to);
    while (found.length < count - 1 && found.length * step < passed + length) {
      const along = (found.length * step - passed) / length;
      found.push({ x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along });
    }
    passed += length;
  }
  while (found.length < count) found.push(points[points.length - 1]);
  return found;
}

/**
 * @param {Point} point
 * @param {Point[]} path at least one point
 * @returns {number} the distance to the nearest point of the path
 */
export function distanceToPath(point, path) {
  let least = distance(point, path[0]);
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1], path[i]];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const square = dx * dx + dy * dy;
    const along = square ? Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square)) : 0;
    least = Math.min(least, distance(point, { x: from.x + dx * along, y: from.y + dy * along }));
  }
  return least;
}
