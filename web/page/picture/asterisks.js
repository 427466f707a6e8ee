/** Asterisks before and after an amount, written so that nobody adds a digit: they are not read. Pure. */

import { lengthOf } from './graph.js';

const RAYS = 5; // ends around one crossing, at least: digits and marks have four at most
const WIDEST = (2 * Math.PI) / 3; // angle between two neighbours, at most: one ray of six may be hidden
const EVEN = 0.55; // of the longest ray is the shortest, at least
const STRAIGHT = 1.2; // times the rays are all lines together, at most
const TOGETHER = 0.4; // of the mean ray: distance of crossings from their middle, at most

/**
 * @param {import('./graph.js').Graph} graph pruned
 * @param {import('./components.js').Labels} labels of components
 * @returns {Set<number>} labels of the components that are asterisks
 */
export function asterisksIn({ nodes, paths }, { width, values }) {
  /** @type {Map<number, typeof paths>} */
  const byLabel = new Map();
  for (const path of paths) {
    const { x, y } = path.points[path.points.length >> 1];
    const label = values[Math.floor(y) * width + Math.floor(x)];
    byLabel.set(label, [...(byLabel.get(label) ?? []), path]);
  }
  const found = new Set();
  for (const [label, own] of byLabel) if (own.length >= RAYS && isAsterisk(nodes, own)) found.add(label);
  return found;
}

/** @param {import('./graph.js').Node[]} nodes @param {import('./graph.js').Path[]} paths of one component */
function isAsterisk(nodes, paths) {
  /** @type {Map<number, number>} number of paths at each node */
  const degrees = new Map();
  for (const end of paths.flatMap(({ from, to }) => [from, to])) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const places = [...degrees.keys()];
  if (paths.length !== places.length - 1) return false; // it has a loop
  const ends = places.filter((node) => degrees.get(node) === 1).map((node) => nodes[node]);
  const crossings = places.filter((node) => degrees.get(node) !== 1).map((node) => nodes[node]);
  if (ends.length < RAYS) return false;
  const middle = (/** @type {'x' | 'y'} */ axis) =>
    crossings.reduce((sum, one) => sum + one[axis], 0) / crossings.length;
  const [x, y] = [middle('x'), middle('y')];
  const rays = ends.map((end) => Math.hypot(end.x - x, end.y - y));
  const angles = ends.map((end) => Math.atan2(end.y - y, end.x - x)).sort((a, b) => a - b);
  const gaps = angles.map((angle, i) => (i ? angle - angles[i - 1] : angle - angles[angles.length - 1] + 2 * Math.PI));
  const whole = rays.reduce((sum, ray) => sum + ray, 0);
  const lines = paths.reduce((sum, { points }) => sum + lengthOf(points), 0);
  return (
    Math.max(...gaps) <= WIDEST &&
    Math.min(...rays) >= EVEN * Math.max(...rays) &&
    crossings.every((one) => Math.hypot(one.x - x, one.y - y) <= (TOGETHER * whole) / rays.length) &&
    lines <= STRAIGHT * whole
  );
}
