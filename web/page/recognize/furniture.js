/**
 * Finds lines under numbers and through them, and circles and boxes around them: people draw these, but they are not
 * part of the number. In doubt, a stroke is writing. Pure.
 */

import { boxOf, heightOf, middleX, middleY, union, widthOf } from '../ink/boxes.js';
import { median } from '../lib/math.js';
import { distance, pathLength, resampled } from './paths.js';

/**
 * @typedef {import('../ink/boxes.js').Box} Box
 * @typedef {import('./paths.js').Point} Point
 *
 * @typedef {{points: Point[], box: Box, line: Line | null}} Ink a stroke
 *
 * @typedef {object} Line from left to right, or back
 * @property {number} left
 * @property {number} right
 * @property {number} slope
 * @property {number} wave distance between the lines, as steep as it is, above and below all its ink
 * @property {(x: number) => number} at y in the middle of it
 */

const TALL = 0.45; // of the tallest stroke: lower ones are no evidence of a digit

// A line, by its width.
const SLOPE = 0.6; // at most
const WAVE = 0.2; // at most,
const THIN = 0.06; // and where it is more than this,
const LENGTH = 2; // of the straight line: numbers written in one stroke are longer

// Lines, by the height of the digits over them.
const LINE_WAVE = 0.3; // at most
const UNDERLINE_SLOPE = 0.3; // by its width
const UNDERLINE_WIDTH = 0.6; // at least,
const LONG_WIDTH = 1; // under several digits
const GAP = 0.1; // of paper over the underline of one digit: the foot of a 1 is nearer
const CROSSED = 0.25; // of the digits, where the underline of several crosses them, at most
const FAR = 0.9; // an underline is no farther below
const ROW = 0.6; // of the digits over a line, the lowest is no more than this below the others
const PAPER = 0.2; // between an underline and the digits below it: fraction bars have less,
const PAPER_RATIO = 2.5; // or less than so many times that above
const BESIDE = 1.5; // digits that near, and not above the line, make it a minus, or a bar
const INSIDE = 0.2; // of a digit: a line that crosses it is farther from its top and bottom
const STEM = 0.35; // width of the lowest third of a 1, at most,
const SHORT_INK = 2.4; // and length of its ink: most 9s have more
const ROOF = 0.4; // width of a 7, at least,
const HIGH = 0.12; // whose left end is no farther below its top
const STRIKE_OUT_WIDTH = 1.2; // at least
const OVERSHOOT = 0.15; // of a strike-out, beyond the middles of digits
const COLUMN = 1.1; // width of a digit, where several are one stroke

// Frames, by their width and height.
const SECTORS = 24; // around the middle of the ink in a frame
const CLOSED = 22; // sectors with ink of the frame, at least
const MARGIN = 0.97; // of the distance to the frame: farther ink is not inside
const OUTSIDE = 0.1; // of the ink in a frame may be,
const STROKE_OUTSIDE = 0.3; // and of each stroke
const RIM = 0.75; // of the distance to the frame: its own ink is not nearer,
const OFF_RIM = 0.15; // but for this share: digits at the edges of a number are no frame
const POINTS = 96; // along each stroke
const LARGE = 0.8; // of all writing: every stroke as large is a frame, or none is
const CONTENT = 0.25; // height of the tallest stroke in a frame, at least: a dot is part of a 0
const NARROW = 0.6; // width by height of a frame around one stroke, at least,
const ROUND = 0.8; // and where that is straight: others are a 0 with a slash,
const STRAIGHT = 0.15; // of its length: such a stroke is no farther from the line between its top and bottom,
const UPRIGHT = 0.3; // its width by its height, at most
const SHORT = 0.75; // its height, at most
const SIDE = 0.12; // of the shorter side of a box in several strokes: each comes that near to a side,
const LONG_SIDE = 0.4; // and is that long
const JOINED = 0.25; // of it: its ends are that near to the ends of others
const SIDES = 8; // strokes that may be sides, at most

/** @param {Point[]} points of a stroke @returns {Ink} */
export function toInk(points) {
  const box = boxOf(points);
  return { points, box, line: lineOf(points, box) };
}

/** @param {Ink[]} strokes @returns {Set<Ink>} lines and frames, never all strokes */
export function furnitureOf(strokes) {
  const frames = framesOf(strokes);
  return new Set([...frames, ...rulesOf(strokes.filter((stroke) => !frames.includes(stroke)))]);
}

/** Finds underlines and strike-outs. @param {Ink[]} strokes @returns {Ink[]} */
function rulesOf(strokes) {
  const boxes = strokes.filter(({ line }) => !line).map(({ box }) => box);
  const tallest = Math.max(...boxes.map(heightOf));
  const tall = boxes.filter((box) => heightOf(box) >= TALL * tallest);
  return strokes.filter(({ line }) => line && (isUnderline(line, tall, strokes) || isStrikeOut(line, tall, strokes)));
}

/** @param {Point[]} points of a stroke @param {Box} box around them @returns {Line | null} */
function lineOf(points, box) {
  const width = widthOf(box);
  if (!width || heightOf(box) > (SLOPE + WAVE) * width) return null;
  const first = points.reduce((most, point) => (point.x < most.x ? point : most));
  const last = points.reduce((most, point) => (point.x > most.x ? point : most));
  const slope = (last.y - first.y) / width;
  let [above, below] = [0, 0];
  for (const { x, y } of points) {
    const off = y - first.y - slope * (x - first.x);
    [above, below] = [Math.min(above, off), Math.max(below, off)];
  }
  const wave = below - above;
  if (Math.abs(slope) > SLOPE || wave > WAVE * width) return null;
  if (wave > THIN * width && pathLength(points) > LENGTH * distance(first, last)) return null;
  const start = first.y + (above + below) / 2;
  return { left: box.left, right: box.right, slope, wave, at: (x) => start + slope * (x - first.x) };
}

/** @param {Line} line @param {Box[]} tall strokes that are no lines @param {Ink[]} strokes all */
function isUnderline(line, tall, strokes) {
  const width = line.right - line.left;
  const under = (/** @type {Box} */ box) => line.at(within(line, middleX(box)));
  const gapOf = (/** @type {Box} */ box) => under(box) - box.bottom;
  const above = tall.filter((box) => isOver(line, box) && middleY(box) < under(box));
  if (!above.length) return false;
  const nearest = above.reduce((least, box) => (gapOf(box) < gapOf(least) ? box : least));
  const row = columnsOf(above.filter((box) => gapOf(box) <= gapOf(nearest) + ROW * heightOf(nearest)));
  const height = median(row.map(heightOf));
  const { top } = union(row);
  const gap = median(row.map(gapOf));
  const paper = Math.max(PAPER * height, PAPER_RATIO * gap);
  const isApart = tall.every((box) => {
    const y = under(box);
    const beside = Math.max(line.left - box.right, box.left - line.right);
    return (
      above.includes(box) || beside > BESIDE * height || box.bottom - y < INSIDE * heightOf(box) || box.top - y > paper
    );
  });
  return (
    isApart &&
    Math.abs(line.slope) <= UNDERLINE_SLOPE &&
    line.wave <= LINE_WAVE * height &&
    width >= UNDERLINE_WIDTH * height &&
    width <= longest(row, height) &&
    gap <= FAR * height &&
    (digitsOf(row, height) > 1 && width >= LONG_WIDTH * height
      ? gap >= 0 || (gap >= -CROSSED * height && isOverWriting(line, strokes))
      : gapOf(nearest) >= GAP * height &&
        !isOne(strokes.filter(({ box }) => isOver(line, box) && gapOf(box) > 0 && middleY(box) > top)))
  );
}

/** @param {Ink[]} strokes @returns {boolean} whether they may be a 1, whose foot lies apart: with a flag, or without */
function isOne(strokes) {
  const { left, top, right, bottom } = union(strokes.map(({ box }) => box));
  const height = bottom - top;
  const points = strokes.flatMap((stroke) => stroke.points);
  const stem = boxOf(points.filter(({ y }) => y > bottom - height / 3));
  const length = strokes.reduce((sum, stroke) => sum + pathLength(stroke.points), 0);
  const hasRoof = right - left >= ROOF * height && points.some(({ x, y }) => x === left && y <= top + HIGH * height);
  return widthOf(stem) <= STEM * height && length <= SHORT_INK * height && !hasRoof;
}

/** @param {Line} line @param {Box[]} tall strokes that are no lines @param {Ink[]} strokes all */
function isStrikeOut(line, tall, strokes) {
  const crossed = tall.filter((box) => {
    const y = line.at(middleX(box));
    const inside = INSIDE * heightOf(box);
    return isOver(line, box) && y >= box.top + inside && y <= box.bottom - inside;
  });
  if (!crossed.length) return false;
  const columns = columnsOf(crossed);
  const height = median(columns.map(heightOf));
  const middles = crossed.map(middleX);
  return (
    columns.length > 1 &&
    isOverWriting(line, strokes) &&
    line.wave <= LINE_WAVE * height &&
    line.right - line.left >= STRIKE_OUT_WIDTH * height &&
    line.right - line.left <= longest(columns, height) &&
    line.left <= Math.min(...middles) - OVERSHOOT * height &&
    line.right >= Math.max(...middles) + OVERSHOOT * height
  );
}

/** @param {Line} line @param {number} x */
const within = ({ left, right }, x) => Math.min(right, Math.max(left, x));
/** @param {Line} line @param {Box} box */
const isOver = ({ left, right }, box) => left <= middleX(box) && middleX(box) <= right;
/** Returns whether not all it lies over is straight: an H is, and a #. @param {Line} line @param {Ink[]} strokes */
const isOverWriting = (line, strokes) =>
  strokes.some((stroke) => !stroke.line && isOver(line, stroke.box) && !isStraight(stroke));
/** The longest line that belongs to digits. @param {Box[]} boxes @param {number} height */
const longest = (boxes, height) => 2 * (widthOf(union(boxes)) + height);

/** Joins boxes that lie above each other. @param {Box[]} boxes of tall strokes */
function columnsOf(boxes) {
  /** @type {Box[]} */
  const columns = [];
  for (const box of [...boxes].sort((a, b) => a.left - b.left)) {
    const last = columns[columns.length - 1];
    const overlap = last ? Math.min(last.right, box.right) - box.left : -1;
    if (overlap >= 0 && overlap >= Math.min(widthOf(last), widthOf(box)) / 2) {
      columns[columns.length - 1] = union([last, box]);
    } else columns.push(box);
  }
  return columns;
}

/** @param {Box[]} columns @param {number} height of the digits @returns {number} how many digits may be in them */
const digitsOf = (columns, height) =>
  columns.reduce((count, box) => count + Math.max(1, Math.round(widthOf(box) / (COLUMN * height))), 0);

/** Finds circles and boxes around all writing. @param {Ink[]} strokes @returns {Ink[]} */
function framesOf(strokes) {
  const writing = strokes.filter(({ line }) => !line);
  const all = union(writing.map(({ box }) => box));
  const frames = writing.filter(
    ({ box }) => widthOf(box) >= LARGE * widthOf(all) && heightOf(box) >= LARGE * heightOf(all),
  );
  const rest = writing.filter((stroke) => !frames.includes(stroke));
  return rest.length && frames.length && frames.every((frame) => isAround([frame], rest)) ? frames : sidesOf(strokes);
}

/** Finds the sides of a box in several strokes. @param {Ink[]} strokes @returns {Ink[]} none, or two to four */
function sidesOf(strokes) {
  const { left, top, right, bottom } = union(strokes.map(({ box }) => box));
  const shorter = Math.min(right - left, bottom - top);
  const outer = strokes.filter(
    ({ box }) =>
      Math.min(box.left - left, right - box.right, box.top - top, bottom - box.bottom) <= SIDE * shorter &&
      Math.max(widthOf(box), heightOf(box)) >= LONG_SIDE * shorter,
  );
  const endsOf = (/** @type {Ink} */ { points }) => [points[0], points[points.length - 1]];
  const areNear = (/** @type {Point} */ a, /** @type {Point} */ b) => distance(a, b) <= JOINED * shorter;
  /** @param {Ink} stroke @param {Ink[]} others */
  const isJoined = (stroke, others) =>
    endsOf(stroke).every((end) =>
      others.some((other) => other !== stroke && endsOf(other).some((at) => areNear(end, at))),
    );
  const sides = outer.filter((stroke) => isJoined(stroke, outer));
  if (sides.length > SIDES) return [];
  for (let set = 0; set < 2 ** sides.length; set++) {
    const some = sides.filter((_, i) => (set >> i) & 1);
    if (some.length < 2 || some.length > 4 || !some.every((side) => isJoined(side, some))) continue;
    if (
      isAround(
        some,
        strokes.filter((stroke) => !some.includes(stroke)),
      )
    )
      return some;
  }
  return [];
}

/**
 * @param {Ink[]} frame its strokes
 * @param {Ink[]} strokes
 * @returns {boolean} whether the strokes are writing, and the frame is around them
 */
function isAround(frame, strokes) {
  const content = strokes.filter(({ line }) => !line);
  const [outer, inner] = [frame, content].map((some) => union(some.map(({ box }) => box)));
  const [width, height] = [widthOf(outer), heightOf(outer)];
  if (!content.length || widthOf(inner) >= width || heightOf(inner) >= height) return false;
  if (!content.some(({ box }) => heightOf(box) >= CONTENT * height)) return false;
  if (content.length === 1 && width < NARROW * height) return false;
  if (content.length === 1 && isStraight(content[0])) {
    const isUpright = widthOf(inner) <= UPRIGHT * heightOf(inner);
    if (!isUpright || width < ROUND * height || heightOf(inner) > SHORT * height) return false;
  }
  const middle = { x: middleX(inner), y: middleY(inner) };
  /** @type {(point: Point) => [number, number]} sector, and distance from the middle, 1 at half the size */
  const polar = ({ x, y }) => {
    const [dx, dy] = [(2 * (x - middle.x)) / width, (2 * (y - middle.y)) / height];
    const turn = Math.atan2(dy, dx) / (2 * Math.PI) + 0.5;
    return [Math.min(SECTORS - 1, Math.floor(turn * SECTORS)), Math.sqrt(dx * dx + dy * dy)];
  };
  const along = (/** @type {Ink} */ { points }) => resampled(points, POINTS).map(polar);
  const around = frame.flatMap(along);
  const reach = new Array(SECTORS).fill(0); // of the frame
  for (const [sector, radius] of around) reach[sector] = Math.max(reach[sector], radius);
  if (reach.filter(Boolean).length < CLOSED) return false;
  if (share(around, ([sector, radius]) => radius < RIM * reach[sector]) > OFF_RIM) return false;
  const outside = strokes.map((stroke) =>
    share(along(stroke), ([sector, radius]) => radius > MARGIN * (reach[sector] || 1)),
  );
  return Math.max(...outside) <= STROKE_OUTSIDE && outside.reduce((sum, one) => sum + one) <= OUTSIDE * outside.length;
}

/** @template T @param {T[]} values @param {(value: T) => boolean} test @returns {number} share of those that pass */
const share = (values, test) => values.filter(test).length / values.length;

/** @param {Ink} stroke */
function isStraight({ points }) {
  const top = points.reduce((most, point) => (point.y < most.y ? point : most));
  const bottom = points.reduce((most, point) => (point.y > most.y ? point : most));
  const [dx, dy] = [bottom.x - top.x, bottom.y - top.y];
  const most = STRAIGHT * (dx * dx + dy * dy);
  return points.every(({ x, y }) => Math.abs(dy * (x - top.x) - dx * (y - top.y)) <= most);
}
