/**
 * What the place and the size of segments say about a reading: features of a segment, and of two adjacent ones.
 * Twin of train/segmentation/features.py, which explains them. Pure. All lengths are by the height of the line's
 * digits.
 */

import { heightOf, middleY, widthOf } from '../ink/boxes.js';
import { distance } from './distance.js';
import { JOINT } from './segments.js';

const SMALL = 0.7; // digits are rarely smaller
const TINY = 0.25; // pieces that are smaller are rarely parts of a digit, but points or specks
const TALL = 0.55; // pieces that are taller show where the digits of the line stand
const NEAR = 0.12; // ink of two segments that is nearer touches, more or less
const SAMPLES = 12; // points of a piece, evenly by their number, whose lines are measured

/**
 * @typedef {import('./segments.js').Segment} Segment
 * @typedef {import('./segments.js').Piece} Piece
 * @typedef {import('../ink/boxes.js').Box} Box
 *
 * @typedef {object} SegmentFeatures of a segment as a digit
 * @property {number} gap paper inside it, from left to right
 * @property {number} cuts ends that are cuts
 * @property {number} wide how much wider than high it is
 * @property {number} small logarithm of how much smaller than SMALL it is
 * @property {number} late strokes drawn between its first and its last one that are not in it, at most 2
 * @property {number} height logarithm of its height to that of the digits beside it, absolute
 * @property {number} base distance from their base line
 * @property {number} dots logarithms of how much smaller than TINY its pieces are, if there are several, at most 2 for each
 *
 * @typedef {object} PairFeatures of two adjacent segments
 * @property {number} overlap from left to right
 * @property {number} touch 1 where their ink meets, 0 where it is NEAR apart, unless a cut joins them
 * @property {number} back 1 where the right one was begun before the left one
 * @property {number} rise distance between their middles, from top to bottom
 */

/**
 * Measures the segments of one line.
 *
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {Piece[]} pieces of the line
 * @param {number} height of its digits
 */
export function createFeatures(drawing, pieces, height) {
  const isTall = pieces.map(({ box }) => heightOf(box) > TALL * height);
  /** @type {import('../ink/drawing.js').Stroke[]} */
  const samples = [];
  /** @type {Map<number, number>} */
  const distances = new Map();

  /**
   * Returns where the nearest tall pieces on both sides of a segment stand; null if there are none.
   *
   * @param {Segment} segment
   */
  function reference({ first, last }) {
    /** @type {Box[]} */
    const boxes = [];
    let [left, right] = [first - 1, last + 1];
    while (left >= 0 && !isTall[left]) left--;
    while (right < pieces.length && !isTall[right]) right++;
    if (left >= 0) boxes.push(pieces[left].box);
    if (right < pieces.length) boxes.push(pieces[right].box);
    if (!boxes.length) return null;
    const mean = (/** @type {'top' | 'bottom'} */ side) =>
      boxes.reduce((sum, box) => sum + box[side], 0) / boxes.length;
    return { top: mean('top'), bottom: mean('bottom') };
  }

  /** @param {Box} box @returns {number} at least 0.001 */
  const sizeOf = (box) => Math.max(heightOf(box), 0.6 * widthOf(box), 1e-3 * height) / height;

  /** @param {Segment} segment */
  function dotsIn({ first, last }) {
    let sum = 0;
    for (let i = first; i <= last && first < last; i++) {
      sum += Math.min(Math.max(0, Math.log(TINY / sizeOf(pieces[i].box))), 2);
    }
    return sum;
  }

  /** @param {number} i index of a piece */
  function samplesOf(i) {
    const { stroke, begin, end } = pieces[i];
    samples[i] ??= evenly(drawing[stroke], begin, end);
    return samples[i];
  }

  /** @param {number} i @param {number} k indices of pieces @returns {number} where they are far apart, about */
  function distanceOf(i, k) {
    const [a, b] = [pieces[i].box, pieces[k].box];
    const apart = Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom);
    if (apart > NEAR * height) return apart; // they do not touch
    const key = i * pieces.length + k;
    let found = distances.get(key);
    if (found === undefined) {
      found = distance(samplesOf(i), samplesOf(k));
      distances.set(key, found);
    }
    return found;
  }

  return {
    /** Returns the size of a segment, at least 0.001. @param {Segment} segment */
    sizeOf: ({ box }) => sizeOf(box),

    /** @param {Segment} segment @returns {SegmentFeatures} */
    ofSegment(segment) {
      const { box, gap, cuts } = segment;
      const [width, high] = [widthOf(box) / height, heightOf(box) / height];
      const near = reference(segment);
      const beside = near ? Math.max(near.bottom - near.top, 1e-3 * height) : 1;
      return {
        gap: Math.max(0, gap),
        cuts,
        wide: Math.max(0, width - Math.max(1, high)),
        small: Math.max(0, Math.log(SMALL / sizeOf(box))),
        late: late(segment),
        height: near ? Math.min(Math.abs(Math.log(Math.max(heightOf(box), 0.1 * beside) / beside)), 1.5) : 0,
        base: near ? Math.min(Math.abs(box.bottom - near.bottom) / beside, 1.5) : 0,
        dots: segment.isJoined ? 0 : dotsIn(segment),
      };
    },

    /**
     * Returns the logarithm of the size of a segment and the height of its middle, by the digits beside it: the middle
     * of the digits is 0, their top -0.5, their bottom 0.5. Null if no digits are beside it.
     *
     * @param {Segment} segment
     * @returns {[number, number] | null}
     */
    asMark(segment) {
      const near = reference(segment);
      if (!near) return null;
      const beside = Math.max(near.bottom - near.top, 1e-3 * height);
      const size = Math.max(heightOf(segment.box), 0.6 * widthOf(segment.box), 0.02 * beside) / beside;
      return [Math.log(size), (middleY(segment.box) - (near.top + near.bottom) / 2) / beside];
    },

    /** @param {Segment} a @param {Segment} b the next one @returns {PairFeatures} */
    ofPair(a, b) {
      const isCut = a.parts.some(({ stroke }) => b.parts.some((part) => part.stroke === stroke));
      let least = Infinity;
      if (!isCut) {
        for (let i = a.first; i <= a.last; i++) {
          for (let k = b.first; k <= b.last; k++) least = Math.min(least, distanceOf(i, k));
        }
      }
      return {
        overlap: Math.max(0, (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)) / height),
        touch: (a.isJoined ? JOINT : 1) * Math.max(0, 1 - least / (NEAR * height)),
        back: Number(!a.isJoined && b.parts[0].stroke < a.parts[0].stroke),
        rise: Math.min(Math.abs(middleY(a.box) - middleY(b.box)) / height, 1.5),
      };
    },
  };
}

/** @param {Segment} segment */
function late({ parts }) {
  const strokes = new Set(parts.map(({ stroke }) => stroke));
  return Math.min(Math.max(...strokes) - Math.min(...strokes) + 1 - strokes.size, 2);
}

/**
 * @param {import('../ink/drawing.js').Stroke} points
 * @param {number} begin
 * @param {number} end
 * @returns {import('../ink/drawing.js').Stroke} at most SAMPLES of those from begin to end, evenly by their number
 */
function evenly(points, begin, end) {
  const count = end - begin;
  if (count <= SAMPLES) return points.slice(begin, end);
  return Array.from({ length: SAMPLES }, (_, i) => points[begin + Math.floor((i * (count - 1)) / (SAMPLES - 1))]);
}
