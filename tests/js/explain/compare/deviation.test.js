/** Deviations from the raster that networks learned. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AXES,
  deviated,
  isSame,
  STANDARD,
  shortValue,
  turned,
  valueInWords,
} from '../../../../web/page/explain/compare/deviation.js';
import { TRICKS } from '../../../../web/page/explain/compare/tricks.js';
import { BOX, PEN, rasterize } from '../../../../web/page/ink/raster.js';

const [{ drawing }] = TRICKS;
const axis = (/** @type {string} */ name) => AXES.find((one) => one.name === name) ?? assert.fail(name);

test('each axis has a position that changes nothing, and positions at equal distances', () => {
  assert.deepEqual(STANDARD, { shift: 0, size: BOX, turn: 0, pen: PEN });
  for (const { name, positions, standard } of AXES) {
    assert.ok(positions.includes(standard), name);
    const step = positions[1] - positions[0];
    for (const [i, value] of positions.entries()) assert.ok(Math.abs(value - positions[0] - i * step) < 1e-9, name);
  }
});

test('without a deviation, the drawing itself is read, as in training', () => {
  const input = deviated(drawing, { ...STANDARD });
  assert.equal(input.drawing, drawing);
  assert.equal(input.placement, undefined);
  assert.ok(isSame({ ...STANDARD }, STANDARD) && !isSame({ ...STANDARD, turn: 5 }, STANDARD));
});

test('every position of every axis but the standard one changes the raster, and leaves ink on it', () => {
  for (const { name, positions, standard } of AXES) {
    for (const value of positions) {
      const input = deviated(drawing, { ...STANDARD, [name]: value });
      const raster = rasterize(input.drawing, input.placement);
      assert.ok(
        raster.some((ink) => ink > 0.3),
        `${name} ${value}`,
      );
      if (value === standard) assert.deepEqual(raster, rasterize(drawing));
      else assert.notDeepEqual(raster, rasterize(drawing), `${name} ${value}`);
    }
  }
});

test('a pen as wide as the digit still leaves a digit', () => {
  const { placement } = deviated(drawing, { ...STANDARD, size: 8, pen: 8.4 });
  assert.ok((placement?.box ?? 0) > 8.4);
});

test('a turn goes clockwise about the middle of the ink, and back', () => {
  const line = [
    [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ],
  ];
  const [[first, last]] = turned(line, 90);
  assert.ok(Math.abs(first.x - 5) < 1e-9 && Math.abs(first.y + 5) < 1e-9);
  assert.ok(Math.abs(last.x - 5) < 1e-9 && Math.abs(last.y - 5) < 1e-9);
  const [[again]] = turned(turned(line, 90), -90);
  assert.ok(Math.hypot(again.x, again.y) < 1e-9);
});

test('values have their unit, in short and in words', () => {
  assert.equal(shortValue(axis('turn'), -20), '−20°');
  assert.equal(shortValue(axis('pen'), 2.4), '2.4 px');
  assert.equal(valueInWords(axis('turn'), -20), '−20 degrees');
  assert.equal(valueInWords(axis('shift'), 1), '1 pixel');
});
