import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, carried, holds, middleOf, moved, resized, SMALLEST } from '../../../web/page/photo/frame.js';

const WITHIN = { x: 100, y: 50, width: 400, height: 300 };
const FRAME = { x: 200, y: 100, width: 100, height: 60 };

test('a frame begins in the middle of the picture', () => {
  assert.deepEqual(middleOf(WITHIN), { x: 180, y: 110, width: 240, height: 180 });
});

test('two corners make a frame, whichever comes first, and it stays within the picture', () => {
  const expected = { x: 150, y: 80, width: 200, height: 100 };
  const [a, b] = [
    { x: 150, y: 80 },
    { x: 350, y: 180 },
  ];
  assert.deepEqual(between(a, b, WITHIN), expected);
  assert.deepEqual(between(b, a, WITHIN), expected);
  assert.deepEqual(between({ x: -50, y: -50 }, { x: 9000, y: 9000 }, WITHIN), WITHIN);
});

test('a frame is never too small to be seen', () => {
  const dot = between({ x: 499, y: 349 }, { x: 499, y: 349 }, WITHIN);
  assert.deepEqual(dot, { x: 500 - SMALLEST, y: 350 - SMALLEST, width: SMALLEST, height: SMALLEST });
  assert.equal(resized(FRAME, { x: -500, y: 0 }, WITHIN).width, SMALLEST);
  const tiny = { x: 0, y: 0, width: 5, height: 300 };
  assert.deepEqual(between({ x: 2, y: 0 }, { x: 3, y: 300 }, tiny), tiny); // a picture may be smaller
});

test('a frame moves as far as the edges of the picture', () => {
  assert.deepEqual(moved(FRAME, { x: 10, y: -10 }, WITHIN), { ...FRAME, x: 210, y: 90 });
  assert.deepEqual(moved(FRAME, { x: -1000, y: 1000 }, WITHIN), { ...FRAME, x: 100, y: 290 });
});

test('its right and lower sides move as far as the edges, too', () => {
  assert.deepEqual(resized(FRAME, { x: 10, y: -10 }, WITHIN), { ...FRAME, width: 110, height: 50 });
  assert.deepEqual(resized(FRAME, { x: 1000, y: 1000 }, WITHIN), { ...FRAME, width: 300, height: 250 });
});

test('a frame stays around the same part of a picture that moves or is scaled', () => {
  const after = { x: 0, y: 10, width: 200, height: 150 };
  const frame = carried(FRAME, WITHIN, after);
  assert.deepEqual(frame, { x: 50, y: 35, width: 50, height: 30 });
  assert.deepEqual(carried(frame, after, WITHIN), FRAME);
  const small = carried(FRAME, WITHIN, { x: 0, y: 0, width: 40, height: 30 });
  assert.deepEqual([small.width, small.height], [SMALLEST, SMALLEST]);
});

test('a frame knows which points are in it', () => {
  assert.ok(holds(FRAME, { x: 200, y: 160 }));
  assert.ok(!holds(FRAME, { x: 199, y: 160 }));
});
