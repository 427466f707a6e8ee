/** Properties of the recognizer: what holds for any drawing, and what changes no reading. */

import assert from 'node:assert/strict';
import { drawing, fc, hint, large, moved, number, spoilt } from './arbitraries.mjs';
import { bestOf, checkPredictions, read } from './reading.mjs';

const LIMIT = 250; // ms of processor for the reading of a few strokes
const STEP = 500; // ms for one step of the reading of thousands: `recognize` ends within 3 s and a step
const SAME = 1e-3; // readings whose confidences differ by less are the same
const HAIR = 1e-9; // of the drawing's size: where a change by that much changes the reading, it is at a boundary
const HAIRS = 8; // changes to try

/**
 * @typedef {import('./arbitraries.mjs').Drawing} Drawing
 * @typedef {import('./reading.mjs').Classifier} Classifier
 * @typedef {{shipped: Classifier, fickle: Classifier}} Classifiers
 *
 * @typedef {object} Property
 * @property {number} share of the cases, out of 10,000
 * @property {import('fast-check').Arbitrary<any>} arbitrary
 * @property {(value: any, classifiers: Classifiers) => Record<string, boolean | number> | void} check throws where the
 *   property does not hold; true counts how often something holds, of a number the largest is kept
 */

/** @type {Record<string, Property>} */
export const READINGS = {
  'any drawing': {
    share: 8245,
    arbitrary: fc.tuple(drawing, hint),
    check: ([strokes, hint], { fickle }) => checkReading(strokes, fickle, hint),
  },
  'any drawing, by the network': {
    share: 100,
    arbitrary: fc.tuple(drawing, hint),
    check: ([strokes, hint], { shipped }) => checkReading(strokes, shipped, hint, Infinity),
  },
  'thousands of strokes or points': {
    share: 5,
    arbitrary: large,
    check(strokes, { fickle }) {
      const { ms, longest } = inTime(
        () => read(strokes, fickle, {}, true),
        ({ longest }) => longest,
        STEP,
      );
      return { 'ms of the longest reading': ms, 'ms of the longest step': longest };
    },
  },
  'scaled by a power of two': {
    share: 1400,
    arbitrary: fc.tuple(spoilt, fc.integer({ min: -30, max: 30 })),
    check([strokes, power], { fickle }) {
      const scaled = moved(strokes, ([x, y]) => [x * 2 ** power, y * 2 ** power]);
      assert.deepEqual(allOf(read(scaled, fickle)), allOf(read(strokes, fickle)));
    },
  },
  'read twice': {
    share: 150,
    arbitrary: drawing,
    check: (strokes, { fickle }) => assert.deepEqual(allOf(read(strokes, fickle)), allOf(read(strokes, fickle))),
  },
  'shifted and scaled': {
    share: 40,
    arbitrary: fc.tuple(spoilt, ...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true }))),
    check([strokes, toX, toY, scale], { shipped }) {
      const factor = 10 ** scale;
      const before = read(strokes, shipped);
      const after = read(
        moved(strokes, ([x, y]) => [factor * (x + 1000 * toX), factor * (y + 1000 * toY)]),
        shipped,
      );
      if (isSame(before, after)) return { 'same after a shift and a scale': true };
      assert.ok(isAtBoundary(strokes, before, shipped), `${show(before)} becomes ${show(after)}`);
      return { 'same after a shift and a scale': false };
    },
  },
  'other order of strokes': {
    share: 30,
    arbitrary: fc.tuple(number, fc.array(fc.nat(), { minLength: 24, maxLength: 24 })),
    check([strokes, keys], { shipped }) {
      const order = [...strokes.keys()].sort((a, b) => keys[a % 24] - keys[b % 24]);
      const texts = [strokes, order.map((i) => strokes[i])].map((one) => bestOf(read(one, shipped)).text);
      return { 'same text after a change of order': texts[0] === texts[1] };
    },
  },
  'tilted by up to a degree': {
    share: 30,
    arbitrary: fc.tuple(number, fc.double({ min: -1, max: 1, noNaN: true })),
    check([strokes, degrees], { shipped }) {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const tilted = moved(strokes, ([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
      const texts = [strokes, tilted].map((one) => bestOf(read(one, shipped)).text);
      return { 'same text after a tilt': texts[0] === texts[1] };
    },
  },
};

/** @type {Record<string, number>} the least share of cases in which these hold */
export const LEAST = {
  'same after a shift and a scale': 0.99,
  'same text after a change of order': 0.9,
  'same text after a tilt': 0.97,
};

/** @param {Drawing} strokes @param {Classifier} classifier @param {object} hint @param {number} [limit] ms */
function checkReading(strokes, classifier, hint, limit = LIMIT) {
  const timed = inTime(
    () => read(strokes, classifier, hint),
    ({ ms }) => ms,
    limit,
  );
  checkPredictions(timed.predictions, strokes, hint);
  return { [limit === LIMIT ? 'ms of a reading' : 'ms of a reading by the network']: timed.ms };
}

/**
 * Reads; once or twice more where it took too long, which a collection of garbage may have caused.
 *
 * @template {import('./reading.mjs').Timed} T
 * @param {() => T} reading
 * @param {(timed: T) => number} msOf
 * @param {number} [limit] ms
 * @returns {T}
 */
function inTime(reading, msOf, limit = LIMIT) {
  let timed = reading();
  for (let again = 0; msOf(timed) > limit && again < 2; again++) timed = reading();
  assert.ok(msOf(timed) <= limit, `takes ${Math.round(msOf(timed))} ms`);
  return timed;
}

/** @param {import('./reading.mjs').Timed} reading */
const allOf = ({ predictions }) => predictions.map(({ text, confidence }) => ({ text, confidence }));

/** @param {import('./reading.mjs').Timed} reading */
const show = (reading) => JSON.stringify(bestOf(reading));

/** @param {import('./reading.mjs').Timed} a @param {import('./reading.mjs').Timed} b */
function isSame(a, b) {
  const [one, other] = [bestOf(a), bestOf(b)];
  return one.text === other.text && Math.abs(one.confidence - other.confidence) <= SAME;
}

/**
 * Whether a drawing is within a hair of another reading, so that rounding decides: where points move by a billionth of its
 * size, at random, it is read otherwise.
 *
 * @param {Drawing} strokes
 * @param {import('./reading.mjs').Timed} reading
 * @param {Classifier} classifier
 */
function isAtBoundary(strokes, reading, classifier) {
  const size = Math.max(1, ...strokes.flat(2).map(Math.abs));
  for (let seed = 1; seed <= HAIRS; seed++) {
    let state = seed;
    const off = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (HAIR * size * state) / 2 ** 31;
    };
    if (
      !isSame(
        reading,
        read(
          moved(strokes, ([x, y]) => [x + off(), y + off()]),
          classifier,
        ),
      )
    )
      return true;
  }
  return false;
}
