/** Examples are small, keep within their limits whatever is added, and come back as they were. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytesOf,
  countsOf,
  InkError,
  MOST,
  packInk,
  toExample,
  unpackInk,
  withExamples,
} from '../../../web/page/hand/examples.js';
import { fromFile, HandFileError, toFile } from '../../../web/page/hand/file.js';
import { boxOf, heightOf, widthOf } from '../../../web/page/ink/boxes.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { rasterize } from '../../../web/page/ink/raster.js';
import { HOSTILE, numbers } from '../fixtures/drawings.js';
import { createRandom } from '../fixtures/random.js';

/** @typedef {import('../../../web/page/hand/examples.js').Example} Example */

const SEVEN = [
  [
    [0, 26],
    [72, 0],
    [60, 140],
  ],
];
const NOW = 1.8e12;

/** @param {string} grapheme @param {number} time @returns {Example} with ink of its own, small */
const example = (grapheme, time, ink = `${time}`) => ({ grapheme, time, ink });

/** @param {number} seed @param {number} points of each stroke */
function scribble(seed, points) {
  const random = createRandom(seed);
  const stroke = () => Array.from({ length: points }, () => [300 * random(), 200 * random()]);
  return toDrawing([stroke(), stroke()]);
}

test('ink is packed without place and size, and looks the same', () => {
  for (const drawing of [SEVEN, numbers('4'), numbers('8'), numbers('5')].map((one) => toDrawing(one))) {
    const ink = packInk(drawing);
    const moved = drawing.map((stroke) => stroke.map(({ x, y }) => ({ x: 3 * x + 40, y: 3 * y - 900, t: x })));
    assert.equal(packInk(moved), ink);
    assert.equal(packInk(unpackInk(ink)), ink, 'packed again, it is the same');
    assert.ok(ink.length < 200, `${ink.length} characters`);
    const [before, after] = [drawing, unpackInk(ink)].map((one) => rasterize(one));
    const farthest = before.reduce((most, value, i) => Math.max(most, Math.abs(value - after[i])), 0);
    assert.ok(farthest < 0.12, `a pixel differs by ${farthest}`);
  }
});

test('random ink is the same when it is packed again', () => {
  for (let seed = 0; seed < 100; seed++) {
    const ink = packInk(scribble(seed, 1 + (seed % 30)));
    const back = unpackInk(ink);
    assert.equal(packInk(back), ink);
    const box = boxOf(back.flat());
    assert.equal(Math.max(widthOf(box), heightOf(box)), 255);
  }
});

test('a dot, a line, and hostile ink are packed or refused in a sentence', () => {
  assert.deepEqual(unpackInk(packInk([[{ x: 7, y: 9 }]])), [[{ x: 0, y: 0 }]]);
  for (const [name, given] of Object.entries(HOSTILE)) {
    const drawing = toDrawing(given);
    try {
      const ink = packInk(drawing);
      assert.equal(packInk(unpackInk(ink)), ink, name);
      assert.ok(
        unpackInk(ink)
          .flat()
          .every(({ x, y }) => x >= 0 && x <= 255 && y >= 0 && y <= 255),
        name,
      );
    } catch (error) {
      assert.ok(error instanceof InkError, `${name}: ${error}`);
    }
  }
  assert.doesNotThrow(() =>
    packInk([
      [
        { x: -1e308, y: 0 },
        { x: 1e308, y: 5 },
      ],
    ]),
  );
  assert.throws(() => packInk([[]]), { name: 'InkError', message: 'There is no ink to learn from.' });
  const endless = [Array.from({ length: 50_001 }, (_, i) => ({ x: i, y: i % 7 }))];
  assert.throws(() => packInk(endless), { message: 'There is too much ink for one digit.' });
});

test('the same ink is kept once, as it was labelled last', () => {
  const [old, newer] = [example('7', 1, 'ink'), example('1', 2, 'ink')];
  assert.deepEqual(withExamples([old, example('4', 1)], [newer]), [example('4', 1), newer]);
  assert.deepEqual(withExamples([newer], [newer]), [newer]);
});

test('where there are too many, the oldest of the digit with most examples goes first', () => {
  const ones = Array.from({ length: MOST.examples - 1 }, (_, i) => example('1', 10 + i));
  const full = withExamples(ones, [example('4', 1)]);
  assert.equal(full.length, MOST.examples);
  const more = withExamples(full, [example('4', 9999)]);
  assert.equal(more.length, MOST.examples);
  assert.deepEqual(Object.fromEntries(countsOf(more)), { 4: 2, 1: MOST.examples - 2 });
  assert.ok(!more.some(({ time }) => time === 10), 'the oldest 1 is gone');
});

test('whatever is added, the limits hold, the order is that of time, and nothing rare is lost', () => {
  for (let seed = 0; seed < 8; seed++) {
    const random = createRandom(seed);
    const size = seed % 2 ? 6000 : 30; // characters of ink: either limit is met
    /** @type {readonly Example[]} */
    let all = [example('/', 0, 'rare')];
    for (let i = 0; i < 12; i++) {
      const added = Array.from({ length: Math.ceil(120 * random()) }, () =>
        example('0123456789'[Math.floor(10 * random() ** 2)], Math.ceil(1e6 * random()), `${random()}`.padEnd(size)),
      );
      const before = all;
      all = withExamples(all, added);
      assert.ok(all.length <= MOST.examples);
      assert.ok(all.reduce((sum, one) => sum + bytesOf(one), 0) <= MOST.bytes);
      assert.ok(all.every(({ time }, k) => !k || all[k - 1].time <= time));
      assert.equal(new Set(all.map(({ ink }) => ink)).size, all.length);
      const known = new Set([...before, ...added]);
      assert.ok(
        all.every((one) => known.has(one)),
        'no example is made up or copied',
      );
    }
    assert.ok(all.some(({ grapheme }) => grapheme === '/'));
  }
});

test('a hand comes back from its file as it was', () => {
  const graphemes = [...'0123456789/'];
  const examples = graphemes.map((grapheme, i) => toExample(scribble(i, 12), grapheme, NOW - 100 + i));
  const text = toFile(examples);
  assert.deepEqual(fromFile(text, NOW), examples);
  const { format, version, examples: listed } = JSON.parse(text);
  assert.deepEqual([format, version, listed.length], ['numbre-hand', 1, graphemes.length]);
  assert.deepEqual(Object.keys(listed[0]), ['grapheme', 'drawing', 'time']);
  assert.equal(listed[0].drawing[0][0].length, 2);
});

test('a file is taken with a byte order mark, as some editors save it', () => {
  const examples = [toExample(toDrawing(SEVEN), '7', 1)];
  assert.deepEqual(fromFile(`\uFEFF${toFile(examples)}`, NOW), examples);
});

test('a file is taken with points of any size, and no example is from the future', () => {
  const file = { format: 'numbre-hand', version: 1, examples: [{ grapheme: '1', drawing: SEVEN, time: 9e15 }] };
  assert.deepEqual(fromFile(JSON.stringify(file), NOW), [toExample(toDrawing(SEVEN), '1', NOW)]);
});

const GOOD = { grapheme: '1', drawing: SEVEN, time: 1 };
/** @param {object} change */
const fileWith = (change) => JSON.stringify({ format: 'numbre-hand', version: 1, examples: [GOOD], ...change });
const [DAMAGED, FOREIGN] = ['This file is damaged.', 'This isn’t a hand saved by Numbre.'];
for (const [what, text, message] of [
  ['no text', '', FOREIGN],
  ['no JSON', 'hello', FOREIGN],
  ['null', 'null', FOREIGN],
  ['a list', '[1, 2]', FOREIGN],
  ['another format', fileWith({ format: 'numbre drawing 1' }), FOREIGN],
  ['a file that is cut', fileWith({}).slice(0, -5), DAMAGED],
  ['no version', fileWith({ version: undefined }), DAMAGED],
  ['an odd version', fileWith({ version: 'one' }), DAMAGED],
  ['no examples', fileWith({ examples: null }), DAMAGED],
  ['an example that is none', fileWith({ examples: [GOOD, null] }), DAMAGED],
  ['a letter', fileWith({ examples: [{ ...GOOD, grapheme: 'a' }] }), DAMAGED],
  ['two digits', fileWith({ examples: [{ ...GOOD, grapheme: '12' }] }), DAMAGED],
  ['a number as a grapheme', fileWith({ examples: [{ ...GOOD, grapheme: 1 }] }), DAMAGED],
  ['no time', fileWith({ examples: [{ ...GOOD, time: null }] }), DAMAGED],
  ['no ink', fileWith({ examples: [{ ...GOOD, drawing: [] }] }), DAMAGED],
  ['a point without y', fileWith({ examples: [{ ...GOOD, drawing: [[[1]]] }] }), DAMAGED],
  ['a newer version', fileWith({ version: 2 }), /newer version of Numbre/],
  ['more examples than are kept', fileWith({ examples: Array(501).fill(GOOD) }), /more than 500 examples/],
  ['more text than any hand has', ' '.repeat(8e6 + 1), 'This file is too large.'],
]) {
  test(`${what} is refused in a sentence`, () => {
    assert.throws(
      () => fromFile(String(text), NOW),
      (error) => {
        assert.ok(error instanceof HandFileError);
        if (message instanceof RegExp) assert.match(error.message, message);
        else assert.equal(error.message, message);
        return true;
      },
    );
  });
}

test('a file of examples that is loaded where it was saved adds none', () => {
  // a 0 that was written twice: of its farthest points, none is among those that are kept
  const zero = [[3, 35], [0, 26], [1, 21], [9, 9], [20, 1], [27, 0], [32, 1], [37, 7], [39, 13], [40, 22], [38, 35], [28, 59],
    [0, 112], [0, 118], [3, 123], [8, 126], [16, 127], [49, 126], [73, 123], [106, 114]]; // biome-ignore format: points
  const twice = toDrawing([zero, zero.map(([x, y]) => [x, y + 44.6875])]);
  const examples = [toExample(twice, '0', 1)];
  assert.deepEqual(withExamples(examples, fromFile(toFile(examples), NOW)), examples);
});
