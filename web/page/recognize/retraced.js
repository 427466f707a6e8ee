/** Finds strokes that go over ink once more. Pure. */

import { heightOf, union, widthOf } from '../ink/boxes.js';
import { digitHeight } from './lines.js';
import { distance, distanceToPath, pathLength, resampled } from './paths.js';

const POINTS = 48; // along each stroke
// By the digits' height:
const NEAR = 0.07; // between a straight stroke and the ink that it goes over,
const NEAR_BENT = 0.12; // and a bent one: other than two ones, two bent strokes never run side by side
const SMALLEST = 0.3; // others may be dots
const BENT = 1.3; // length by the distance of its ends
const FAR = 2.5; // of NEAR: the ends may be that far from it
const INSIDE = 0.9; // share of the points that are near
const COVERED = 0.4; // share of an earlier stroke: the least to be called gone over

/**
 * @typedef {import('./furniture.js').Ink} Ink
 */

/** @param {Ink[]} strokes by time @returns {Set<Ink>} those that run along earlier ones all the way */
export function retracedOf(strokes) {
  const writing = strokes.filter(({ line }) => !line);
  const height = digitHeight((writing.length ? writing : strokes).map(({ box }) => box));
  /** @type {Map<Ink, import('./paths.js').Point[]>} */
  const known = new Map();
  const pathOf = (/** @type {Ink} */ stroke) => {
    const path = known.get(stroke) ?? resampled(stroke.points, POINTS);
    known.set(stroke, path);
    return path;
  };
  return new Set(strokes.filter((stroke, i) => isRetraced(stroke, strokes.slice(0, i), height, pathOf)));
}

/**
 * @param {Ink} stroke
 * @param {Ink[]} earlier
 * @param {number} height of the digits
 * @param {(stroke: Ink) => import('./paths.js').Point[]} pathOf
 */
function isRetraced(stroke, earlier, height, pathOf) {
  const { points, box } = stroke;
  if (Math.max(widthOf(box), heightOf(box)) < SMALLEST * height) return false;
  const far = FAR * NEAR_BENT * height;
  const overlapping = earlier.filter(
    ({ box: { left, top, right, bottom } }) =>
      left - far <= box.right && box.left <= right + far && top - far <= box.bottom && box.top <= bottom + far,
  );
  if (!overlapping.length) return false;
  const path = pathOf(stroke);
  const isBent =
    Math.min(widthOf(box), heightOf(box)) >= SMALLEST * height &&
    pathLength(points) >= BENT * distance(points[0], points[points.length - 1]);
  const size = heightOf(union([box, ...overlapping.map((one) => one.box)])); // of the digit, if it is smaller
  const near = (isBent ? NEAR_BENT : NEAR) * Math.min(height, size);
  /** @type {number[]} */
  const distances = [];
  for (const point of path) {
    const nearest = Math.min(...overlapping.map((one) => distanceToPath(point, pathOf(one))));
    if (nearest > FAR * near) return false; // most strokes are soon far from the others
    distances.push(nearest);
  }
  return (
    share(distances, near) >= INSIDE &&
    overlapping.some((one) => {
      const others = pathOf(one).map((point) => distanceToPath(point, path));
      return share(others, near) >= COVERED;
    })
  );
}

/** @param {number[]} distances @param {number} near */
const share = (distances, near) => distances.filter((one) => one <= near).length / distances.length;
