/** A line's strokes -> pieces in reading order -> segments, runs of pieces that may be one digit. Pure. */

import { boxOf, middleX, union, widthOf } from '../ink/boxes.js';

const MAX_GAP = 0.4; // of the digits' height: strokes with more paper between them are never one digit
const MAX_WIDTH = 2; // of the digits' height: several strokes that are wider together are never one digit
const MAX_STROKES = 4; // of one digit
const MAX_PIECES = 7; // of one digit: strokes may be cut into that many
const JOINED = 2; // times as many in ink that is joined
export const JOINT = 0.25; // of a cut: what touches in a picture may well be two digits

/**
 * @typedef {import('../ink/identity.js').Part} Part
 *
 * @typedef {Part & {isWhole: boolean, box: import('../ink/boxes.js').Box}} Piece a stroke, or the part of one
 *   between cuts
 *
 * @typedef {object} Segment the pieces first to last, in reading order
 * @property {number} first
 * @property {number} last
 * @property {Part[]} parts its ink, by time; adjacent pieces of a stroke are one part
 * @property {import('../ink/boxes.js').Box} box
 * @property {number} gap the widest paper between its pieces from left to right, by the digits' height
 * @property {number} cuts number of ends of its parts that are cuts; those of joined ink count less
 * @property {boolean} [isJoined] whether it is of a picture's ink in which digits touch
 */

/**
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {number[]} members indices of the line's strokes
 * @param {Map<number, number[]>} cutsOf strokes that may hold several digits
 * @returns {Piece[]} from left to right
 */
export function toPieces(drawing, members, cutsOf) {
  const pieces = members.flatMap((stroke) => {
    const points = drawing[stroke];
    const cuts = cutsOf.get(stroke) ?? [];
    const begins = [0, ...cuts];
    return begins.map((begin, i) => {
      const end = i < cuts.length ? cuts[i] + 1 : points.length;
      return { stroke, begin, end, isWhole: !cuts.length, box: boxOf(points, begin, end) };
    });
  });
  return pieces.sort(({ box: a }, { box: b }) => middleX(a) - middleX(b) || a.top - b.top || a.left - b.left);
}

/**
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {Piece[]} pieces
 * @param {number} height of the digits
 * @param {boolean} [isJoined] whether digits touch, so that their strokes may be in more and other pieces
 * @returns {Segment[]} all runs of pieces that may be one digit, by their first piece
 */
export function toSegments(drawing, pieces, height, isJoined = false) {
  const segments = [];
  const times = isJoined ? JOINED : 1;
  for (let first = 0; first < pieces.length; first++) {
    let { box } = pieces[first];
    let gap = 0;
    for (let last = first; last < Math.min(pieces.length, first + times * MAX_PIECES); last++) {
      const next = pieces[last].box;
      gap = Math.max(gap, (Math.max(next.left, box.left) - Math.min(next.right, box.right)) / height);
      if (gap > MAX_GAP) break;
      box = union([box, next]);
      const parts = joined(pieces.slice(first, last + 1));
      if (parts.length > times * MAX_STROKES || (parts.length > 1 && widthOf(box) > MAX_WIDTH * height)) break;
      if (!isJoined && hasHoles(parts)) continue;
      const cuts = (isJoined ? JOINT : 1) * countCuts(parts, drawing);
      segments.push({ first, last, parts, box, gap, cuts, isJoined });
    }
  }
  return segments;
}

/** Joins adjacent pieces of a stroke into one part. @param {Piece[]} pieces */
function joined(pieces) {
  /** @type {Part[]} */
  const parts = [];
  const byTime = [...pieces].sort((a, b) => a.stroke - b.stroke || a.begin - b.begin);
  for (const { stroke, begin, end } of byTime) {
    const previous = parts.at(-1);
    if (previous?.stroke === stroke && previous.end - 1 === begin) previous.end = end;
    else parts.push({ stroke, begin, end });
  }
  return parts;
}

/** @param {Part[]} parts */
const hasHoles = (parts) => parts.some(({ stroke }, i) => parts[i + 1]?.stroke === stroke);

/** @param {Part[]} parts @param {import('../ink/drawing.js').Drawing} drawing */
const countCuts = (parts, drawing) =>
  parts.reduce((cuts, { stroke, begin, end }) => cuts + +(begin > 0) + +(end < drawing[stroke].length), 0);
