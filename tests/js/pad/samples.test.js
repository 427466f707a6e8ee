import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleOf, sampleStrokes } from '../../../web/page/pad/samples.js';

test('the strokes of a sample lie in its box, and reach its edges', () => {
  for (const digits of ['0', '7', '2026']) {
    const { strokes, width, height } = sampleStrokes(digits);
    const [xs, ys] = [strokes.flat().map(({ x }) => x), strokes.flat().map(({ y }) => y)];
    assert.ok(Math.min(...xs) >= 0 && Math.max(...xs) <= width && Math.max(...xs) > 0.9 * width, digits);
    assert.ok(Math.min(...ys) >= 0 && Math.max(...ys) <= height && Math.max(...ys) > 0.9 * height, digits);
  }
});

test('a sample is a sheet in the middle of the pad, written steadily', () => {
  const { strokes, size, zoom, corrections } = sampleOf('47', { width: 600, height: 400 });
  assert.deepEqual([size, zoom, corrections], [{ width: 600, height: 400 }, 1, []]);
  const points = strokes.flat();
  const xs = points.map(({ x }) => x);
  assert.ok(Math.abs(Math.min(...xs) + Math.max(...xs) - 600) < 30);
  assert.deepEqual(
    points.map(({ t }) => t),
    points.map((_, i) => 12 * i),
  );
});
