import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classInWords, DIGITS, digitProbabilities, NON_DIGIT } from '../../../web/page/network/classes.js';
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

test('all digits are equally probable if rounding leaves nothing for them', () => {
  const given = Float32Array.of(...Array(10).fill(0), 1, 1, ...Array(10).fill(0));
  const expected = [...Array(10).fill(0.1), 1, ...Array(9).fill(0)];
  assert.ok(largestDifference(digitProbabilities(given, CLASSES), expected) < 1e-6);
});

test('classes have names for visitors', () => {
  assert.deepEqual(CLASSES.map(classInWords), [...DIGITS, 'No digit']);
});
