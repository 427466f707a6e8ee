import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heightOf, middleX } from '../../../web/page/ink/boxes.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { marksOf } from '../../../web/page/recognize/punctuation.js';
import { toPieces } from '../../../web/page/recognize/segments.js';
import { numbers } from '../fixtures/drawings.js';
import { forAll } from '../fixtures/random.js';

/** @typedef {import('../../../web/page/recognize/segments.js').Piece} Piece */

const HEIGHT = 140;

/** @param {number[][][]} strokes */
function piecesOf(strokes) {
  const drawing = toDrawing(strokes);
  return toPieces(drawing, [...drawing.keys()], new Map());
}

/** @param {number[][][]} strokes @returns {string[]} marks from left to right */
const marks = (strokes) => marksOf(piecesOf(strokes), HEIGHT);

const [ONE, OTHER] = [numbers('1'), numbers('1', { left: 100 })];

/** A straight stroke. @param {number} x @param {number} y @param {number} toX @param {number} toY */
const line = (x, y, toX, toY) => [
  [x, y],
  [toX, toY],
];

for (const [what, stroke, mark] of /** @type {[string, number[][], string][]} */ ([
  ['a dot on the line', line(50, 136, 54, 139), '.'],
  ['a dot as high as the digits', line(50, 10, 54, 13), ''],
  ['a hook below the line', line(54, 130, 46, 165), ','],
  ['a long stroke', line(54, 60, 46, 165), ''],
  ['a wide stroke', line(20, 136, 85, 139), ''],
])) {
  test(`${what} between digits is ${mark || 'no mark'}`, () => {
    assert.deepEqual(marks([...ONE, stroke, ...OTHER]), ['', mark, '']);
  });
}

test('a mark follows a line that climbs', () => {
  const higher = numbers('1', { left: 100, top: -100 });
  assert.deepEqual(marks([...ONE, line(60, 36, 64, 39), ...higher]), ['', '.', '']);
  assert.deepEqual(marks([...ONE, line(30, 36, 34, 39), ...higher]), ['', '', ''], 'nearer to the lower digit');
});

test('a level stroke before the first digit is a minus', () => {
  assert.deepEqual(marks([line(-90, 70, -25, 71), ...ONE]), ['-', '']);
  assert.deepEqual(marks([line(-90, 5, -25, 6), ...ONE]), ['', ''], 'too high');
  assert.deepEqual(marks([line(-90, 70, -25, 110), ...ONE]), ['', ''], 'too steep');
  assert.deepEqual(marks([line(-30, 70, 100, 71), ...ONE]), ['', ''], 'through the digit');
});

test('there is no point at an end, nor in what touches a digit', () => {
  assert.deepEqual(marks([...ONE, line(50, 136, 54, 139)]), ['', '']);
  assert.deepEqual(marks([...numbers('2'), line(30, 136, 34, 139), ...numbers('2', { left: 150 })]), ['', '', '']);
});

test('a piece of a stroke is no mark', () => {
  const pieces = piecesOf([...ONE, line(50, 136, 54, 139), ...OTHER]);
  assert.deepEqual(marksOf(pieces, HEIGHT)[1], '.');
  pieces[1].isWhole = false;
  assert.deepEqual(marksOf(pieces, HEIGHT)[1], '');
});

test('without digits there are no marks', () => {
  assert.deepEqual(marks([line(0, 0, 4, 4), line(10, 0, 14, 4)]), ['', '']);
  assert.deepEqual(marksOf([], HEIGHT), []);
});

/**
 * Finds each mark with only the digit that is nearest by comparison with all others.
 *
 * @param {Piece[]} pieces
 */
function marksByNearest(pieces) {
  const isDigit = (/** @type {Piece} */ { box }) => heightOf(box) > 0.55 * HEIGHT;
  return pieces.map((piece, i) => {
    const distance = (/** @type {Piece} */ other) => Math.abs(middleX(other.box) - middleX(piece.box));
    const nearest = pieces
      .filter(isDigit)
      .reduce(
        (best, other) => (best && distance(best) <= distance(other) ? best : other),
        /** @type {Piece | null} */ (null),
      );
    const lowered = (/** @type {Piece} */ { box, ...other }) => ({ ...other, box: { ...box, top: box.bottom } }); // too low for a digit
    return marksOf(
      pieces.map((other) => (isDigit(other) && other !== nearest ? lowered(other) : other)),
      HEIGHT,
    )[i];
  });
}

test('the nearest digit counts, in any row', () => {
  let found = '';
  forAll(500, (random) => {
    const strokes = Array.from({ length: 2 + Math.floor(12 * random()) }, () => {
      const [x, y] = [25 * Math.floor(20 * random()), 60 * random()];
      if (random() < 0.5) return line(x, y, x + 20 * random(), y + 80 + 60 * random());
      if (random() < 0.5) return line(x, y + 60, x + 5 + 20 * random(), y + 60 + 30 * random());
      return line(x, y + 60, x + 30 + 60 * random(), y + 62);
    });
    const pieces = piecesOf(strokes);
    const got = marksOf(pieces, HEIGHT);
    assert.deepEqual(got, marksByNearest(pieces));
    found += got.join('');
  });
  for (const mark of ['.', ',', '-']) assert.ok(found.includes(mark), `the rows hold ${mark}`);
});

test('ten thousand strokes take little longer than a thousand', () => {
  const timeOf = (/** @type {number} */ count) => {
    const strokes = Array.from({ length: count }, (_, i) =>
      i % 2 ? line(30 * i, 136, 30 * i + 4, 139) : line(30 * i, 0, 30 * i, 140),
    );
    const pieces = piecesOf(strokes);
    const times = Array.from({ length: 5 }, () => {
      const { user } = process.cpuUsage();
      marksOf(pieces, HEIGHT);
      return process.cpuUsage().user - user;
    });
    return Math.min(...times);
  };
  timeOf(1000);
  assert.ok(timeOf(10_000) < 50 * timeOf(1000) + 5000); // in microseconds; the square would be 100 times
});
