import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentity } from '../../../web/page/ink/identity.js';
import { CLASS_LISTS, MARKS } from '../../../web/page/network/classes.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';
import { toInk } from '../../../web/page/session/corrections.js';
import { numberOf, unread } from '../../../web/page/session/number.js';
import { describeSelected } from '../../../web/page/ui/selected-wording.js';
import { describeCorrection, describeGrapheme, describeNumber, inWords } from '../../../web/page/ui/wording.js';
import { ending } from '../fixtures/reader.js';

/** Bars side by side. @param {number} count */
const bars = (count) => Array.from({ length: count }, (_, i) => [0, 60, 140].map((y) => ({ x: 200 * i, y })));

/**
 * The number that a network reads whose probabilities are the same for all ink.
 *
 * @param {Record<number, number>} shares by index of the class
 * @param {object} [options]
 * @param {boolean} [options.rejects] whether the network has the class of non-digits
 * @param {boolean} [options.hasMarks] whether it has those of marks
 * @param {boolean} [options.calibrated]
 * @param {number} [options.count] of strokes
 * @param {Record<number, string>} [options.corrections] by index of the stroke
 */
function numberWith(shares, { rejects = true, hasMarks = false, calibrated = true, count = 1, corrections = {} } = {}) {
  const classes = CLASS_LISTS[hasMarks ? 2 : Number(rejects)];
  const classify = (/** @type {Float32Array} */ inputs) =>
    Float32Array.from({ length: (inputs.length / 784) * classes.length }, (_, i) => shares[i % classes.length] ?? 0);
  const drawing = bars(count);
  const reading = ending(createRecognizer().steps(drawing, { classify, channels: 1, classes }, { alternatives: 3 }));
  const identity = createIdentity();
  const corrected = Object.entries(corrections).map(([stroke, grapheme]) => {
    const ink = toInk([{ stroke: Number(stroke), begin: 0, end: 3 }], { drawing, identity });
    return /** @type {const} */ ({ kind: 'label', ink, grapheme });
  });
  const summary = { format: 2, name: 'ink', classes, raster: {}, channels: { names: ['ink'] }, calibrated };
  return numberOf(drawing, reading, summary, {
    ...{ corrections: corrected, selected: null, identity, probabilitiesOf: () => undefined },
  });
}

const [CONFIDENT, UNSURE] = [
  { 7: 0.98, 1: 0.02 },
  { 7: 0.6, 1: 0.3, 9: 0.1 },
];

for (const [what, number, texts] of /** @type {[string, ReturnType<typeof unread>, string[]][]} */ ([
  ['nothing', unread([]), ['', '', '']],
  ['a confident reading', numberWith(CONFIDENT), ['7', '98% sure.', '']],
  ['an unsure reading', numberWith(UNSURE), ['7', '60% sure.', 'The 7 could be a 1.']],
  ['an 8', numberWith({ 3: 0.6, 8: 0.4 }), ['3', '60% sure.', 'The 3 could be an 8.']],
  ['a doubtful one', numberWith({ 7: 0.6, 10: 0.35, 1: 0.05 }), ['7', '60% sure.', 'It could be no digit.']],
  [
    'a non-digit',
    numberWith({ 10: 0.7, 4: 0.2, 9: 0.1 }),
    ['No digit', '70% sure.', 'Closest to 4. Write digits, 0 to 9.'],
  ],
  [
    'a confident non-digit',
    numberWith({ 10: 0.9991, 4: 0.0009 }),
    ['No digit', 'Over 99% sure.', 'Closest to 4. Write digits, 0 to 9.'],
  ],
  [
    'an uncalibrated reading',
    numberWith(UNSURE, { rejects: false, calibrated: false }),
    ['7', '60% (uncalibrated).', 'The 7 could be a 1.'],
  ],
  ['a certain one', numberWith({ 7: 1 }), ['7', 'Over 99% sure.', '']],
  [
    'a certain, uncalibrated one',
    numberWith({ 7: 1 }, { rejects: false, calibrated: false }),
    ['7', 'Over 99% (uncalibrated).', ''],
  ],
  ['a correction', numberWith(CONFIDENT, { corrections: { 0: '1' } }), ['1', 'Set by you.', '']],
  [
    'a partial correction',
    numberWith(CONFIDENT, { count: 2, corrections: { 0: '1' } }),
    ['17', '98% sure, 1 set by you.', ''],
  ],
])) {
  test(`${what} is described in words`, () => {
    const { text, confidence, hint } = describeNumber(number);
    assert.deepEqual([text, confidence, hint], texts);
  });
}

test('the announcement is number and confidence, in one line', () => {
  assert.equal(describeNumber(numberWith(CONFIDENT)).announcement, '7, 98% sure.');
  assert.equal(
    describeNumber(numberWith({ 10: 0.9991, 4: 0.0009 })).announcement,
    'No digit, over 99% sure. Closest to 4. Write digits, 0 to 9.',
  );
});

test('the selected grapheme is described with its place', () => {
  assert.equal(describeSelected(unread([])), '');
  assert.equal(describeSelected(numberWith(CONFIDENT)), '7');
  assert.equal(describeSelected(numberWith(CONFIDENT, { count: 3 })), 'Digit 3 of 3: 7');
  const corrected = numberWith(CONFIDENT, { count: 2, corrections: { 1: '.' } });
  assert.equal(describeSelected(corrected), 'Mark 2 of 2: Point (read as 7)');
});

test('a grapheme is described with its confidence', () => {
  const describe = (/** @type {ReturnType<typeof numberWith>} */ { graphemes: [first] }) =>
    describeGrapheme(first, true);
  assert.equal(describe(numberWith(CONFIDENT)), '7, 98% sure');
  assert.equal(describe(numberWith(CONFIDENT, { corrections: { 0: '-' } })), 'Minus, set by you');
});

test('each grapheme and each class has a name that can be spoken', () => {
  assert.deepEqual(['', '7', '/', 'non-digit'].map(inWords), ['No digit', '7', 'Slash', 'No digit']);
  const names = MARKS.map(inWords);
  assert.equal(new Set(names).size, MARKS.length);
  for (const name of names) assert.match(name, /^[A-Z][a-z ]+$/);
});

test('a mark that a digit could be is named, with its article', () => {
  /** @param {string} from @param {string} to */
  const hintOf = (from, to) => {
    const number = numberWith(UNSURE, { hasMarks: true });
    return describeNumber({ ...number, text: from, secondBest: { text: to, confidence: 0.3 } }).hint;
  };
  assert.equal(hintOf('1/3', '1(3'), 'The slash could be an opening bracket.');
  assert.equal(hintOf('173', '1/3'), 'The 7 could be a slash.');
  assert.equal(hintOf('4', '+'), 'The 4 could be a plus.');
  assert.equal(hintOf('2=4', '2:4'), 'The equals sign could be a colon.');
});

test('a correction is announced, and when it is undone', () => {
  const [read, set] = [numberWith(CONFIDENT), numberWith(CONFIDENT, { corrections: { 0: '1' } })];
  assert.equal(describeCorrection(set, read), 'Set to 1. The number is 1.');
  assert.equal(describeCorrection(read, set), 'Back to 7. The number is 7.');
  const nothing = numberWith({ 10: 0.9991 });
  assert.equal(describeCorrection(nothing, set), 'Back to no digit. There is no number.');
});

test('it is announced that ink is one digit, or two', () => {
  const [one, two] = [1, 2].map((count) => numberWith(CONFIDENT, { count }));
  assert.equal(describeCorrection(one, two), 'Now one digit: 7. The number is 7.');
  assert.equal(describeCorrection({ ...two, selectedIndex: 0 }, one), 'Now two digits: 7 and 7. The number is 77.');
});
