import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCurve } from '../../../web/page/pad/curve.js';
import { numbers } from '../fixtures/drawings.js';

/** @typedef {import('../../../web/page/pad/curve.js').Point} Point */

/** @param {number} count @param {number} [interval] ms between points @returns {Point[]} points of a circle */
const circle = (count, interval) =>
  Array.from({ length: count }, (_, i) => {
    const angle = (1.8 * Math.PI * i) / (count - 1);
    const [x, y] = [100 + 60 * Math.cos(angle), 100 + 60 * Math.sin(angle)];
    return interval === undefined ? { x, y } : { x, y, t: i * interval };
  });

/** @param {Point[]} points @returns {{path: number[], width: number}[]} all stretches, the last as if it ended here */
function stretches(points) {
  /** @type {{path: number[], width: number}[]} */
  const found = [];
  const curve = createCurve((path, width) => found.push({ path, width }));
  for (const point of points) curve.add(point);
  const [path, width] = curve.rest();
  return [...found, { path, width }];
}

/** Points along the stretches, ten for each piece. @param {{path: number[]}[]} all @returns {number[][]} */
function along(all) {
  return all.flatMap(({ path }) => {
    const points = [path.slice(0, 2)];
    for (let i = 2; i < path.length; i += 6) {
      const [ax, ay] = path.slice(i - 2, i);
      const [bx, by, cx, cy, dx, dy] = path.slice(i, i + 6);
      for (let k = 1; k <= 10; k++) {
        const [t, s] = [k / 10, 1 - k / 10];
        const weights = [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3];
        points.push([
          weights[0] * ax + weights[1] * bx + weights[2] * cx + weights[3] * dx,
          weights[0] * ay + weights[1] * by + weights[2] * cy + weights[3] * dy,
        ]);
      }
    }
    return points;
  });
}

/** @param {number[][]} points @param {Point} to @returns {number} px from a point to the nearest of others */
const nearest = (points, { x, y }) => Math.min(...points.map(([px, py]) => Math.hypot(px - x, py - y)));

test('the curve passes through the points', () => {
  for (const stroke of numbers('0123456789')) {
    const points = stroke.map(([x, y]) => ({ x, y }));
    const drawn = along(stretches(points));
    for (const point of points) assert.ok(nearest(drawn, point) < 2.1, 'two pixels may be left out');
  }
});

test('a circle of ten points is rounder than its chords', () => {
  const drawn = along(stretches(circle(10)));
  const radii = drawn.map(([x, y]) => Math.hypot(x - 100, y - 100));
  const inner = radii.slice(10, -10); // the ends have a point on one side only
  assert.ok(60 - Math.min(...inner) < 0.6, `${Math.min(...inner)}; a chord comes as near as 51`);
  assert.ok(Math.max(...radii) < 60.6);
});

test('a corner stays sharp, and straight lines stay straight', () => {
  const corner = [0, 30, 60, 90].map((x) => ({ x, y: 0 })).concat([30, 60, 90].map((y) => ({ x: 90 - y / 2, y })));
  for (const [x, y] of along(stretches(corner))) {
    assert.ok(Math.abs(y) < 1e-9 || Math.abs(x - (90 - y / 2)) < 1e-9, `${x}, ${y}`);
  }
});

test('stretches join, without gaps, and no later point changes them', () => {
  const points = circle(80, 8);
  const whole = stretches(points);
  assert.ok(whole.length > 5);
  whole.slice(1).forEach(({ path }, i) => {
    assert.deepEqual(path.slice(0, 2), whole[i].path.slice(-2));
  });
  for (const end of [1, 2, 20, 50]) {
    const part = stretches(points.slice(0, end));
    assert.deepEqual(part.slice(0, -1), whole.slice(0, part.length - 1));
    assert.deepEqual(part.at(-1)?.path.slice(-2), [points[end - 1].x, points[end - 1].y]);
  }
});

test('the stretch in progress stays short, however long the stroke is', () => {
  let longest = 0;
  const curve = createCurve(() => {});
  for (const point of circle(5000, 1)) {
    curve.add(point);
    longest = Math.max(longest, curve.rest()[0].length);
  }
  assert.ok(longest < 150, String(longest));
});

test('ink without times has one width, and so has ink faster than hands', () => {
  for (const points of [circle(40), circle(40, 0), circle(40, 0.01)]) {
    assert.deepEqual(new Set(stretches(points).map(({ width }) => width)), new Set([1]));
  }
});

test('slow ink is wider, fast ink narrower, by a fifth at most, and the width changes gently', () => {
  const ends = [100, 1].map((interval) => {
    const widths = stretches(circle(60, interval)).map(({ width }) => width);
    widths.slice(1).forEach((width, i) => {
      assert.ok(Math.abs(width - widths[i]) < 0.0601 && width >= 0.8 && width <= 1.2);
    });
    return Number(widths.at(-1));
  });
  assert.ok(ends[0] > 1.1 && ends[1] < 0.9, String(ends));
});

test('a dot is a dot, and a stroke of two pixels ends at its last point', () => {
  assert.deepEqual(stretches([{ x: 5, y: 6 }]), [{ path: [5, 6], width: 1 }]);
  const [{ path }] = stretches([
    { x: 5, y: 6 },
    { x: 6, y: 6 },
  ]);
  assert.deepEqual(
    [path.slice(0, 2), path.slice(-2)],
    [
      [5, 6],
      [6, 6],
    ],
  );
  assert.deepEqual(createCurve(() => {}).rest(), [[], 1]);
});

test('predicted points lengthen the stretch in progress, and leave no trace', () => {
  const curve = createCurve(() => {});
  for (const point of circle(10).slice(0, 3)) curve.add(point);
  const before = curve.rest();
  assert.deepEqual(curve.rest([{ x: 300, y: 300 }])[0].slice(-2), [300, 300]);
  assert.deepEqual(curve.rest(), before);
});
