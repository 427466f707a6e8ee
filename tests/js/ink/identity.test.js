import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { createIdentity } from '../../../web/page/ink/identity.js';
import { numbers } from '../fixtures/drawings.js';

const [PART, OTHER] = [0, 1].map((stroke) => ({ stroke, begin: 0, end: 2 }));

test('ink has the same key as long as its strokes are the same', () => {
  const { keyOf } = createIdentity();
  const drawing = toDrawing(numbers('47'));
  const key = keyOf(drawing, [PART]);
  assert.equal(keyOf(drawing, [{ ...PART }]), key);
  assert.equal(keyOf([[], ...drawing], [{ ...PART, stroke: 1 }]), key);
  assert.notEqual(keyOf(drawing, [{ ...PART, end: 3 }]), key);
  assert.notEqual(keyOf(drawing, [OTHER]), key);
  assert.notEqual(keyOf(toDrawing(numbers('47')), [PART]), key);
  assert.notEqual(keyOf(drawing, [PART, OTHER]), key);
});

test('a stroke keeps its number while it grows', () => {
  const { idOf } = createIdentity();
  const [first, second] = toDrawing(numbers('47'));
  const id = idOf(first);
  assert.notEqual(idOf(second), id);
  first.push({ x: 1, y: 2 });
  assert.equal(idOf(first), id);
});
