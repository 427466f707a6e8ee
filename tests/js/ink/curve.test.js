/** Curves through points: as tests/unit/train/features/test_curve.py has them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curve, DENSE } from '../../../web/page/ink/curve.js';
import { assertClose } from '../fixtures/numbers.js';

/** @param {number[][]} points */
const curveOf = (points) => {
  const found = curve(Float64Array.from(points.flat()));
  return Array.from({ length: found.length / 2 }, (_, i) => [found[2 * i], found[2 * i + 1]]);
};

/** @param {number} count of points on three quarters of a circle */
const circle = (count) =>
  Array.from({ length: count }, (_, i) => {
    const angle = (1.5 * Math.PI * i) / (count - 1);
    return [10 * Math.cos(angle), 10 * Math.sin(angle)];
  });

test('points that are near stay as they are', () => {
  const dense = Float64Array.from([0, 0, DENSE, 0, DENSE, DENSE]);
  assert.equal(curve(dense), dense);
  assert.equal(curve(Float64Array.of()).length, 0);
});

test('every point stays, in order', () => {
  const points = circle(6);
  const found = curveOf(points).map(String);
  const places = points.map((point) => found.indexOf(String(point)));
  assert.ok(places.every((place, i) => place > (places[i - 1] ?? -1)));
  assert.ok(found.length > 2 * points.length);
});

test('two points are joined by a line of steps of one pixel', () => {
  assert.deepEqual(
    curveOf([
      [0, 0],
      [0, 5],
    ]),
    [0, 1, 2, 3, 4, 5].map((y) => [0, y]),
  );
});

test('few points of a circle give almost a circle', () => {
  for (const [x, y] of curveOf(circle(7))) assertClose(Math.hypot(x, y), 10, 0.4);
});

test('points on one place give no direction', () => {
  const points = [
    [0, 0],
    [0, 0],
    [9, 0],
    [9, 0],
    [9, 9],
  ];
  for (const point of curveOf(points)) assert.ok(point.every(Number.isFinite));
});

test('a curve backwards is the same curve', () => {
  const points = [
    [0, 0],
    [14, 3],
    [9, 30],
    [-4, 18],
  ];
  const [there, back] = [curveOf(points), curveOf([...points].reverse()).reverse()];
  there.forEach(([x, y], i) => {
    assertClose(back[i][0], x, 1e-9);
    assertClose(back[i][1], y, 1e-9);
  });
});
