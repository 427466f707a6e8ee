import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { BOX, CONSTANTS, FRAME, place, rasterize } from '../../../web/page/ink/raster.js';
import { goldenVectors, NAMES, readJson } from '../fixtures/bundles.js';
import { GOLDEN } from '../fixtures/drawings.js';
import { largestDifference } from '../fixtures/numbers.js';
import { forAll } from '../fixtures/random.js';

const PIXEL_TOLERANCE = 1 / 255;
const DIGITS = Object.entries(GOLDEN).filter(([name]) => name.startsWith('digit '));

for (const name of NAMES) {
  test(`rasters agree with the golden vectors of ${name}`, async () => {
    for (const vector of await goldenVectors(name)) {
      const difference = largestDifference(rasterize(toDrawing(vector.drawing)), vector.raster);
      assert.ok(difference < PIXEL_TOLERANCE, `${vector.name}: ${difference}`);
    }
  });
}

test('the constants are those that the networks were trained with', async () => {
  for (const name of NAMES) assert.deepEqual((await readJson(name, 'card.json')).raster, CONSTANTS, name);
});

test('place and size of a drawing change nothing', () => {
  forAll(DIGITS.length, (random) => {
    const [name, strokes] = DIGITS[Math.floor(random() * DIGITS.length)];
    const [scale, left, top] = [10 ** (4 * random() - 2), 1000 * random() - 500, 1000 * random() - 500];
    const moved = strokes.map((stroke) => stroke.map(([x, y]) => [scale * x + left, scale * y + top]));
    const difference = largestDifference(rasterize(toDrawing(moved)), rasterize(toDrawing(strokes)));
    assert.ok(difference < 1e-6, `${name}: ${difference}`);
  });
});

test('the order and the direction of strokes change nothing', () => {
  for (const [name, strokes] of DIGITS) {
    const turned = strokes.map((stroke) => [...stroke].reverse()).reverse();
    const difference = largestDifference(rasterize(toDrawing(turned)), rasterize(toDrawing(strokes)));
    assert.ok(difference < 1e-6, `${name}: ${difference}`);
  }
});

test('the centre of mass is in the middle, up to what leaves the frame', () => {
  for (const [name, strokes] of DIGITS) {
    const raster = rasterize(toDrawing(strokes));
    const mass = raster.reduce((sum, ink) => sum + ink, 0);
    const x = raster.reduce((sum, ink, pixel) => sum + ink * ((pixel % FRAME) + 0.5), 0) / mass;
    const y = raster.reduce((sum, ink, pixel) => sum + ink * (Math.floor(pixel / FRAME) + 0.5), 0) / mass;
    assert.ok(Math.abs(x - FRAME / 2) < 0.1 && Math.abs(y - FRAME / 2) < 0.1, `${name}: ${x}, ${y}`);
  }
});

test('the longer side of the ink, pen included, fills the box', () => {
  const { strokes } = place(toDrawing(GOLDEN['digit 1']));
  const ys = [...strokes[0]].filter((_, i) => i % 2);
  assert.ok(Math.abs(Math.max(...ys) - Math.min(...ys) + CONSTANTS.pen - BOX) < 1e-9);
});

test('a blank drawing is paper', () => {
  for (const blank of [[], [[]], [[], []]]) assert.ok(rasterize(blank).every((ink) => ink === 0));
});

test('a placement as in training changes no bit', () => {
  const placement = { box: BOX, pen: CONSTANTS.pen, shift: 0 };
  for (const [name, strokes] of DIGITS) {
    const drawing = toDrawing(strokes);
    assert.deepEqual(rasterize(drawing, placement), rasterize(drawing), name);
  }
});

test('a placement moves the centre of mass, and sets the size and the pen', () => {
  const drawing = toDrawing(GOLDEN['digit 1']);
  const centre = (/** @type {Float32Array} */ raster) => {
    const mass = raster.reduce((sum, ink) => sum + ink, 0);
    return raster.reduce((sum, ink, pixel) => sum + (ink * (pixel % FRAME)) / mass, 0);
  };
  const moved = centre(rasterize(drawing, { shift: 5 })) - centre(rasterize(drawing));
  assert.ok(Math.abs(moved - 5) < 0.01, `${moved}`);
  const [small] = place(drawing, { box: 12, pen: 4 }).strokes;
  const ys = [...small].filter((_, i) => i % 2);
  assert.ok(Math.abs(Math.max(...ys) - Math.min(...ys) + 4 - 12) < 1e-9);
  const widest = (/** @type {number} */ pen) => {
    const raster = rasterize([[{ x: 0, y: 0 }], [{ x: 0, y: 0 }]], { pen }); // a dot
    return Math.max(
      ...Array.from({ length: FRAME }, (_, y) => raster.slice(y * FRAME, (y + 1) * FRAME).reduce((a, b) => a + b, 0)),
    );
  };
  assert.ok(Math.abs(widest(6) - 6) < 0.6, `${widest(6)}`);
});

test('one raster takes less than a millisecond', () => {
  const drawings = DIGITS.map(([, strokes]) => toDrawing(strokes));
  const times = Array.from({ length: 20 }, () => {
    const started = performance.now();
    for (const drawing of drawings) rasterize(drawing);
    return (performance.now() - started) / drawings.length;
  });
  assert.ok(times.sort((a, b) => a - b)[0] < 1); // the fastest round: others may share the machine
});
