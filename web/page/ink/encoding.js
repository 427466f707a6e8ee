/**
 * Drawings as short texts, for links: '1', then the drawing in the characters of base64url, then four characters of
 * checksum. Strokes are simplified to points of a lattice; the steps between these go through an arithmetic coder.
 * Ten digits take about 630 characters, more where they are finer: at most 1,431 in links to 400 ten-digit numbers by
 * writers of the validation parts. What has been decoded is encoded to the same text again. Pure.
 *
 * CompressionStream is younger than the browsers that the page supports, and deflate gives texts a third longer.
 *
 * @typedef {import('./simplify.js').TimedPoint} TimedPoint
 * @typedef {{width: number, height: number}} Size
 *
 * @typedef {object} EncodedDrawing
 * @property {TimedPoint[][]} strokes x, y: px; t: ms from the first point, not falling
 * @property {Size | null} size that the coordinates refer to, in px; null if it is unknown
 */

import { ALPHABET, createCoder } from '../lib/arithmetic-coder.js';
import { boxOf, heightOf, widthOf } from './boxes.js';
import { simplify } from './simplify.js';

const VERSION = '1';
const OTHER_VERSION = /^[2-9]/;
/** Characters of an address that "all senders and recipients" should support (RFC 9110, 4.1); some chats cut longer ones. */
export const LONGEST_LINK = 8000;
const MOST_POINTS = 50_000; // of a drawing, before and after encoding

// The lattice. Its step is also how far a line may be from the points that it replaces.
const STEP = 0.375; // px; halved as often as the level says
const PER_STROKE = 250; // steps that the largest stroke has at least: small writing gets a finer lattice
const FINEST = 20; // level
const TIME_STEP = 16; // ms
const LARGEST = 2 ** 22; // steps from the origin
const LONGEST_PAUSE = 4000; // time steps
const PACE = 1 / 16; // time steps a step, where points have no times

/** Why a text is no drawing, or a drawing no text. */
export class EncodingError extends Error {
  /** @param {'version' | 'damaged' | 'too large'} kind */
  constructor(kind) {
    super(kind);
    this.name = 'EncodingError';
    this.kind = kind;
  }
}

/**
 * @param {object} drawing
 * @param {import('./drawing.js').Drawing} drawing.strokes those without points are left out
 * @param {Size | null} drawing.size
 * @param {object} [options]
 * @param {number} [options.finer] how often the step is halved: by 2, drawings take half as many characters again, by 4 twice as many
 * @param {number} [options.limit] of characters
 * @returns {string}
 * @throws {EncodingError} too large
 */
export function encode({ strokes, size }, { finer = 0, limit = LONGEST_LINK } = {}) {
  const inked = strokes.filter(({ length }) => length);
  const isNear = (/** @type {number} */ value) => Math.abs(value) <= LARGEST * STEP;
  if (inked.flat().length > MOST_POINTS || !inked.flat().every(({ x, y }) => isNear(x) && isNear(y))) {
    throw new EncodingError('too large');
  }
  const extent = size ? [size.width, size.height] : [0, 0];
  const corner = { x: extent[0], y: extent[1], t: 0 };
  let level = 0; // that it had, if it has been decoded
  while (level <= FINEST && !isOnLattice([corner, ...inked.flat()], level)) level++;
  if (level > FINEST) level = levelFor(inked) + finer;
  const paths = [timed([[corner]], stepOf(level)), timed(inked, stepOf(level))]
    .flat()
    .map((path, i) => (i && isOnLattice(inked[i - 1], level) ? path : simplify(path, 1)));
  const points = paths.flat();
  shortenPauses(points);
  for (; level && points.every(({ x, y }) => x % 2 === 0 && y % 2 === 0); level--) {
    for (const point of points) Object.assign(point, { x: point.x / 2, y: point.y / 2 });
  }
  if (!points.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= LARGEST)) throw new EncodingError('too large');

  const { code, end } = createCoder();
  transfer(code, level, paths);
  const text = VERSION + end();
  if (text.length + CHECKED > limit) throw new EncodingError('too large');
  return text + checksum(text);
}

/**
 * @param {string} text
 * @param {number} [limit] of characters
 * @returns {EncodedDrawing}
 * @throws {EncodingError} of another version, before all else: only its own code knows whether it is damaged
 */
export function decode(text, limit = LONGEST_LINK) {
  if (OTHER_VERSION.test(text)) throw new EncodingError('version');
  if (text.length > limit) throw new EncodingError('too large');
  const end = text.length - CHECKED;
  if (end < 2 || text[0] !== VERSION || !/^[\w-]+$/.test(text) || checksum(text.slice(0, end)) !== text.slice(end)) {
    throw new EncodingError('damaged');
  }
  const { level, paths } = transfer(createCoder(text.slice(1, end)).code, 0, null);
  if (paths[1]?.[0].t) throw new EncodingError('damaged'); // times begin with 0
  const step = stepOf(level);
  const [[{ x: width, y: height }], ...strokes] = paths.map((path) =>
    path.map(({ x, y, t }) => ({ x: x * step, y: y * step, t: t * TIME_STEP })),
  );
  return { strokes, size: width > 0 && height > 0 ? { width, height } : null };
}

// First contexts of the numbers that are coded, 64 for each.
const [LEVEL, COUNT, LENGTH, PAUSE, START, FLAGS, MOVE, TIME] = [0, 1, 2, 3, 4, 5, 7, 16].map((place) => 64 * place);
const LONGEST = 24; // bits of a number

/**
 * Describes the format, for a coder that writes and for one that reads.
 *
 * @param {import('../lib/arithmetic-coder.js').Coder} code
 * @param {number} givenLevel to write
 * @param {TimedPoint[][] | null} given to write, in steps: the corner of the pad, then the strokes; null to read
 */
function transfer(code, givenLevel, given) {
  const level = whole(code, LEVEL, givenLevel);
  const count = whole(code, COUNT, given?.length ?? 0);
  if (level > FINEST || !count) throw new EncodingError('damaged');
  const paths = [];
  let total = 0;
  let at = { x: 0, y: 0, t: 0 };
  while (paths.length < count) {
    const written = given?.[paths.length];
    const length = whole(code, LENGTH, written ? written.length - 1 : 0) + 1;
    total += length;
    if (total > MOST_POINTS + 1) throw new EncodingError('too large');
    const path = [];
    let [dx, dy] = [0, 0];
    while (path.length < length) {
      const { x, y, t } = written?.[path.length] ?? at;
      if (path.length) {
        dx = signed(code, FLAGS + 4 * scaleOf(dx), MOVE + 64 * scaleOf(dx), x - at.x, dx);
        dy = signed(code, FLAGS + 64 + 4 * scaleOf(dy), MOVE + 64 * scaleOf(dy), y - at.y, dy);
        const farther = Math.max(Math.abs(dx), Math.abs(dy));
        at = { x: at.x + dx, y: at.y + dy, t: at.t + whole(code, TIME + 64 * scaleOf(farther), t - at.t) };
      } else {
        const [startX, startY] = [x - at.x, y - at.y].map((move) => signed(code, START, START + 4, move, 0));
        at = { x: at.x + startX, y: at.y + startY, t: at.t + whole(code, PAUSE, t - at.t) };
      }
      if (Math.max(Math.abs(at.x), Math.abs(at.y)) > LARGEST) throw new EncodingError('damaged');
      path.push(at);
    }
    paths.push(path);
  }
  return { level, paths };
}

/** Returns half the bits of a step, up to 5: what the next one is like depends on it. @param {number} value */
const scaleOf = (value) => Math.min(5, (32 - Math.clz32(Math.abs(value))) >> 1);

/**
 * Codes a number with a sign, which is mostly that of the number before.
 *
 * @param {import('../lib/arithmetic-coder.js').Coder} code
 * @param {number} flags first of 4 contexts
 * @param {number} size first context of the number without its sign
 * @param {number} value
 * @param {number} last the number before
 */
function signed(code, flags, size, value, last) {
  if (!code(flags, value !== 0)) return 0;
  const isNegative = code(flags + 2 + Math.sign(last), value < 0);
  const magnitude = whole(code, size, Math.abs(value) - 1) + 1;
  return isNegative ? -magnitude : magnitude;
}

/**
 * Codes a whole number from 0, in an exponential Golomb code: how many bits it has beside the first, then these.
 *
 * @param {import('../lib/arithmetic-coder.js').Coder} code
 * @param {number} context first of LONGEST + 2
 * @param {number} value
 */
function whole(code, context, value) {
  const coded = value + 1; // has a bit
  let length = 0;
  while (code(context + length, coded >= 2 ** (length + 1))) {
    length++;
    if (length > LONGEST) throw new EncodingError('damaged');
  }
  let bits = 1;
  for (let place = length - 1; place >= 0; place--) {
    bits = 2 * bits + Number(code(context + LONGEST + 1, Boolean((coded >> place) & 1)));
  }
  return bits - 1;
}

/** Px of a step. @param {number} level */
const stepOf = (level) => STEP / 2 ** level;

/** Whether points lie on a lattice, as decoded ones do. @param {import('./drawing.js').Point[]} points @param {number} level */
const isOnLattice = (points, level) =>
  points.every(({ x, y, t = NaN }) => [x / stepOf(level), y / stepOf(level), t / TIME_STEP].every(Number.isInteger));

/** Returns the level that is fine enough for a drawing. @param {import('./drawing.js').Drawing} strokes */
function levelFor(strokes) {
  const boxes = strokes.map((stroke) => boxOf(stroke));
  const largest = Math.max(0, ...boxes.flatMap((box) => [widthOf(box), heightOf(box)]));
  const needed = largest && Math.ceil(Math.log2((PER_STROKE * STEP) / largest));
  return Math.max(0, Math.min(FINEST - 4, needed));
}

/**
 * Returns the points of strokes in steps and time steps, not rounded. Times begin with 0 and never fall; pauses are
 * limited, and times that are missing follow from a steady pace.
 *
 * @param {import('./drawing.js').Drawing} strokes
 * @param {number} step in px
 */
function timed(strokes, step) {
  let time = 0;
  /** @type {import('./drawing.js').Point | null} */
  let last = null;
  return strokes.map((stroke) =>
    stroke.map((point) => {
      const far = last ? Math.hypot(point.x - last.x, point.y - last.y) / step : 0;
      const passed = point.t === undefined || last?.t === undefined ? PACE * far : (point.t - last.t) / TIME_STEP;
      if (last) time += Math.max(0, Math.min(LONGEST_PAUSE, passed));
      last = point;
      return { x: point.x / step, y: point.y / step, t: time };
    }),
  );
}

/**
 * Shortens the pauses between points that simplifying has brought together, in place: they would be shortened when the
 * decoded drawing is encoded again.
 *
 * @param {TimedPoint[]} points in time steps
 */
function shortenPauses(points) {
  let [time, before] = [0, 0];
  for (const point of points) {
    time += Math.min(LONGEST_PAUSE, point.t - before);
    before = point.t;
    point.t = time;
  }
}

const CHECKED = 4; // characters of the checksum

/**
 * Returns a cyclic redundancy check of 24 bits, that of OpenPGP (RFC 4880, 6.1): it finds every change of one character.
 *
 * @param {string} text
 */
function checksum(text) {
  let rest = 0xb704ce;
  for (let i = 0; i < text.length; i++) {
    rest ^= text.charCodeAt(i) << 16;
    for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest & 0x800000 ? 0x1864cfb : 0);
  }
  return [18, 12, 6, 0].map((place) => ALPHABET[(rest >> place) & 63]).join('');
}
