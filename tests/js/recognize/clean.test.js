/** Strokes that are read. tests/js/recognize/segmentation.test.js has more, the same as in Python. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { strokesToRead } from '../../../web/page/recognize/clean.js';
import { GOLDEN, HOSTILE, joined, numbers, row } from '../fixtures/drawings.js';
import { read } from '../fixtures/reader.js';

/** @typedef {import('../fixtures/drawings.js').Drawing} Drawing */

/** @param {Drawing} drawing @returns {number[]} the indices of strokes that are not read */
function dropped(drawing) {
  const kept = strokesToRead(toDrawing(drawing));
  return [...drawing.keys()].filter((i) => !kept.includes(i));
}

/** @param {number} left @param {number} right @param {number} y @param {number} [wave] @returns {number[][]} */
const line = (left, right, y, wave = 0) =>
  Array.from({ length: 21 }, (_, i) => [left + ((right - left) * i) / 20, y + wave * Math.sin(i)]);

/** @param {Drawing} drawing @param {number} margin @returns {number[][]} */
function box(drawing, margin) {
  const [left, right] = [-margin, rightOf(drawing) + margin];
  const [top, bottom] = [-margin, 140 + margin];
  return [
    [left, top],
    [right, top + 4],
    [right + 3, bottom],
    [left + 2, bottom - 3],
    [left, top - 4],
  ];
}

/** @param {Drawing} drawing @returns {number[][]} a bit more than once around */
function ring(drawing) {
  const [x, y] = [rightOf(drawing) / 2, 70];
  return Array.from({ length: 44 }, (_, i) => [x + (x + 60) * Math.cos(i / 6.5), y + 125 * Math.sin(i / 6.5)]);
}

/** @param {Drawing} drawing */
const rightOf = (drawing) => Math.max(...drawing.flat().map(([x]) => x));

/** @param {Drawing} drawing @param {number} by @returns {Drawing} the same a little aside */
const moved = (drawing, by) => drawing.map((stroke) => stroke.map(([x, y]) => [x + by, y + by / 2]));

for (const text of ['5', '77', '2026', '90210']) {
  const drawing = numbers(text);
  const right = rightOf(drawing);
  for (const [name, furniture] of /** @type {[string, Drawing][]} */ ([
    ['a line below', [line(-8, right + 8, 160)]],
    ['a line far below', [line(-8, right + 8, 220)]],
    ['a waved line below', [line(-8, right + 8, 170, 5)]],
    ['two lines below', [line(-8, right + 8, 158), line(-8, right + 8, 172)]],
    ['a box around it', [box(drawing, 30)]],
    ['a ring around it', [ring(drawing)]],
    ['itself, written again', moved(drawing, 5)],
    ...(text.length > 1 ? [['a line through it', [line(-20, right + 20, 72)]]] : []),
  ])) {
    test(`${text} with ${name} is read`, async () => {
      const [best] = await read([...drawing, ...furniture]);
      assert.equal(best.text, text);
      const strokes = best.graphemes.flatMap(({ parts }) => parts.map(({ stroke }) => stroke));
      assert.deepEqual([...new Set(strokes)].sort(), [...drawing.keys()]);
    });
  }
}

test('the cases that visitors met are read', async () => {
  /** @type {Record<string, Drawing>} */
  const cases = {
    5: [
      numbers('5').map((stroke) => stroke.map(([x, y]) => [x / 2, y / 2])),
      [
        [
          [-16, 82],
          [50, 82],
        ],
      ],
    ].flat(),
    77: [
      [
        [42, 50],
        [85, 50],
        [60, 120],
      ],
      [
        [112, 50],
        [155, 50],
        [130, 120],
      ],
      [
        [34, 150],
        [170, 150],
      ],
    ],
    1: [
      [
        [75, 50],
        [75, 85],
        [75, 120],
      ],
      [
        [78, 52],
        [78, 87],
        [78, 122],
      ],
    ],
    4: [0, 3, 6].flatMap((by) => moved(numbers('4'), by)),
  };
  for (const [text, drawing] of Object.entries(cases)) assert.equal((await read(drawing))[0].text, text);
});

test('digits and marks lose no stroke', () => {
  for (const [name, drawing] of Object.entries(GOLDEN)) {
    if (name.startsWith('digit ')) assert.deepEqual(dropped(drawing), [], name);
  }
  /** @type {Record<string, Drawing>} */
  const others = {
    minus: [line(-90, -25, 70), ...numbers('18')],
    'minus below a number': [...numbers('18'), line(0, 60, 270), ...numbers('18', { left: 90, top: 200 })],
    equals: [...numbers('1'), line(60, 120, 55), line(60, 120, 90), ...numbers('1', { left: 160 })],
    plus: [
      line(0, 80, 70),
      [
        [40, 30],
        [40, 110],
      ],
    ],
    fraction: [...numbers('12'), line(-10, 160, 160), ...numbers('31', { top: 180 })],
    'foot of a one, apart': [...row(['1-flagged']), line(0, 100, 162)],
    'dotted zero': [
      ...row(['0']),
      [
        [45, 70],
        [46, 71],
      ],
    ],
    'zero with a slash inside': [
      ...row(['0']),
      [
        [66, 30],
        [30, 112],
      ],
    ],
    'eleven, written tightly': row(['1', '1'], { gap: 18 }),
    'crossed sevens': row(['7-crossed', '7-crossed'], { gap: 2 }),
    'an underline alone': [line(0, 300, 0)],
  };
  for (const [name, drawing] of Object.entries(others)) assert.deepEqual(dropped(drawing), [], name);
});

test('a number in one stroke is no line', () => {
  const zeros = row(['0', '0', '0', '0'], { gap: 10 }).reduce(joined);
  assert.deepEqual(dropped([...numbers('2026'), zeros.map(([x, y]) => [x, y + 160])]), []);
});

test('a hostile drawing is answered in time, and something is left of it', () => {
  for (const [name, drawing] of Object.entries(HOSTILE)) {
    const begin = Date.now();
    assert.ok(dropped(drawing).length < drawing.length, name);
    assert.ok(Date.now() - begin < 1000, name);
  }
});

test('what is no digit is shown without its underline', async () => {
  const scribble = Array.from({ length: 200 }, (_, i) => [50 + 50 * Math.sin(i * 1.3), 70 + 60 * Math.sin(i * 0.7)]);
  const [best] = await read([scribble, line(-10, 110, 160)]);
  assert.equal(best.text, '');
  assert.deepEqual(best.graphemes[0].parts, [{ stroke: 0, begin: 0, end: 200 }]);
});
