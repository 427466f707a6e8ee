import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cornerOf,
  indexOf,
  layoutOf,
  moved,
  placeAt,
  placeOf,
  viewOf,
} from '../../../../web/page/explain/inside/atlas.js';

test('a layer without maps is shown in rows, and like the one before where it changes each number by itself', () => {
  assert.deepEqual(viewOf([28, 28, 8]), [28, 28, 8]);
  assert.deepEqual(viewOf([10]), [1, 10, 1]);
  assert.deepEqual(viewOf([300]), [10, 32, 1]);
  assert.deepEqual(viewOf([784], [28, 28, 1]), [28, 28, 1]);
  assert.deepEqual(viewOf([300], [28, 28, 1]), [10, 32, 1]);
});

test('an atlas is no wider than its room, and no pixel smaller than 2 px', () => {
  for (const view of [
    [28, 28, 5],
    [26, 26, 32],
    [24, 24, 64],
    [2, 2, 76],
    [1, 22, 1],
    [16, 32, 1],
    [10, 32, 1],
  ]) {
    for (const room of [280, 480, 900]) {
      const count = view[0] * view[1] * view[2];
      const { width, zoom, columns } = layoutOf(view, count, room);
      assert.ok(zoom >= 2);
      assert.ok(columns >= 1 && columns <= view[2]);
      assert.ok(width * zoom <= room, `${view} in ${room}`);
    }
  }
});

test('every pixel of the atlas leads to its number and back', () => {
  const view = [5, 4, 7];
  const layout = layoutOf(view, 140, 60);
  const seen = new Set();
  for (let index = 0; index < 140; index++) {
    const place = placeOf(view, index);
    assert.equal(indexOf(view, place), index);
    const [x, y] = cornerOf(layout, place.map);
    assert.deepEqual(placeAt(layout, x + place.column + 0.5, y + place.row + 0.5), place);
    seen.add(`${x + place.column},${y + place.row}`);
  }
  assert.equal(seen.size, 140);
});

test('points outside, between maps and after the last number lead to the nearest number', () => {
  const layout = layoutOf([5, 4, 7], 140, 60);
  for (const [x, y] of [
    [-3, -9],
    [1e4, 1e4],
    [4.5, 5.5],
    [layout.width, 0],
  ]) {
    const index = indexOf(layout.view, placeAt(layout, x, y));
    assert.ok(index >= 0 && index < 140, `${x}, ${y}`);
  }
  const rows = layoutOf(viewOf([300]), 300, 900);
  assert.equal(indexOf(rows.view, placeAt(rows, 31.5, 9.5)), 299); // the last row is short
});

test('keys move from number to number and from map to map, and stop at the edges', () => {
  const layout = layoutOf([5, 4, 7], 140, 60);
  const at = { map: 3, row: 0, column: 3 };
  assert.deepEqual(moved(layout, at, 'ArrowDown'), { map: 3, row: 1, column: 3 });
  assert.deepEqual(moved(layout, at, 'ArrowLeft'), { map: 3, row: 0, column: 2 });
  assert.deepEqual(moved(layout, at, 'PageDown'), { map: 4, row: 0, column: 3 });
  assert.deepEqual(moved(layout, at, 'PageUp'), { map: 2, row: 0, column: 3 });
  assert.deepEqual(moved(layout, at, 'ArrowUp'), at);
  assert.deepEqual(moved(layout, at, 'ArrowRight'), at);
  assert.equal(moved(layout, at, 'a'), null);
  const rows = layoutOf(viewOf([300]), 300, 900);
  const last = placeOf(rows.view, 299);
  assert.deepEqual(moved(rows, last, 'ArrowRight'), last);
});
