import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, heightOf } from '../../../web/page/ink/boxes.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { fitted, partAround, partNear, partUnder, placed } from '../../../web/page/photo/placing.js';
import { numbers } from '../fixtures/drawings.js';

const PAD = { width: 600, height: 400 };
const ROOM = { x: 10, y: 10, width: 580, height: 330 };
const PHOTO = { x: 0, y: 0, width: 4000, height: 3000 };

/** @param {number[][][]} strokes @param {number} scale */
const large = (strokes, scale) =>
  toDrawing(strokes).map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale, y: y * scale })));

test('a picture fills the room, in its middle, and keeps its shape', () => {
  const wide = fitted({ width: 4000, height: 1000 }, ROOM);
  assert.deepEqual(wide, { x: 10, y: 10 + (330 - 145) / 2, width: 580, height: 145 });
  const high = fitted({ width: 1000, height: 4000 }, ROOM);
  assert.deepEqual(high, { x: 10 + (580 - 82.5) / 2, y: 10, width: 82.5, height: 330 });
});

test('a tiny picture is enlarged four times at most', () => {
  const { width, height } = fitted({ width: 28, height: 28 }, ROOM);
  assert.deepEqual([width, height], [112, 112]);
});

test('strokes lie where the picture shows them', () => {
  const shown = fitted(PHOTO, ROOM);
  const scale = shown.width / PHOTO.width;
  const drawing = large(numbers('47', { left: 150, top: 100 }), 8);
  const { strokes, size, zoom, place } = placed(drawing, PHOTO, shown, PAD);
  assert.equal(zoom, 1);
  assert.deepEqual(size, PAD);
  assert.deepEqual(place, shown);
  drawing.flat().forEach((point, i) => {
    const { x, y } = strokes.flat()[i];
    assert.ok(Math.abs(x - (shown.x + point.x * scale)) < 1e-9 && Math.abs(y - (shown.y + point.y * scale)) < 1e-9);
  });
});

test('small writing gets a larger sheet, so that its strokes keep their shape in links', () => {
  const shown = fitted(PHOTO, ROOM);
  const drawing = large(numbers('11', { left: 800, top: 600 }), 1.5); // 23 CSS px high
  const { strokes, size, zoom, place } = placed(drawing, PHOTO, shown, PAD);
  assert.ok(zoom > 2 && zoom < 6);
  assert.deepEqual(size, { width: PAD.width * zoom, height: PAD.height * zoom });
  assert.equal(place.width, shown.width * zoom);
  assert.ok(Math.abs(heightOf(boxOf(strokes[0])) - 60) < 3);
  const dust = placed([[{ x: 5, y: 5 }]], PHOTO, shown, PAD);
  assert.equal(dust.zoom, 6);
});

test('a small number in a corner of a large picture is shown by the part around it', () => {
  const drawing = large(numbers('6402', { left: 5500, top: 4200 }), 0.6); // 13 CSS px high
  const part = partNear(drawing, PHOTO, ROOM);
  assert.ok(part);
  const { left, top, right, bottom } = boxOf(drawing.flat());
  assert.ok(part.x < left && part.y < top && part.x + part.width > right && part.y + part.height > bottom);
  assert.ok(part.x + part.width <= PHOTO.width && part.y + part.height <= PHOTO.height);
  const shown = fitted(part, ROOM);
  assert.ok(heightOf(boxOf(drawing[0])) * (shown.width / part.width) > 24);
  const { strokes } = placed(drawing, part, shown, PAD);
  assert.ok(strokes.flat().every(({ x, y }) => x > 0 && y > 0));
  assert.ok(partNear([drawing.flat()], PHOTO, ROOM)); // digits that are joined
});

test('a picture is shown whole where its numbers are large enough, or lie all over it', () => {
  assert.equal(partNear(large(numbers('47', { left: 150, top: 100 }), 8), PHOTO, ROOM), null);
  const small = ['left', 'right'].map((_, i) => large(numbers('47', { left: 5500 * i, top: 4200 * i }), 0.6));
  assert.equal(partNear(small.flat(), PHOTO, ROOM), null);
  assert.equal(partNear([], PHOTO, ROOM), null);
});

test('times follow from a steady pen, and never fall', () => {
  const { strokes } = placed(toDrawing(numbers('2026')), PHOTO, fitted(PHOTO, ROOM), PAD);
  const times = strokes.flat().map(({ t }) => t);
  assert.equal(times[0], 0);
  assert.ok(times.every((t, i) => Number.isFinite(t) && t >= (times[i - 1] ?? 0)));
});

test('a picture without strokes gives a sheet without strokes', () => {
  const { strokes, zoom } = placed([[]], PHOTO, fitted(PHOTO, ROOM), PAD);
  assert.deepEqual([strokes, zoom], [[[]], 1]);
});

test('a frame on the pad is a part of the picture, in whole px', () => {
  const shown = { x: 100, y: 50, width: 400, height: 300 };
  assert.deepEqual(partUnder({ x: 200, y: 80, width: 100, height: 30 }, PHOTO, shown), {
    ...{ x: 1000, y: 300, width: 1000, height: 300 },
  });
  assert.deepEqual(partUnder({ x: 0, y: 0, width: 900, height: 900 }, PHOTO, shown), PHOTO);
});

test('a frame in a part is a part of the whole picture', () => {
  const part = { x: 1000, y: 300, width: 1000, height: 300 };
  const shown = { x: 0, y: 0, width: 500, height: 150 };
  assert.deepEqual(partUnder({ x: 50, y: 10, width: 100, height: 20 }, part, shown), {
    ...{ x: 1100, y: 320, width: 200, height: 40 },
  });
  const beside = partUnder({ x: 700, y: 200, width: 20, height: 20 }, part, shown);
  assert.deepEqual(beside, { x: 1999, y: 599, width: 1, height: 1 });
});

test('a part that was read is shown with all of the digits on its edge', () => {
  const part = { x: 100, y: 100, width: 200, height: 80 };
  const around = (/** @type {number[][][]} */ strokes) =>
    partAround(part, toDrawing(strokes), 4, { width: 400, height: 300 });
  assert.deepEqual(around([[[150, 110], [150, 170]]]), part); // biome-ignore format: a one
  assert.deepEqual(around([[[150, 80], [150, 190]], []]), { x: 100, y: 76, width: 200, height: 118 }); // biome-ignore format: a one
  assert.deepEqual(around([[[99, 299], [399, 299]]]), { x: 95, y: 100, width: 305, height: 200 }); // biome-ignore format: a line
});
