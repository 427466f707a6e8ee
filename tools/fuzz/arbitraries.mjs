/** What the fuzzer generates: drawings that nobody writes, real digits that something happens to, and hints. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PAGE, WEB } from '../../web/build/site.mjs';
import { unpackDrawings } from '../../web/page/ink/packed-drawings.js';
import { DIGITS, MARKS } from '../../web/page/network/classes.js';

/** @type {typeof import('fast-check')} */
export const fc = createRequire(join(WEB, 'package.json'))('fast-check');

/**
 * @typedef {[number, number]} Point
 * @typedef {Point[]} Stroke
 * @typedef {Stroke[]} Drawing as scripts give it
 */

/** Real digits: 3,000 by 30 writers (pendigits), 128 px high and as wide. @type {Drawing[]} */
const REAL = unpackDrawings(readFileSync(join(PAGE, 'worker', 'training', 'drawings.bin'))).map(({ drawing }) =>
  drawing.map((stroke) => stroke.map(({ x, y }) => /** @type {Point} */ ([x, y]))),
);

const EXTREMES = [0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, Number.EPSILON];
const SCALES = [1e-320, 1e-300, 1e-160, 1e-100, 1e-5, 1, 1e5, 2 ** 53, 1e100, 1e154, 1e160, 1e300];

/** A coordinate in CSS px, on a lattice of 1/16. */
const ordinary = fc.integer({ min: -8000, max: 16_000 }).map((value) => value / 16);
/** Any finite number: such as overflow when they are subtracted, or vanish when they are squared. */
const wild = fc.oneof(
  fc.constantFrom(...EXTREMES),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.tuple(fc.integer({ min: -100, max: 100 }), fc.constantFrom(...SCALES)).map(([value, scale]) => value * scale),
);

/** @param {import('fast-check').Arbitrary<number>} coordinate */
const pointOf = (coordinate) => fc.tuple(coordinate, coordinate);
const place = pointOf(ordinary);
const length = fc.integer({ min: 1, max: 60 });

/** @type {import('fast-check').Arbitrary<Stroke>} */
const stroke = fc.oneof(
  { weight: 4, arbitrary: fc.array(place, { maxLength: 40 }) },
  { weight: 2, arbitrary: fc.array(pointOf(wild), { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant(/** @type {Stroke} */ ([])) },
  { weight: 1, arbitrary: place.map((point) => /** @type {Stroke} */ ([point])) },
  { weight: 1, arbitrary: fc.tuple(place, length).map(([point, count]) => Array(count).fill(point)) },
  { weight: 1, arbitrary: fc.tuple(place, place, length).map(([from, to, count]) => straight(from, to, count)) },
  { weight: 1, arbitrary: fc.tuple(place, length, ordinary, ordinary).map((given) => spiral(...given)) },
  { weight: 1, arbitrary: fc.tuple(place, length, fc.nat()).map((given) => scribble(...given)) },
);

/** @param {Point} from @param {Point} to @param {number} count @returns {Stroke} */
const straight = (from, to, count) =>
  Array.from({ length: count + 1 }, (_, i) => [
    from[0] + ((to[0] - from[0]) * i) / count,
    from[1] + ((to[1] - from[1]) * i) / count,
  ]);

/** Crosses itself where its radii differ. @param {Point} middle @param {number} count @param {number} a @param {number} b @returns {Stroke} */
const spiral = ([x, y], count, a, b) =>
  Array.from({ length: 4 * count }, (_, i) => {
    const radius = 1 + Math.abs(a * Math.sin(i / 9) + (b * i) / count) / 10;
    return [x + radius * Math.cos(i / 2), y + radius * Math.sin(i / 2)];
  });

/** @param {Point} middle @param {number} count @param {number} seed @returns {Stroke} */
const scribble = ([x, y], count, seed) =>
  Array.from({ length: 2 * count }, (_, i) => [
    x + ((Math.imul(i + seed, 0x9e3779b1) >>> 8) % 200),
    y + ((Math.imul(i + seed, 0x85ebca6b) >>> 8) % 140),
  ]);

/** Drawings that nobody writes. */
export const invented = fc.array(stroke, { maxLength: 7 });

/** Thousands of strokes, or of points. @type {import('fast-check').Arbitrary<Drawing>} */
export const large = fc
  .tuple(fc.integer({ min: 100, max: 3000 }), fc.integer({ min: 1, max: 12 }), fc.nat(), fc.boolean())
  .map(([count, points, seed, isOneStroke]) => {
    const strokes = Array.from({ length: count }, (_, i) => {
      const [x, y] = [(Math.imul(i + seed, 37) >>> 1) % 900, (Math.imul(i + seed, 91) >>> 1) % 700];
      return straight([x, y], [x + (seed % 40), y + 30], points);
    });
    return isOneStroke ? [strokes.flat()] : strokes;
  });

/**
 * @param {Drawing} drawing
 * @param {(point: Point) => Point} change of each point
 * @returns {Drawing}
 */
export const moved = (drawing, change) => drawing.map((points) => points.map(change));

/** @param {Drawing} drawing @returns {{left: number, top: number, right: number, bottom: number}} 0 for no ink */
export function boxOf(drawing) {
  const points = drawing.some(({ length }) => length) ? drawing.flat() : [[0, 0]];
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** Real digits side by side. @type {import('fast-check').Arbitrary<Drawing>} */
export const number = fc
  .array(fc.tuple(fc.nat({ max: REAL.length - 1 }), fc.integer({ min: -20, max: 120 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((digits) => {
    let at = 0;
    return digits.flatMap(([index, gap]) => {
      const { left, right } = boxOf(REAL[index]);
      const start = at - left;
      at += right - left + gap;
      return moved(REAL[index], ([x, y]) => [x + start, y]);
    });
  });

/** What happens to a number. @type {((drawing: Drawing, amount: number) => Drawing)[]} amount: 0..1 */
const ACCIDENTS = [
  (drawing, amount) => moved(drawing, ([x, y]) => [x * (0.2 + 3 * amount), y]),
  (drawing, amount) => moved(drawing, ([x, y]) => [x + amount * y, y]),
  (drawing) => drawing.map((points) => [...points].reverse()),
  (drawing) => [...drawing].reverse(),
  (drawing) => [...drawing, ...drawing],
  (drawing, amount) => drawing.map((points) => points.slice(0, Math.ceil(points.length * amount))),
  (drawing, amount) =>
    drawing.flatMap((points) => {
      const at = Math.floor(points.length * amount);
      return [points.slice(0, at + 1), points.slice(at)];
    }),
  (drawing) => [drawing.flat()],
  (drawing, amount) => {
    const { left, top, right, bottom } = boxOf(drawing);
    const y = top + (bottom - top) * amount;
    return [...drawing, straight([left - 20, y], [right + 20, y + 4], 12)];
  },
  (drawing, amount) => {
    const { left, top, right, bottom } = boxOf(drawing);
    const [l, t, r, b] = [left - 30 * amount, top - 30 * amount, right + 30 * amount, bottom + 30 * amount];
    const corners = /** @type {Stroke} */ ([l, r].flatMap((x) => [t, b].map((y) => [x, y])));
    return [...drawing, [0, 2, 3, 1, 0].map((i) => corners[i])]; // a box around it
  },
  (drawing) => {
    const { left, right, bottom } = boxOf(drawing);
    return [...drawing, straight([left, bottom + 20], [right, bottom + 20], 9)];
  },
  (drawing, amount) => [...drawing, [[boxOf(drawing).right + 15, boxOf(drawing).bottom - 100 * amount]]],
  (drawing, amount) => [...drawing, ...moved(drawing, ([x, y]) => [x, y + 260 * amount])],
  (drawing, amount) => {
    const turn = (amount - 0.5) * Math.PI;
    return moved(drawing, ([x, y]) => [
      x * Math.cos(turn) - y * Math.sin(turn),
      x * Math.sin(turn) + y * Math.cos(turn),
    ]);
  },
  (drawing, amount) => [
    ...drawing.slice(0, 1),
    [],
    ...drawing.slice(1),
    scribble([0, 0], 20, Math.floor(amount * 1e6)),
  ],
];

/** Numbers to which up to three things have happened. @type {import('fast-check').Arbitrary<Drawing>} */
export const spoilt = fc
  .tuple(
    number,
    fc.array(fc.tuple(fc.nat({ max: ACCIDENTS.length - 1 }), fc.integer({ min: 0, max: 64 })), { maxLength: 3 }),
  )
  .map(([drawing, accidents]) =>
    accidents.reduce((changed, [which, amount]) => ACCIDENTS[which](changed, amount / 64), drawing),
  )
  .filter((drawing) => drawing.length <= 60);

/** Any drawing of a few strokes. */
export const drawing = fc.oneof(invented, spoilt);

const range = fc.tuple(fc.integer({ min: -100, max: 500 }), fc.integer({ min: 0, max: 100_000 }));
const limits = fc.oneof(
  fc.constant({}),
  range.map(([min]) => ({ min })),
  range.map(([, max]) => ({ max })),
  range.map(([min, more]) => ({ min, max: min + more })),
);

/** Hints that are valid. */
export const hint = fc
  .tuple(
    fc.record(
      {
        alternatives: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(100)),
        length: fc.integer({ min: 1, max: 12 }),
      },
      { requiredKeys: [] },
    ),
    fc.oneof(
      limits,
      fc.constantFrom('date', 'time', 'phone').map((kind) => ({ kind })),
      fc.tuple(fc.constantFrom('amount', 'integer'), limits).map(([kind, some]) => ({ kind, ...some })),
    ),
    fc.option(fc.array(fc.constantFrom(...DIGITS, ...MARKS), { maxLength: 8 })),
    fc.constantFrom(...DIGITS), // every kind allows digits
    fc.boolean(),
  )
  .map(([numbers, kinds, graphemes, digit, isText]) => {
    const set = graphemes && [...graphemes, digit];
    return { ...numbers, ...kinds, ...(set ? { graphemeSet: isText ? set.join('') : set } : {}) };
  });

/** Anything at all. */
export const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
