import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../../web/page/ui/columns.js';
import { forAll } from '../fixtures/random.js';

const DESKTOP = { width: 1200, tilesHeight: 96, numeralsHeight: 144, maxTile: 76, maxNumeral: 108 };
const PHONE = { width: 340, tilesHeight: 62, numeralsHeight: 100, maxTile: 50, maxNumeral: 72 };

/** Digits at given places. @param {number[]} xs @param {number} [line] */
const digits = (xs, line = 0) => xs.map((x) => ({ x, line, grapheme: '7' }));

test('a column stands under the middle of its ink, as large as there is room', () => {
  const { columns, rows } = columnsOf(digits([200, 500, 900]), DESKTOP);
  assert.deepEqual(
    columns.map(({ x }) => x),
    [200, 500, 900],
  );
  assert.equal(rows, 1);
  for (const { tile, numeral, second } of columns) {
    assert.equal(tile, 76);
    assert.equal(Math.round(numeral), 100);
    assert.equal(second, 'long');
  }
});

test('neighbours never overlap, unless their ink is nearer than the smallest type', () => {
  forAll(300, (random) => {
    const room = random() < 0.5 ? DESKTOP : PHONE;
    const count = 1 + Math.floor(random() * 20);
    const gap = room.width / (count + 1);
    const xs = Array.from({ length: count }, (_, i) => (i + 1 + 0.4 * (random() - 0.5)) * gap);
    const { columns } = columnsOf(digits(xs), room);
    columns.forEach(({ x, tile, numeral, width }, i) => {
      assert.equal(x, xs[i]);
      assert.ok(tile <= room.maxTile && numeral <= room.maxNumeral);
      assert.ok(x - width / 2 >= -1e-9 && x + width / 2 <= room.width + 1e-9, 'within the sheet');
      if (!i) return;
      const distance = x - columns[i - 1].x;
      const sides = (tile + columns[i - 1].tile) / 2;
      assert.ok(sides <= Math.max(10, distance), `tiles of ${sides} at a distance of ${distance}`);
      assert.ok((width + columns[i - 1].width) / 2 <= distance + 1e-9, 'a click finds one numeral');
    });
  });
});

test('one narrow pair does not make a whole number tiny', () => {
  const { columns } = columnsOf(digits([100, 300, 320, 500, 700, 900]), DESKTOP);
  assert.ok(columns[0].numeral > 80);
});

test('tiles of a line are alike, though its distances differ a little', () => {
  const sizes = columnsOf(digits([100, 160, 223, 280]), DESKTOP).columns.map(({ tile }) => tile);
  assert.equal(new Set(sizes).size, 1);
});

test('one narrow pair does not make all tiles tiny', () => {
  const tiles = columnsOf(digits([40, 120, 200, 220]), PHONE).columns.map(({ tile }) => tile);
  assert.deepEqual(tiles.map(Math.round), [42, 42, 16, 16]);
});

test('two halves of a digit that nearly coincide leave the others as they are, and can be pointed at', () => {
  const { columns } = columnsOf(digits([100, 300, 303, 500, 700]), DESKTOP);
  assert.deepEqual(
    columns.map(({ tile }) => Math.round(tile)),
    [76, 10, 10, 76, 76],
  );
  for (const { width } of columns) assert.ok(width >= 8);
});

test('the tiles of two digits do not overlap where a point is between them', () => {
  const near = [...digits([100]), { x: 115, line: 0, grapheme: '.' }, ...digits([130])];
  const { columns } = columnsOf(near, DESKTOP);
  assert.ok((columns[0].tile + columns[2].tile) / 2 <= 30);
});

test('numerals at equal distances have air between them', () => {
  const { columns } = columnsOf(digits([40, 80, 120, 160]), { ...PHONE, maxNumeral: 200 });
  for (const { numeral } of columns) assert.ok(numeral * 0.6015 <= 0.9 * 40);
});

test('twenty digits fit a phone', () => {
  const xs = Array.from({ length: 20 }, (_, i) => 10 + 16.8 * i);
  const { columns } = columnsOf(digits(xs), PHONE);
  for (const { numeral, tile, second } of columns) {
    assert.ok(numeral >= 16 && 0.6 * numeral < 16.8);
    assert.ok(tile >= 10 && tile < 16.8);
    assert.equal(second, '');
  }
});

test('a point makes the digits beside it no smaller than a digit would', () => {
  const near = [digits([100])[0], { x: 160, line: 0, grapheme: '.' }, ...digits([220])];
  assert.ok(
    columnsOf(near, DESKTOP).columns[0].numeral > columnsOf(digits([100, 160, 220]), DESKTOP).columns[0].numeral,
  );
});

test('marks take the room of their width: a slash more than a point, a plus as much as a digit', () => {
  const sizeWith = (/** @type {string} */ grapheme) => {
    const middles = [...digits([100]), { x: 160, line: 0, grapheme }, ...digits([220])];
    return columnsOf(middles, { ...DESKTOP, numeralsHeight: 300, maxNumeral: 200 }).columns[0].numeral;
  };
  assert.ok(sizeWith('.') > sizeWith('/') && sizeWith('/') > sizeWith('7'));
  assert.equal(sizeWith('+'), sizeWith('7'));
});

test('each line of writing has a row', () => {
  const { columns, rows, tileRow, numeralRow } = columnsOf([...digits([100, 300]), ...digits([120], 2)], DESKTOP);
  assert.equal(rows, 2);
  assert.deepEqual(
    columns.map(({ line }) => line),
    [0, 0, 1],
  );
  assert.equal(tileRow, 48);
  assert.equal(numeralRow, 72);
  assert.ok(columns.every(({ tile, numeral }) => tile <= tileRow && numeral <= numeralRow));
});

test('a second guess is short between two rows, and left out where a row is low', () => {
  const seconds = (/** @type {number} */ lines, /** @type {typeof PHONE} */ room) =>
    columnsOf(Array.from({ length: lines }, (_, line) => digits([100, 200], line)).flat(), room).columns.map(
      ({ second }) => second,
    );
  assert.deepEqual(seconds(1, PHONE), ['long', 'long']);
  assert.deepEqual(seconds(2, PHONE), Array(4).fill('short'));
  assert.deepEqual(seconds(3, PHONE), Array(6).fill(''));
  assert.deepEqual(seconds(3, DESKTOP), Array(6).fill('short'));
});

test('forty lines have rows of the smallest type: the output scrolls', () => {
  const lines = Array.from({ length: 40 }, (_, line) => digits([100], line)[0]);
  const { numeralRow } = columnsOf(lines, DESKTOP);
  assert.ok(numeralRow >= 13 && 40 * numeralRow > DESKTOP.numeralsHeight);
});

test('the tiles of many lines stay in their row of the sheet', () => {
  for (const count of [12, 40]) {
    const lines = Array.from({ length: count }, (_, line) => digits([100, 103], line)).flat();
    const { columns, tileRow } = columnsOf(lines, PHONE);
    assert.ok(count * tileRow <= PHONE.tilesHeight + 1e-9);
    assert.ok(columns.every(({ tile }) => tile > 0 && tile <= tileRow));
  }
});

test('a tile and a numeral at the edge of the sheet are small enough to stay on it', () => {
  const [{ x, tile, numeral }, other] = columnsOf(digits([14, 200]), PHONE).columns;
  assert.ok(x - tile / 2 >= 0);
  assert.ok(x - (0.6 * numeral) / 2 >= 0);
  assert.equal(other.tile, 50);
});

test('no graphemes have no columns', () => {
  assert.deepEqual(columnsOf([], DESKTOP).columns, []);
});
