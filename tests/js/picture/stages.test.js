import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseWriting } from '../../../web/page/picture/choose.js';
import { distances, fillHoles, toComponents } from '../../../web/page/picture/components.js';
import { pruned, toGraph } from '../../../web/page/picture/graph.js';
import { blur, enlarge, flatten, inkIn, otsu, planeOf, shrink, spread } from '../../../web/page/picture/grey.js';
import { assignPixels, rasterOf } from '../../../web/page/picture/pixels.js';
import { toStrokes } from '../../../web/page/picture/strokes.js';
import { thin } from '../../../web/page/picture/thinning.js';
import { toMask } from '../../../web/page/picture/threshold.js';
import { assertClose } from '../fixtures/numbers.js';
import { cover, painted } from '../fixtures/painted.js';

/** @param {string[]} rows of # and . */
const bits = (...rows) => ({
  width: rows[0].length,
  height: rows.length,
  values: Uint8Array.from(rows.join(''), (one) => Number(one === '#')),
});
/** @param {ReturnType<typeof bits>} mask */
const shown = ({ width, height, values }) =>
  Array.from({ length: height }, (_, y) =>
    Array.from(values.subarray(y * width, (y + 1) * width), (one) => (one ? '#' : '.')).join(''),
  );
const plane = (/** @type {number} */ width, /** @type {number[]} */ ...values) => ({
  width,
  height: values.length / width,
  values: Float32Array.from(values),
});

test('see-through pixels are the ground', () => {
  const picture = { width: 2, height: 1, data: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 255) };
  assert.deepEqual([...planeOf(picture, 'red', false).values], [255, 0]);
});

test('planes are shrunk by means, and enlarged by straight lines', () => {
  assert.deepEqual([...shrink(plane(4, 0, 2, 4, 6, 2, 4, 6, 8), 2).values], [2, 6]);
  assert.deepEqual([...enlarge(plane(2, 0, 4), 2).values], [0, 1, 3, 4, 0, 1, 3, 4]);
});

test('the extremes and means of windows are those of what lies in them', () => {
  const values = [3, 1, 4, 1, 5, 9, 2];
  assert.deepEqual([...spread(plane(7, ...values), 1, Math.max).values], [3, 4, 4, 5, 9, 9, 9]);
  assert.deepEqual([...spread(plane(7, ...values), 2, Math.min).values], [1, 1, 1, 1, 1, 1, 2]);
  const means = blur(plane(7, ...values), 1).values;
  [2, 8 / 3, 2, 10 / 3, 5, 16 / 3, 5.5].forEach((mean, i) => void assertClose(means[i], mean));
});

test('the threshold lies between two classes', () => {
  const bins = new Float64Array(10);
  bins.set([5, 9, 5], 0);
  bins.set([1, 2], 7);
  assert.ok(otsu(bins) >= 2 && otsu(bins) < 7);
});

test('a gradient of light is flattened, and ink keeps its contrast', () => {
  const { values } = flatten(
    { width: 100, height: 1, values: Float32Array.from({ length: 100 }, (_, x) => (x === 50 ? 0.25 : 1) * (120 + x)) },
    10,
  );
  for (let x = 12; x < 88; x++) assertClose(values[x], x === 50 ? 0.75 : 0, 0.1);
});

test('how ink differs is found: its channel, and white on black', () => {
  const line = [[10, 30], [50, 30]]; // biome-ignore format: a line
  const blue = painted(60, 60, (x, y) => (cover(line, 5, x, y) > 0.5 ? [40, 60, 200] : [240, 240, 240]));
  const white = painted(60, 60, (x, y) => (cover(line, 5, x, y) > 0.5 ? 240 : 30));
  assert.equal(inkIn(blue, 8).isLight, false);
  assert.notEqual(inkIn(blue, 8).channel, 'blue');
  assert.equal(inkIn(white, 8).isLight, true);
});

test('a mask has what stands out from the noise, and nothing where nothing does', () => {
  const values = Array.from({ length: 400 }, (_, i) => (i % 20 === 10 ? 0.7 : 0.01 * (i % 3)));
  assert.equal(
    toMask(plane(20, ...values), 2)?.values.reduce((a, b) => a + b),
    20,
  );
  assert.equal(toMask(plane(20, ...values.map((value) => Math.min(value, 0.02))), 2), null);
});

test('components know their size, and the width of their strokes', () => {
  const mask = bits('........', '.#####..', '.#####.#', '.#####..', '........');
  const contrast = { ...mask, values: Float32Array.from(mask.values) };
  const [bar, speck] = toComponents(mask, contrast, distances(mask)).components;
  assert.deepEqual([bar.left, bar.top, bar.right, bar.bottom, bar.area, bar.onEdge], [1, 1, 5, 3, 15, 0]);
  assertClose(bar.width, 2.4, 1);
  assert.deepEqual([speck.area, speck.onEdge], [1, 1]);
});

test('small holes are filled, others and bays are not', () => {
  const mask = bits('#####..', '#.###.#', '#######', '##...##', '##...##', '#######');
  fillHoles(mask, 2);
  assert.deepEqual(shown(mask), ['#####..', '#####.#', '#######', '##...##', '##...##', '#######']);
});

test('blobs and specks beside writing are left out', () => {
  const line = {
    left: 10,
    top: 10,
    right: 14,
    bottom: 60,
    area: 200,
    width: 4,
    thickest: 5,
    contrast: 0.7,
    strongest: 0.8,
  };
  const components = [
    { ...line, label: 1, onEdge: 0 },
    { ...line, label: 2, onEdge: 0, left: 30, right: 90, area: 2500, width: 30, thickest: 40 },
    { ...line, label: 3, onEdge: 0, right: 11, bottom: 11, area: 2, width: 1, thickest: 1 },
    { ...line, label: 4, onEdge: 40 },
  ];
  const { kept, pen } = chooseWriting(components, 0.5);
  assert.deepEqual(
    kept.map(({ label }) => label),
    [1],
  );
  assert.equal(pen, 4);
});

test('a cross becomes two strokes, and a spur is none', () => {
  const mask = bits(
    '...........',
    '.....#.....',
    '.....#.....',
    '.....#.....',
    '.....#.....',
    '.#########.',
    '.....#.....',
    '.....#.....',
    '.....##....',
    '.....#.....',
    '...........',
  );
  const graph = pruned(toGraph(thin(mask), 11, distances(mask)));
  const strokes = toStrokes(graph, 1);
  assert.equal(strokes.length, 2);
  const [level, upright] = strokes.sort((a, b) => a[0].x - b[0].x);
  assert.ok(level[0].x < 3 && level[level.length - 1].x > 8);
  assert.ok(upright[0].y < 3 && upright[upright.length - 1].y > 8);
  assert.ok(upright.every(({ x }) => Math.abs(x - 5.5) < 1));
});

test('a raster of pixels has 20 of them along its longer side, and its mass in the middle', () => {
  const mask = bits(
    ...Array.from({ length: 60 }, (_, y) => '.'.repeat(10) + (y > 4 && y < 55 ? '#####' : '.....') + '.'.repeat(10)),
  );
  const contrast = { ...mask, values: Float32Array.from(mask.values, (one) => 0.6 * one) };
  const labels = Int32Array.from(mask.values);
  const stroke = Array.from({ length: 50 }, (_, i) => ({ x: 12.5, y: 5.5 + i }));
  const pixels = assignPixels(contrast, labels, new Map([[1, 0.6]]), 0.02, [stroke]);
  assert.equal(pixels.xs.length, 250);
  const raster = /** @type {Float32Array} */ (rasterOf(pixels, [{ stroke: 0, begin: 0, end: 50 }]));
  assertClose(
    raster.reduce((a, b) => a + b),
    20 * 2,
    1e-3,
  );
  const rows = [...raster.keys()].filter((i) => raster[i] > 0.01).map((i) => Math.floor(i / 28));
  assert.deepEqual([Math.min(...rows), Math.max(...rows)], [4, 23]);
  const half = /** @type {Float32Array} */ (rasterOf(pixels, [{ stroke: 0, begin: 0, end: 25 }]));
  assertClose(
    half.reduce((a, b) => a + b),
    20 * 4,
    1,
  ); // as long as the other, so twice as wide
  assert.equal(rasterOf(pixels, [{ stroke: 0, begin: 50, end: 60 }]), null);
});
