import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growingInk } from '../../../../web/page/explain/inside/growing.js';
import { unread } from '../../../../web/page/session/number.js';

/** @param {number} count of points */
const stroke = (count) => Array.from({ length: count }, (_, i) => ({ x: i, y: i }));

/** @param {{stroke: number, begin: number, end: number}[][]} graphemes @param {number} selected @param {any[]} drawing */
const read = (graphemes, selected, drawing) =>
  /** @type {any} */ ({
    ...{ drawing, ink: ['as it was read'], graphemes: graphemes.map((parts) => ({ parts })) },
    selected: { parts: graphemes[selected] },
  });

test('the stroke that grows is as long as it is now', () => {
  const drawing = [stroke(4), stroke(3)];
  const number = read([[{ stroke: 0, begin: 0, end: 4 }], [{ stroke: 1, begin: 0, end: 3 }]], 1, [...drawing]);
  drawing[1].push({ x: 9, y: 9 }, { x: 10, y: 10 });
  assert.deepEqual(growingInk({ drawing, number }), [drawing[1]]);
});

test('of a stroke that is two digits, only the second grows', () => {
  const drawing = [stroke(8)];
  const parts = [[{ stroke: 0, begin: 0, end: 3 }], [{ stroke: 0, begin: 3, end: 8 }]];
  const [first, second] = [0, 1].map((selected) => read(parts, selected, [...drawing]));
  drawing[0].push({ x: 9, y: 9 });
  assert.equal(growingInk({ drawing, number: first })[0].length, 3);
  assert.equal(growingInk({ drawing, number: second })[0].length, 6);
});

test('a stroke that is not read yet belongs to no digit, but to the first of all', () => {
  const drawing = [stroke(4)];
  const number = read([[{ stroke: 0, begin: 0, end: 4 }]], 0, [...drawing]);
  drawing.push(stroke(2));
  assert.deepEqual(growingInk({ drawing, number }), [drawing[0]]);
  assert.equal(growingInk({ drawing, number: unread([]) }), drawing);
});

test('other ink is as it was read', () => {
  const number = read([[{ stroke: 0, begin: 0, end: 4 }]], 0, [stroke(4)]);
  assert.deepEqual(growingInk({ drawing: [], number }), ['as it was read']);
  assert.deepEqual(growingInk({ drawing: [stroke(4)], number }), ['as it was read']);
});
