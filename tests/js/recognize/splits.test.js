import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitsOf } from '../../../web/page/recognize/splits.js';
import { forAll } from '../fixtures/random.js';

/** A bar from top to bottom. @param {number} x @param {number} [count] of points */
const bar = (x, count = 5) => Array.from({ length: count }, (_, i) => ({ x: x + i, y: 30 * i }));

/** @param {{x: number, y: number}[][]} drawing */
const whole = (drawing) => drawing.map((points, stroke) => ({ stroke, begin: 0, end: points.length }));

test('strokes are divided from left to right, whatever their order in time', () => {
  const drawing = [bar(100), bar(0), bar(50)];
  const strokes = splitsOf(drawing, whole(drawing)).map((sides) =>
    sides.map((parts) => parts.map(({ stroke }) => stroke)),
  );
  assert.deepEqual(strokes.slice(0, 2), [
    [[1], [0, 2]],
    [[1, 2], [0]],
  ]);
});

test('a stroke is cut where it turns, and elsewhere', () => {
  const points = [...bar(0), ...bar(40).reverse(), ...bar(60)];
  const ends = splitsOf([points], whole([points])).map(([[left]]) => left.end);
  assert.ok(ends.includes(5) || ends.includes(6), 'at the lower end of the first bar');
  assert.ok(ends.length > 4);
});

test('the left side is on the left, where a stroke is written from right to left, too', () => {
  const points = [0, 1, 2, 3, 4].map((i) => ({ x: -20 * i, y: (i % 2) * 90 }));
  for (const [[left], [right]] of splitsOf([points], whole([points]))) assert.ok(left.begin > right.begin);
});

test('in every split all ink is on one side', () => {
  forAll(200, (random) => {
    const drawing = Array.from({ length: 1 + Math.floor(5 * random()) }, () =>
      Array.from({ length: 1 + Math.floor(9 * random()) }, () => ({ x: 100 * random(), y: 100 * random() })),
    );
    const parts = whole(drawing);
    if (drawing.flat().length < 2) return;
    const splits = splitsOf(drawing, parts);
    assert.ok(splits.length > 0 && splits.length <= 24);
    for (const sides of splits) {
      assert.ok(sides.every((side) => side.length > 0));
      const edges = sides
        .flat()
        .flatMap(({ stroke, begin, end }) => Array.from({ length: end - begin }, (_, i) => `${stroke} ${begin + i}`));
      const all = new Set(edges);
      assert.equal(all.size, drawing.flat().length);
      assert.ok(edges.length - all.size <= 1, 'the point of a cut is on both');
    }
  });
});

test('identical points, and points in one place, can be divided', () => {
  for (const count of [2, 3, 50]) {
    const points = Array.from({ length: count }, () => ({ x: 5, y: 5 }));
    assert.ok(splitsOf([points], whole([points])).length > 0);
  }
});
