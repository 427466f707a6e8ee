import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { inkOf } from '../../../web/page/ink/identity.js';
import { cutsOf } from '../../../web/page/recognize/cuts.js';
import { toPieces, toSegments } from '../../../web/page/recognize/segments.js';
import { joined, numbers, row } from '../fixtures/drawings.js';
import { forAll } from '../fixtures/random.js';

const HEIGHT = 140;

/** @param {number[][][]} strokes @param {number[]} [divisible] */
function segmentsOf(strokes, divisible = []) {
  const drawing = toDrawing(strokes);
  const pieces = toPieces(
    drawing,
    [...drawing.keys()],
    new Map(divisible.filter((i) => drawing[i]).map((i) => [i, cutsOf(drawing[i], HEIGHT)])),
  );
  return { drawing, pieces, segments: toSegments(drawing, pieces, HEIGHT) };
}

test('pieces come from left to right, whatever the order of strokes', () => {
  const { pieces } = segmentsOf([...row(['1'], { left: 300 }), ...row(['1']), ...row(['1'], { left: 150 })]);
  assert.deepEqual(
    pieces.map(({ stroke, isWhole }) => [stroke, isWhole]),
    [
      [1, true],
      [2, true],
      [0, true],
    ],
  );
});

test('a stroke that may hold several digits is cut; pieces share the point of the cut', () => {
  const [first, second] = row(['0', '0'], { gap: 20 });
  const { drawing, pieces } = segmentsOf([joined(first, second)], [0]);
  assert.ok(pieces.length > 1);
  const inOrder = [...pieces].sort((a, b) => a.begin - b.begin);
  assert.deepEqual([inOrder[0].begin, inOrder[inOrder.length - 1].end], [0, drawing[0].length]);
  inOrder.slice(1).forEach((piece, i) => {
    assert.equal(piece.begin, inOrder[i].end - 1);
  });
  assert.ok(pieces.every(({ isWhole }) => !isWhole));
});

test('strokes that are far from each other share no segment', () => {
  const { segments } = segmentsOf(numbers('111', { gap: 70 }));
  assert.deepEqual(
    segments.map(({ first, last }) => [first, last]),
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  );
});

test('the ink of a segment is by time, and adjacent pieces of a stroke are one part', () => {
  const [first, second] = row(['0', '0'], { gap: 20 });
  const { drawing, pieces, segments } = segmentsOf([joined(first, second)], [0]);
  const whole = segments.find((segment) => segment.first === 0 && segment.last === pieces.length - 1);
  assert.deepEqual(whole?.parts, [{ stroke: 0, begin: 0, end: drawing[0].length }]);
  assert.equal(whole?.cuts, 0);
  assert.deepEqual(inkOf(drawing, whole?.parts ?? []), drawing);
  assert.ok(segments.some(({ cuts }) => cuts === 1));
});

test('every segment is a run of pieces without holes, and every piece is one', () => {
  forAll(200, (random) => {
    const strokes = Array.from({ length: 1 + Math.floor(8 * random()) }, () => {
      const [x, y] = [400 * random(), 100 * random()];
      return Array.from({ length: 1 + Math.floor(20 * random()) }, (_, i) => [
        x + 15 * i * random(),
        y + 90 * random(),
      ]);
    });
    const { drawing, pieces, segments } = segmentsOf(strokes, [0, 1]);
    for (const [i] of pieces.entries()) assert.ok(segments.some(({ first, last }) => first === i && last === i));
    for (const { first, last, parts, box, gap, cuts } of segments) {
      const inside = pieces.slice(first, last + 1);
      assert.ok(inside.length >= 1 && inside.length <= 7 && parts.length <= 4);
      const points = inkOf(drawing, parts).flat();
      assert.equal(
        new Set(points).size,
        new Set(inside.flatMap(({ stroke, begin, end }) => drawing[stroke].slice(begin, end))).size,
      );
      assert.equal(box.left, Math.min(...points.map(({ x }) => x)));
      assert.equal(box.bottom, Math.max(...points.map(({ y }) => y)));
      assert.ok(gap <= 0.4 && cuts <= 2 * parts.length);
    }
  });
});
