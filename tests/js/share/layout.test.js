import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf } from '../../../web/page/ink/boxes.js';
import { layoutOf } from '../../../web/page/share/layout.js';
import { numbers } from '../fixtures/drawings.js';
import { assertClose } from '../fixtures/numbers.js';
import { drawn, shown } from '../fixtures/shown.js';

const TILES = { hasTiles: true };

/** @param {import('../../../web/page/share/layout.js').Curve[]} curves @param {0 | 1} axis */
const along = (curves, axis) => curves.flatMap(({ path }) => path.filter((_, i) => i % 2 === axis));

/** @param {number[]} values */
const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;

test('ink, tile and numeral of a digit stand in one column', () => {
  const content = shown(drawn(numbers('2026')), '2026');
  const { strokes, tiles, numerals } = layoutOf(content, TILES);
  assert.deepEqual(
    numerals.map(({ text }) => text),
    [...'2026'],
  );
  strokes.forEach((curves, i) => {
    assert.ok(Math.abs(middle(along(curves, 0)) - numerals[i].x) < 3); // curves may leave the box of their points a bit
    assertClose(tiles[i].x + tiles[i].side / 2, numerals[i].x);
  });
});

for (const [what, drawing, text] of /** @type {[string, number[][][], string][]} */ ([
  ['a digit', numbers('7'), '77'],
  ['twenty digits', numbers('11151111111111111111'), '11151111111111111111'],
  ['two lines', [...numbers('111'), ...numbers('159', { top: 250 })], '111\n159'],
  ['a dot', [[[5, 5]]], '.'],
  [
    'a horizontal line',
    [
      [
        [0, 5],
        [100, 5],
      ],
    ],
    '-',
  ],
  [
    'a vertical line',
    [
      [
        [5, 0],
        [5, 100],
      ],
    ],
    '1',
  ],
  [
    'tiny ink',
    [
      [
        [0, 0],
        [0.001, 0.001],
      ],
    ],
    '1',
  ],
  [
    'ink far away',
    [
      [
        [1e7, -1e7],
        [1e7 + 50, -1e7 + 90],
      ],
    ],
    '1',
  ],
  [
    'huge ink',
    [
      [
        [0, 0],
        [9e6, 1e6],
      ],
    ],
    '1',
  ],
])) {
  test(`all of ${what} is within the picture`, () => {
    const { width, height, pen, strokes, tiles, numerals, rules } = layoutOf(shown(drawn(drawing), text), TILES);
    for (const curves of strokes) {
      for (const x of along(curves, 0)) assert.ok(x >= pen && x <= width - pen, `x ${x}`);
      for (const y of along(curves, 1)) assert.ok(y >= pen && y <= rules[0].y - pen, `y ${y}`);
    }
    for (const { x, y, side } of tiles) {
      assert.ok(side >= 10 && x >= 0 && x + side <= width && y >= rules[0].y && y + side <= rules[1].y);
    }
    for (const { y, size, under } of numerals) {
      assert.ok(y - size > rules[1].y - size / 2 && y < under && y < height);
    }
    assert.ok(Number.isInteger(height) && height < 800, `${height}`);
  });
}

test('numerals of a line do not overlap', () => {
  const { numerals } = layoutOf(shown(drawn(numbers('2222222222')), '2222222222'), TILES);
  for (const [i, { x, size }] of numerals.entries()) {
    if (i) assert.ok(x - numerals[i - 1].x > 0.6 * size);
  }
});

test('marks have no tile', () => {
  const { tiles, numerals } = layoutOf(
    shown(drawn([...numbers('2'), [[140, 138]], ...numbers('2', { left: 170 })]), '2.2'),
    TILES,
  );
  assert.equal(numerals.length, 3);
  assert.equal(tiles.length, 2);
});

test('a second guess stands under an unsure numeral where there is room', () => {
  const content = shown(drawn(numbers('22')), '22');
  content.graphemes[1] = { ...content.graphemes[1], isConfident: false, second: { grapheme: '7', probability: 0.3 } };
  const { numerals, height } = layoutOf(content, TILES);
  assert.ok(numerals[1].under > numerals[1].y + 13 && numerals[1].under < height - 5);
  assert.deepEqual(
    numerals.map(({ second, isConfident }) => [second, isConfident]),
    [
      ['', true],
      ['or 7?', false],
    ],
  );
  const crowded = shown(drawn(numbers('2'.repeat(40))), '2'.repeat(40));
  crowded.graphemes[1] = { ...crowded.graphemes[1], isConfident: false, second: { grapheme: '7', probability: 0.3 } };
  assert.equal(layoutOf(crowded, TILES).numerals[1].second, '');
});

test('ink that is no digit has a tile and a sign, or words where it is all there is', () => {
  const content = shown(drawn(numbers('22')), '22');
  content.graphemes[1] = { ...content.graphemes[1], grapheme: '' };
  const { tiles, numerals } = layoutOf(content, TILES);
  assert.deepEqual([tiles.length, numerals[1].text, numerals[1].isDigit], [2, '×', false]);
  content.graphemes = [{ ...content.graphemes[0], grapheme: '' }];
  assert.equal(layoutOf({ ...content, words: 'No digit' }, TILES).numerals[0].text, 'No digit');
});

test('a drawing that has not been read is ink alone', () => {
  const { strokes, tiles, numerals, rules, height } = layoutOf(shown(drawn(numbers('2')), ''), TILES);
  assert.deepEqual([strokes.length, tiles, numerals, rules], [1, [], [], []]);
  assert.ok(height > 100);
});

test('tiles are left out on request', () => {
  const { tiles, rules } = layoutOf(shown(drawn(numbers('2')), '2'), { hasTiles: false });
  assert.deepEqual([tiles, rules.map(({ row }) => row)], [[], ['numerals']]);
});

test('there is no picture of nothing', () => {
  assert.throws(() => layoutOf(shown([], ''), TILES), RangeError);
  assert.throws(() => layoutOf(shown([[]], ''), TILES), RangeError);
});

test('a photo lies in the row of ink, in the place of the strokes that were found in it', () => {
  const content = shown(drawn(numbers('47')), '47');
  const plain = layoutOf(content, TILES);
  const box = boxOf(content.drawing.flat());
  const place = { x: box.left - 30, y: box.top - 20, width: box.right - box.left + 60, height: 200 };
  const written = content.drawing.length - 1; // this stroke was written on the photo
  const picture = { place, traced: new Set(content.drawing.slice(0, written)) };
  const { photo, strokes, tiles, numerals } = layoutOf({ ...content, picture }, TILES);
  assert.equal(plain.photo, null);
  assert.deepEqual(strokes, plain.strokes.slice(written));
  assert.deepEqual([tiles, numerals], [plain.tiles, plain.numerals]);
  assert.ok(photo);
  assertClose(photo.x + photo.width / 2, plain.width / 2); // as its ink
  assertClose(photo.width / photo.height, place.width / place.height);
});
