import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration } from '../../../../web/page/explain/card.js';
import { describeRange, numberOf, remaining } from '../../../../web/page/explain/train/words.js';

test('times are short and in whole units', () => {
  assert.deepEqual([0.6, 9.96, 12.3, 99, 100, 200].map(duration), [
    ...['0.6 seconds', '10 seconds', '12 seconds', '99 seconds', '2 minutes', '3 minutes'],
  ]);
  assert.deepEqual([0.1, 1.4, 8, 70, 600].map(remaining), [
    ...['1 second', '1 second', '8 seconds', '70 seconds', '10 minutes'],
  ]);
});

test('a range is a sentence', () => {
  assert.equal(describeRange({ isWhole: true, least: 10, most: 2400 }), 'Enter a whole number from 10 to 2,400.');
});

test('a number is read as the page writes it, or with a decimal comma', () => {
  assert.deepEqual(['2,400', '1,000', '1,234,567', '0,001', '0,5', '.5', '1e-7', '12'].map(numberOf), [
    ...[2400, 1000, 1234567, 0.001, 0.5, 0.5, 1e-7, 12],
  ]);
  for (const text of ['', 'many', '0x10', '1,2,3', '-1', 'Infinity', '1 000']) assert.equal(numberOf(text), NaN, text);
});
