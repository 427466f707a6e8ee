import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timesOf } from '../../../web/page/pad/replay.js';

const SIZE = { width: 1000, height: 700 };

/** @param {number[]} times @returns points on a line, 7 px from each other */
const stroke = (times) => times.map((t, i) => ({ x: 7 * i, y: 0, t }));

/** @param {number[][]} strokes */
const times = (strokes) => timesOf({ strokes: strokes.map(stroke), size: SIZE });

test('a replay keeps the speed of writing, but for long pauses', () => {
  assert.deepEqual(
    times([
      [0, 10, 25],
      [125, 140],
      [9140, 9150],
    ]),
    [
      [0, 10, 25],
      [125, 140],
      [540, 550],
    ],
  );
  assert.deepEqual(times([[0, 10, 5010]]), [[0, 10, 410]]);
});

test('it takes eight seconds at most', () => {
  const long = times(Array.from({ length: 200 }, (_, i) => [1000 * i, 1000 * i + 100]));
  assert.equal(Math.round(Number(long.at(-1)?.at(-1))), 8000);
});

test('strokes without times, or with impossible ones, get a steady speed', () => {
  for (const none of [
    [0, 0, 0],
    [5, 5, 5],
    [20, 10, 0],
    [0, Number.NaN, 5],
  ]) {
    assert.deepEqual(times([none]), [[0, 7, 14]]);
    assert.deepEqual(times([none, none])[1], [164, 171, 178]);
  }
  assert.deepEqual(timesOf({ strokes: [stroke([0, 0])], size: null }), [[0, 7]]);
});

test('a blank sheet, an empty stroke and dots have times, too', () => {
  assert.deepEqual(times([]), []);
  assert.deepEqual(times([[], [0], [], [300]]), [[], [0], [], [300]]);
});
