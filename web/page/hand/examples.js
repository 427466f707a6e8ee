/**
 * Examples of the visitor's hand: ink, and the digit or mark that it is. The ink is kept as a short text: points of a
 * lattice, two bytes each. Where it stood, how large it was and how fast, no network sees. Pure.
 *
 * @typedef {object} Example never changed in place
 * @property {string} ink packed, see packInk; no two examples have the same
 * @property {string} grapheme a digit or a mark
 * @property {number} time when it was learned, ms since 1970
 *
 * @typedef {readonly Example[]} Examples the oldest first
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 */

import { boxOf, heightOf, widthOf } from '../ink/boxes.js';
import { DENSE } from '../ink/curve.js';
import { BOX, PEN } from '../ink/raster.js';
import { simplify } from '../ink/simplify.js';
import { DIGITS, MARKS } from '../network/classes.js';

/** Most examples that are kept, and most bytes that they take. */
export const MOST = { examples: 500, bytes: 1_000_000 };
const GRID = 255; // steps of the longer side
/** Steps between points that are joined by a straight line, and not by a curve: they stay nearer than that. */
const NEAR = (DENSE * GRID) / (BOX - PEN) - 2;
const MOST_RAW = 50_000; // points of a drawing,
const MOST_POINTS = 4000; // and when it has been simplified
const FARTHEST = 1e9; // px; farther ink is brought nearer, so that no number overflows
const REST = 40; // bytes of an example beside its ink

/** Why a drawing cannot be an example; the message is a sentence for visitors. */
export class InkError extends Error {
  name = 'InkError'; // class names are not kept by the build
}

/** @param {unknown} grapheme @returns {boolean} whether it can be learned */
export const isGrapheme = (grapheme) => [...DIGITS, ...MARKS].some((one) => one === grapheme);

/**
 * @param {Drawing} drawing of one digit or mark
 * @param {string} grapheme
 * @param {number} time ms since 1970
 * @returns {Example}
 * @throws {InkError}
 */
export const toExample = (drawing, grapheme, time) => ({ ink: packInk(drawing), grapheme, time });

/**
 * Packs ink: its box fills a lattice of 256 x 256 points by its longer side. What has been unpacked is packed to the
 * same text again.
 *
 * @param {Drawing} drawing
 * @returns {string} base64 of bytes: for each stroke the number of its points in two, then x and y of each point
 * @throws {InkError} where there is no ink, or too much
 */
export function packInk(drawing) {
  const strokes = drawing.filter(({ length }) => length);
  const count = strokes.reduce((sum, { length }) => sum + length, 0);
  if (!count) throw new InkError('There is no ink to learn from.');
  const points = count > MOST_RAW ? null : onLattice(strokes);
  if (!points || points.flat().length > MOST_POINTS) throw new InkError('There is too much ink for one digit.');
  const bytes = points.flatMap((stroke) => [
    ...[stroke.length >> 8, stroke.length & 255],
    ...stroke.flatMap(({ x, y }) => [x, y]),
  ]);
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''));
}

/** @param {string} ink as packInk has packed it @returns {Drawing} */
export function unpackInk(ink) {
  const bytes = Uint8Array.from(atob(ink), (character) => character.charCodeAt(0));
  const strokes = [];
  for (let at = 0; at < bytes.length; ) {
    const count = (bytes[at] << 8) | bytes[at + 1];
    const begin = at + 2;
    strokes.push(Array.from({ length: count }, (_, i) => ({ x: bytes[begin + 2 * i], y: bytes[begin + 2 * i + 1] })));
    at = begin + 2 * count;
  }
  return strokes;
}

/**
 * Brings strokes onto the lattice, with fewer points; those that fill it already stay as they are. Where the farthest
 * points are not among these, the others do not fill it, and are brought there once more.
 *
 * @param {Drawing} strokes
 * @param {number} [times] at most
 * @returns {Drawing}
 */
function onLattice(strokes, times = 8) {
  const all = strokes.flat();
  const farthest = all.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  const shrink = Math.max(1, farthest / FARTHEST);
  const near = strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x / shrink, y: y / shrink })));
  const box = boxOf(near.flat());
  const side = Math.max(widthOf(box), heightOf(box));
  if (fillsLattice(box) && all.every(({ x, y }) => Number.isInteger(x) && Number.isInteger(y))) return strokes;
  const step = side > 0 ? side / GRID : 1; // a dot has no sides
  const found = near.map((stroke) =>
    simplify(
      stroke.map(({ x, y }) => ({ x: (x - box.left) / step, y: (y - box.top) / step, t: 0 })),
      1,
      NEAR,
    ),
  );
  return fillsLattice(boxOf(found.flat())) || !side || times < 2 ? found : onLattice(found, times - 1);
}

/** @param {import('../ink/boxes.js').Box} box */
const fillsLattice = (box) => Math.max(widthOf(box), heightOf(box)) === GRID && box.left === 0 && box.top === 0;

/**
 * Adds examples. The same ink is kept once, as it was labelled last. Where there are too many, the oldest of the grapheme
 * with most examples goes first, so that a rare one stays.
 *
 * @param {Examples} examples
 * @param {Examples} added
 * @returns {Examples} the oldest first
 */
export function withExamples(examples, added) {
  const byInk = new Map([...examples, ...added].map((example) => [example.ink, example]));
  const all = [...byInk.values()].sort((a, b) => a.time - b.time);
  let bytes = all.reduce((sum, example) => sum + bytesOf(example), 0);
  while (all.length > MOST.examples || bytes > MOST.bytes) {
    const [dropped] = all.splice(oldestOfMost(all), 1);
    bytes -= bytesOf(dropped);
  }
  return all;
}

/** @param {Examples} examples @returns {number} index of the oldest one of the grapheme with most examples */
function oldestOfMost(examples) {
  const counts = countsOf(examples);
  const most = Math.max(...counts.values());
  return examples.findIndex(({ grapheme }) => counts.get(grapheme) === most);
}

/** @param {Examples} examples @returns {Map<string, number>} how many there are, by grapheme */
export function countsOf(examples) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { grapheme } of examples) counts.set(grapheme, (counts.get(grapheme) ?? 0) + 1);
  return counts;
}

/** @param {Example} example @returns {number} about what storage takes */
export const bytesOf = ({ ink }) => ink.length + REST;
