import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countInWords, describeChanges, nameOf } from '../../../../web/page/explain/hand/words.js';
import { CLASS_LISTS, DIGITS } from '../../../../web/page/network/classes.js';

const CLASSES = CLASS_LISTS[2];

/** @param {string[]} graphemes */
const examples = (graphemes) => graphemes.map((grapheme, i) => ({ grapheme, time: i, ink: `${i}` }));

/** @param {string[]} names of classes @param {string[]} classes */
const readAs = (names, classes) => names.flatMap((name) => classes.map((one) => (one === name ? 0.6 : 0.01)));

test('changes are described by what the network reads by itself, the most frequent first', () => {
  const some = examples(['1', '4', '1', '/', '1', '7']);
  const probabilities = readAs(['7', 'non-digit', '7', '1', '1', '7'], CLASSES);
  assert.deepEqual(describeChanges(some, probabilities, CLASSES), [
    'Your 1 was read as 7: 2 examples.',
    'Your 4 was not taken for a digit: 1 example.',
  ]);
  assert.deepEqual(describeChanges([], new Float32Array(0), CLASSES), []);
});

test('of marks nothing is said: how they are read depends on the number around', () => {
  assert.deepEqual(describeChanges(examples(['-', '2']), readAs(['1', '2'], DIGITS), DIGITS), []);
});

test('names and counts', () => {
  assert.deepEqual(['1', ',', '('].map(nameOf), ['1', 'comma', 'opening bracket']);
  assert.deepEqual([1, 2, 0].map(countInWords), ['1 example', '2 examples', '0 examples']);
});
