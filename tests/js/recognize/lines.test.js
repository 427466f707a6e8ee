import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLines } from '../../../web/page/recognize/lines.js';
import { forAll } from '../fixtures/random.js';

/** @param {number} left @param {number} top @param {number} width @param {number} height */
const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });

/** @param {Parameters<typeof toLines>[0]} boxes @returns {number[][]} the strokes of each line, ascending */
const membersOf = (boxes) => toLines(boxes).map(({ members }) => members.sort((a, b) => a - b));

test('strokes side by side are a line', () => {
  assert.deepEqual(membersOf([box(0, 0, 50, 100), box(60, 10, 50, 100), box(120, -10, 50, 100)]), [[0, 1, 2]]);
});

test('strokes with paper between, from top to bottom, are two lines, from the top', () => {
  const below = [box(0, 150, 50, 100), box(60, 150, 50, 100)];
  const above = [box(0, 0, 50, 100), box(60, 0, 50, 100)];
  assert.deepEqual(membersOf([...below, ...above]), [
    [2, 3],
    [0, 1],
  ]);
});

test('two single strokes are two lines only where there is more paper between them', () => {
  assert.deepEqual(membersOf([box(0, 0, 50, 80), box(0, 95, 50, 80)]), [[0, 1]]);
  assert.deepEqual(membersOf([box(0, 0, 50, 80), box(0, 105, 50, 80)]), [[0], [1]]);
});

test('a line may climb', () => {
  const climbing = Array.from({ length: 10 }, (_, i) => box(60 * i, -20 * i, 50, 100));
  assert.equal(membersOf(climbing).length, 1);
});

test('low strokes belong to the nearest line and do not count in its height', () => {
  const boxes = [box(0, 0, 50, 100), box(60, 0, 50, 100), box(0, 200, 50, 80), box(60, 200, 50, 80)];
  const lines = toLines([...boxes, box(120, 110, 5, 5), box(120, 190, 5, 5)]);
  assert.deepEqual(
    lines.map(({ members, height }) => [members, height]),
    [
      [[0, 1, 4], 100],
      [[2, 3, 5], 80],
    ],
  );
});

test('dots alone are a line, whose height is above 0 and grows with the drawing', () => {
  const lineOf = (/** @type {number} */ scale) => toLines([box(0, 5 * scale, 0, 0), box(30 * scale, 5 * scale, 0, 0)]);
  const [line, ...others] = lineOf(1);
  assert.deepEqual([line.members, others], [[0, 1], []]);
  assert.ok(line.height > 0);
  assert.equal(lineOf(1 / 128)[0].height, line.height / 128);
  assert.ok(toLines([box(5, 5, 0, 0)])[0].height > 0);
  assert.ok(toLines([box(0, 0, 0, 0), box(2e-16, 0, 0, Number.MIN_VALUE)])[0].height > 1e-20, 'almost a dot');
});

test('every stroke is in one line, and lines are the same wherever the drawing lies', () => {
  forAll(200, (random) => {
    const boxes = Array.from({ length: 1 + Math.floor(12 * random()) }, () =>
      box(500 * random(), 400 * random(), 80 * random(), 120 * random()),
    );
    const lines = membersOf(boxes);
    assert.deepEqual(
      lines.flat().sort((a, b) => a - b),
      boxes.map((_, i) => i),
    );
    assert.ok(lines.every((members) => members.length));
    const moved = boxes.map(({ left, top, right, bottom }) => box(left + 512, top - 256, right - left, bottom - top));
    assert.deepEqual(membersOf(moved), lines);
  });
});

test('two hundred thousand strokes are two lines, or one', () => {
  const many = Array.from({ length: 200_000 }, (_, i) => box(i, 0, 20, 100));
  assert.equal(toLines([box(0, -130, 20, 100), ...many]).length, 2);
  assert.equal(toLines([box(0, -105, 20, 100), ...many]).length, 1);
});
