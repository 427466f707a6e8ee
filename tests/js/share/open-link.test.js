import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { encode } from '../../../web/page/ink/encoding.js';
import { openLink, SENTENCES } from '../../../web/page/share/open-link.js';
import { numbers } from '../fixtures/drawings.js';

const PAD = { width: 360, height: 300 };

/** @param {string} encoded */
function sheetOf(encoded) {
  const opened = openLink(encoded, PAD);
  assert.ok('sheet' in opened);
  return opened.sheet;
}

test('a drawing from another pad keeps its place there; a larger pad makes a finer pen', () => {
  const size = { width: 720, height: 330 };
  const { strokes, size: own, zoom, corrections } = sheetOf(encode({ strokes: toDrawing(numbers('47')), size }));
  assert.deepEqual(own, size);
  assert.equal(zoom, 2);
  assert.deepEqual(corrections, []);
  assert.ok(strokes.flat().every(({ x, y }) => x >= 0 && x <= 720 && y >= 0 && y <= 330));
});

test('a drawing without a pad is in the middle of this one, whatever its size', () => {
  for (const scale of [0.001, 1, 40]) {
    const strokes = toDrawing(
      numbers('47').map((stroke) => stroke.map(([x, y]) => [scale * x - 500, scale * y + 700])),
    );
    const { strokes: framed, size } = sheetOf(encode({ strokes, size: null }));
    assert.ok(size);
    assert.ok(Math.abs(size.width / size.height - PAD.width / PAD.height) < 1e-9);
    const xs = framed.flat().map(({ x }) => x / size.width);
    const ys = framed.flat().map(({ y }) => y / size.height);
    assert.ok(Math.abs(Math.min(...xs) + Math.max(...xs) - 1) < 1e-6 && Math.min(...xs) > 0.05);
    assert.ok(Math.abs(Math.min(...ys) + Math.max(...ys) - 1) < 1e-6 && Math.min(...ys) > 0.05);
  }
});

test('a dot, or nothing, has a sheet, too, also before the pad has a size', () => {
  const dot = encode({ strokes: [[{ x: 5, y: 5 }]], size: null });
  for (const size of [PAD, { width: 0, height: 0 }]) {
    const opened = openLink(dot, size);
    assert.ok('sheet' in opened && opened.sheet.size);
    assert.ok(opened.sheet.strokes.flat().every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  }
});

test('a bad link gives a sentence', () => {
  assert.deepEqual(openLink('1damaged', PAD), { failure: SENTENCES.damaged });
  assert.deepEqual(openLink('1'.repeat(1e6), PAD), { failure: SENTENCES['too large'] });
});
