import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { zoomedOut } from '../../../web/page/pad/zoom.js';
import { numbers } from '../fixtures/drawings.js';

const SIZE = { width: 600, height: 400 };

/** @param {number[][][]} strokes */
const timed = (strokes) => toDrawing(strokes).map((stroke) => stroke.map(({ x, y }) => ({ x, y, t: 0 })));

/** A sheet on a pad of SIZE. @param {number[][][]} strokes @param {number} [zoom] */
const sheetOf = (strokes, zoom = 1) => ({
  strokes: timed(strokes),
  size: { width: SIZE.width * zoom, height: SIZE.height * zoom },
  zoom,
  begin: 0,
  corrections: [],
});

/** @typedef {ReturnType<typeof sheetOf>} Sheet */

/** Zooms out of a sheet that is all on the pad. @param {Sheet} sheet */
const zoomed = (sheet) => /** @type {Sheet} */ (zoomedOut(sheet, sheet.size));

test('a sheet with enough room stays', () => {
  for (const strokes of [[], numbers('47', { left: 20, top: 100 })]) {
    const sheet = sheetOf(strokes);
    assert.equal(zoomed(sheet), sheet);
  }
});

test('ink at the right edge gets room for two more digits', () => {
  const { zoom, size, strokes } = zoomed(sheetOf(numbers('1', { left: 570, top: 100 })));
  assert.ok(zoom > 1 && zoom <= 2);
  assert.ok(size.width - 570 > 2 * 0.8 * 140 * 0.88);
  assert.equal(size.width / size.height, SIZE.width / SIZE.height);
  assert.equal(strokes.length, 1);
});

test('ink at the bottom gets room only below another line', () => {
  const low = numbers('1', { left: 20, top: 250 });
  const single = sheetOf(low);
  assert.equal(zoomed(single), single);
  assert.ok(zoomed(sheetOf([...numbers('1', { left: 20, top: 20 }), ...low])).zoom > 1);
});

test('only the last stroke counts', () => {
  const sheet = sheetOf([...numbers('1', { left: 570, top: 100 }), ...numbers('1', { left: 20, top: 100 })]);
  assert.equal(zoomed(sheet), sheet);
});

test('zooming out has a limit', () => {
  let sheet = sheetOf([]);
  for (let i = 0; i < 50; i++) {
    const right = sheet.size.width - 10;
    sheet = zoomed({ ...sheet, strokes: timed(numbers('1', { left: right, top: 100 })) });
  }
  assert.equal(sheet.zoom, 6);
});
