import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutTouched } from '../../../web/page/pad/erase.js';

const DOT = [{ x: 50, y: 50 }];
const LINE = [0, 100].map((y) => ({ x: 200, y }));
const STROKES = [DOT, LINE, []];

/** @param {number[]} from @param {number[]} to @param {number} [reach] */
const erased = (from, to, reach = 8) =>
  withoutTouched(STROKES, { x: from[0], y: from[1] }, { x: to[0], y: to[1] }, reach);

test('a point erases the stroke under it, also between its points', () => {
  assert.deepEqual(erased([50, 50], [50, 50]), [LINE, []]);
  assert.deepEqual(erased([57, 50], [57, 50]), [LINE, []]);
  assert.deepEqual(erased([193, 60], [193, 60]), [DOT, []]);
});

test('a quick sweep erases strokes between its points', () => {
  assert.deepEqual(erased([100, 55], [300, 45]), [DOT, []]);
  assert.deepEqual(erased([0, 52], [300, 45]), [[]]);
});

test('nothing near: the strokes are the same array', () => {
  for (const place of [
    [59, 50],
    [191, 60],
    [200, 109],
    [500, 500],
    [Number.NaN, 0],
  ]) {
    assert.equal(erased(place, place), STROKES);
  }
});
