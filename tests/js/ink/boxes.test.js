import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, heightOf, middleX, middleY, union, widthOf } from '../../../web/page/ink/boxes.js';
import { forAll } from '../fixtures/random.js';

/** @param {() => number} random */
const somePoints = (random) =>
  Array.from({ length: 1 + Math.floor(9 * random()) }, () => ({ x: 200 * random() - 100, y: 200 * random() - 100 }));

test('a box holds all points and touches four of them', () => {
  forAll(100, (random) => {
    const points = somePoints(random);
    const { left, top, right, bottom } = boxOf(points);
    assert.ok(points.every(({ x, y }) => left <= x && x <= right && top <= y && y <= bottom));
    assert.ok([left, right].every((side) => points.some(({ x }) => x === side)));
    assert.ok([top, bottom].every((side) => points.some(({ y }) => y === side)));
  });
});

test('a part of the points has the box of that part', () => {
  const points = [0, 1, 2, 3].map((i) => ({ x: i, y: -i }));
  assert.deepEqual(boxOf(points, 1, 3), { left: 1, top: -2, right: 2, bottom: -1 });
});

test('the union of boxes is the box of all their points', () => {
  forAll(100, (random) => {
    const [a, b] = [somePoints(random), somePoints(random)];
    assert.deepEqual(union([boxOf(a), boxOf(b)]), boxOf([...a, ...b]));
  });
});

test('the box of nothing is inside out and changes no union', () => {
  const box = { left: 1, top: 2, right: 3, bottom: 5 };
  assert.ok(widthOf(boxOf([])) < 0);
  assert.deepEqual(union([]), boxOf([]));
  assert.deepEqual(union([boxOf([]), box]), box);
});

test('a box has a size and a middle', () => {
  const box = { left: -2, top: 2, right: 4, bottom: 5 };
  assert.deepEqual([widthOf(box), heightOf(box), middleX(box), middleY(box)], [6, 3, 1, 3.5]);
});
