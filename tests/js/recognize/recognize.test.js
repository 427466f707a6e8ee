/** Whole numbers: segments, order, lines, marks, hints, and hostile drawings. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOLDEN, HOSTILE, joined, numbers, row, SCRIBBLE } from '../fixtures/drawings.js';
import { assertClose } from '../fixtures/numbers.js';
import { createRandom } from '../fixtures/random.js';
import { read, texts } from '../fixtures/reader.js';

/** @param {number[][][]} drawing @param {string} expected */
async function assertRead(drawing, expected, hint = {}) {
  const [best] = await texts(drawing, hint);
  assert.equal(best, expected);
}

for (const text of ['47', '2026', '1000', '90210', '0123456789', '5558675309']) {
  test(`${text} is read`, () => assertRead(numbers(text), text));
}

for (const gap of [8, 20, 60, 140]) {
  test(`digits may stand ${gap} px from each other`, () => assertRead(numbers('25036', { gap }), '25036'));
}

test('each golden digit is read as one digit', async () => {
  const digits = Object.entries(GOLDEN).filter(([name]) => name.startsWith('digit '));
  const wrong = [];
  for (const [name, drawing] of digits) {
    if ((await texts(drawing))[0] !== name[6]) wrong.push(name);
  }
  assert.ok(wrong.length <= 0.05 * digits.length, wrong.join());
});

test('each grapheme knows its ink', async () => {
  const [best] = await read(numbers('475'));
  assert.deepEqual(
    best.graphemes.map(({ grapheme, parts }) => [grapheme, parts.map(({ stroke }) => stroke)]),
    [
      ['4', [0, 1]],
      ['7', [2, 3]],
      ['5', [4, 5]],
    ],
  );
  for (const { grapheme, probabilities } of best.graphemes) {
    assert.equal(probabilities.length, 22);
    assertClose(
      probabilities.reduce((a, b) => a + b),
      1,
      1e-5,
    );
    assert.equal(probabilities.indexOf(Math.max(...probabilities)), Number(grapheme));
  }
  assert.ok(best.confidence > 0.9);
  assert.ok(best.confidence <= Math.min(...best.graphemes.map(({ confidence }) => confidence)));
});

test('empty strokes count in the indices of the others', async () => {
  const [best] = await read([[], ...numbers('7')]);
  assert.deepEqual(
    best.graphemes[0].parts.map(({ stroke }) => stroke),
    [1, 2],
  );
});

test('strokes may come in any order', async () => {
  const drawing = numbers('74057');
  const [first] = await read(drawing);
  const random = createRandom(0);
  for (let i = 0; i < 5; i++) {
    const mixed = drawing
      .map((stroke) => ({ stroke, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ stroke }) => stroke);
    const [best] = await read(mixed);
    assert.equal(best.text, '74057');
    assertClose(best.confidence, first.confidence, 0.2); // digits are mostly written from left to right
  }
});

test('two zeros in one stroke are read', async () => {
  const [first, second] = row(['0', '0'], { gap: 20 });
  const stroke = joined(first, second);
  const [best] = await read([...row(['1'], { left: -60 }), stroke]);
  assert.equal(best.text, '100');
  const [one, other] = best.graphemes.slice(1).map(({ parts }) => parts[0]);
  assert.deepEqual([one.stroke, other.stroke, one.begin, other.end], [1, 1, 0, stroke.length]);
  assert.ok(0 < one.end && one.end <= other.begin + 1);
});

test('two lines are two numbers', async () => {
  const [best] = await read([...numbers('2026'), ...numbers('31', { top: 220, left: 40 })]);
  assert.equal(best.text, '2026\n31');
  assert.equal(best.graphemes.map(({ grapheme, line }) => grapheme + line).join(' '), '20 00 20 60 31 11');
});

test('an eight of two rings with paper between is one digit', async () => {
  const [ring] = row(['0']);
  const upper = ring.map(([x, y]) => [x, y * 0.4]);
  for (const paper of [2, 8, 12]) {
    await assertRead([upper, ring.map(([x, y]) => [x, y * 0.5 + 56 + paper])], '8'); // the lower ring is 70 high
  }
});

test('a speck beside a digit is ignored, but where a decimal point may stand', async () => {
  for (const y of [-20, 40]) await assertRead([...numbers('7'), [[-60, y]]], '7');
  for (const y of [-20, 40, 70]) await assertRead([...numbers('75'), [[250, y]]], '75');
  await assertRead([...numbers('7'), [[-60, 134]]], '.7');
});

test('a line may climb', () => {
  const climbing = numbers('90210').map((stroke) => stroke.map(([x, y]) => [x, y - 0.2 * x]));
  return assertRead(climbing, '90210');
});

for (const [text, ...mark] of /** @type {[string, ...number[][]][]} */ ([
  ['39.50', [210, 134], [214, 137], [209, 139]],
  ['39,50', [212, 130], [214, 142], [202, 166]],
])) {
  test(`the mark in ${text} is read`, () =>
    assertRead([...numbers('39', { gap: 30 }), mark, ...numbers('50', { left: 245 })], text));
}

test('a kind of number narrows what a mark can be', async () => {
  const point = [
    [150, 134],
    [154, 137],
    [149, 139],
  ];
  const drawing = [...numbers('12', { gap: 30 }), point, ...numbers('50', { left: 185 })];
  for (const kind of ['time', 'amount']) await assertRead(drawing, '12.50', { kind });
  const read = async (/** @type {object} */ hint) => (await texts(drawing, hint)).filter(Boolean);
  for (const text of await read({ kind: 'integer' })) assert.match(text, /^-?\d+$/);
  for (const text of await read({ kind: 'date' })) assert.match(text, /^\d\d?\.\d\d?$/);
  assert.deepEqual(await read({ kind: 'date', length: 2 }), []);
});

test('a minus before the first digit is read', () => {
  const minus = [
    [-90, 70],
    [-60, 69],
    [-25, 71],
  ];
  return assertRead([minus, ...numbers('18')], '-18');
});

test('a scribble is no digit, and digits follow', async () => {
  const [best, ...others] = await read(SCRIBBLE);
  assert.equal(best.text, '');
  assert.deepEqual(
    best.graphemes.map(({ grapheme }) => grapheme),
    [''],
  );
  assert.equal(others.length, 2);
  assert.ok(others.every(({ text }) => /\d/.test(text)));
  assert.ok(best.confidence > 0.9 && others[0].confidence >= others[1].confidence);
});

test('a network without non-digits reads numbers too', async () => {
  for (const text of ['47', '2026']) assert.equal((await texts(numbers(text), {}, 'lesson'))[0], text);
});

test('a blank drawing has no predictions', async () => {
  for (const blank of [[], [[]], [[], []]]) assert.deepEqual(await read(blank), []);
});

for (const hint of [
  { length: 4 },
  { graphemeSet: ['0', '2', '6'] },
  { graphemeSet: '026' },
  { min: 2000, max: 2100 },
  { kind: 'integer' },
  { kind: 'amount', min: 2000, max: 2100 },
  { kind: 'phone', length: 4 },
]) {
  test(`a correct hint changes nothing: ${JSON.stringify(hint)}`, () => assertRead(numbers('2026'), '2026', hint));
}

test('hints constrain the answer', async () => {
  const drawing = numbers('17');
  assert.ok((await texts(drawing, { graphemeSet: '47' })).every((text) => /^[47]*$/.test(text)));
  const small = await texts(drawing, { min: 0, max: 12, alternatives: 5 });
  const values = small.filter(Boolean).map((text) => Number(text.replace(',', '.')));
  assert.ok(values.every((value) => value >= 0 && value <= 12));
  assert.ok((await texts(drawing, { length: 1 })).every((text) => text.length <= 1));
});

test('no more predictions are given than asked for', async () => {
  const drawing = numbers('7');
  assert.equal((await read(drawing)).length, 3);
  assert.equal((await read(drawing, { alternatives: 10 })).length, 10);
  assert.equal((await read(drawing, { alternatives: 1 })).length, 1);
});

test('alternatives are other numbers', async () => {
  const found = await texts(numbers('47'), { alternatives: 6 });
  assert.equal(new Set(found).size, 6);
});

for (const [name, drawing] of Object.entries(HOSTILE)) {
  test(`a hostile drawing is answered: ${name}`, async () => {
    const found = await read(drawing, {}, 'random');
    assert.ok(found.length >= 1 && found.length <= 3);
    assert.ok(found.every(({ confidence }) => confidence >= 0 && confidence <= 1));
  });
}
