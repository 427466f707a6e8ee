import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CLASS_LISTS,
  classInWords,
  DIGITS,
  digitProbabilities,
  MARKS,
  NON_DIGIT,
} from '../../../web/page/network/classes.js';
import { largestDifference } from '../fixtures/numbers.js';

const CLASSES = [...DIGITS, NON_DIGIT];

test('a network without non-digits gives the probabilities of the digits', () => {
  const probabilities = Float32Array.from(DIGITS, () => 0.1);
  assert.equal(digitProbabilities(probabilities, DIGITS), probabilities);
});

test('non-digits leave the rest to the digits, in proportion', () => {
  const given = Float32Array.of(...Array(8).fill(0.05), 0.1, 0, 0.5);
  const expected = [...Array(8).fill(0.1), 0.2, 0];
  assert.ok(largestDifference(digitProbabilities(given, CLASSES), expected) < 1e-6);
});

test('marks leave the rest to the digits, too', () => {
  const given = new Float32Array(22);
  given.set([0.2, 0.1], 0); // a zero, a one,
  given.set([0.3, 0.4], 10); // a non-digit, a slash
  const found = digitProbabilities(Float32Array.of(...given, ...given), CLASS_LISTS[2]);
  const expected = [2 / 3, 1 / 3, ...Array(8).fill(0)];
  assert.ok(largestDifference(found, [...expected, ...expected]) < 1e-6);
});

test('the classes of a network are digits, then non-digits, then marks', () => {
  assert.deepEqual(
    CLASS_LISTS.map((list) => list.length),
    [10, 11, 22],
  );
  for (const list of CLASS_LISTS) assert.deepEqual(list, CLASS_LISTS[2].slice(0, list.length));
  assert.deepEqual(CLASS_LISTS[2].slice(11).join(''), '/:()%$+=-.,');
});

test('all digits are equally probable if rounding leaves nothing for them', () => {
  const given = Float32Array.of(...Array(10).fill(0), 1, 1, ...Array(10).fill(0));
  const expected = [...Array(10).fill(0.1), 1, ...Array(9).fill(0)];
  assert.ok(largestDifference(digitProbabilities(given, CLASSES), expected) < 1e-6);
});

test('classes have names for visitors', () => {
  assert.deepEqual(CLASS_LISTS[2].map(classInWords), [...DIGITS, 'No digit', ...MARKS]);
});
