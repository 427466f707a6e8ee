/** Leaves out strokes that are no writing: lines and frames (furniture.js), and ink gone over (retraced.js). Pure. */

import { heightOf, union, widthOf } from '../ink/boxes.js';
import { furnitureOf, toInk } from './furniture.js';
import { retracedOf } from './retraced.js';

const MOST = 500; // strokes: drawings of more are left as they are, for time
const [SMALLEST, LARGEST] = [1e-100, 1e100]; // CSS px: with others, squares are 0 or infinite

/**
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @returns {number[]} the indices of strokes to read, ascending: those without points are not among them
 */
export function strokesToRead(drawing) {
  const present = [...drawing.keys()].filter((i) => drawing[i].length);
  if (present.length < 2 || present.length > MOST) return present;
  const strokes = present.map((i) => toInk(drawing[i]));
  const all = union(strokes.map(({ box }) => box));
  const size = Math.max(widthOf(all), heightOf(all));
  if (!(size > SMALLEST && size < LARGEST)) return present;
  const first = furnitureOf(strokes);
  const retraced = retracedOf(strokes.filter((stroke) => !first.has(stroke)));
  const furniture = retraced.size ? furnitureOf(strokes.filter((stroke) => !retraced.has(stroke))) : first;
  return present.filter((_, i) => !retraced.has(strokes[i]) && !furniture.has(strokes[i]));
}
