import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { createPacker, createUnpacker, pack, unpack } from '../../../web/page/worker/strokes.js';
import { numbers } from '../fixtures/drawings.js';
import { forAll } from '../fixtures/random.js';

/** @typedef {import('../../../web/page/ink/drawing.js').Drawing} Drawing */

/** Sends a drawing to a worker: messages are copied. @param {any} packed */
const sent = (packed) => structuredClone(packed);

test('a drawing that is packed by itself comes out as it was, without times', () => {
  const drawing = toDrawing([...numbers('47'), [], [[1, 2, 3]]]);
  const expected = drawing.map((stroke) => stroke.map(({ x, y }) => ({ x, y })));
  assert.deepEqual(unpack(sent(pack(drawing))), expected);
  assert.deepEqual(unpack(sent(pack([]))), []);
});

test('only new ink is sent, and strokes that were there are the same arrays', () => {
  const [packNext, unpackNext] = [createPacker(), createUnpacker()];
  const drawing = toDrawing(numbers('47'));
  const before = unpackNext(sent(packNext(drawing)));
  drawing[0].push({ x: 500, y: 600 });
  const packed = packNext([...drawing, [{ x: 7, y: 8 }]]);
  assert.deepEqual([...packed.points], [500, 600, 7, 8]);
  const after = unpackNext(sent(packed));
  for (const [i] of drawing.entries()) assert.equal(after[i], before[i]);
  assert.deepEqual(after[0].at(-1), { x: 500, y: 600 });
});

test('whatever is drawn, undone and drawn again, the other side has the same', () => {
  forAll(100, (random) => {
    const [packNext, unpackNext] = [createPacker(), createUnpacker()];
    /** @type {Drawing} */
    let drawing = [];
    /** @type {Drawing[]} */
    const earlier = [];
    for (let step = 0; step < 20; step++) {
      const kind = random();
      const point = { x: 100 * random(), y: 100 * random() };
      if (kind < 0.3) drawing = [...drawing, [point]];
      else if (kind < 0.7) drawing.at(-1)?.push(point);
      else if (kind < 0.8) drawing = earlier[Math.floor(random() * earlier.length)] ?? [];
      else if (kind < 0.9) drawing = drawing.slice(1);
      else drawing = [...drawing, ...drawing.slice(0, 1)];
      earlier.push(drawing);
      if (random() < 0.5) assert.deepEqual(unpackNext(sent(packNext(drawing))), drawing);
    }
  });
});
