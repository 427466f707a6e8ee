/** Texts about a network from its card: one that validated, and one that everybody trained. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawnSets,
  errorRows,
  noteOnErrors,
  noteOnTrainingAccuracy,
  sourcesOf,
} from '../../../web/page/explain/card.js';
import { NAMES, readJson } from '../fixtures/bundles.js';

const row = { n: 1000, errors: 5, accuracy: 0.995, interval: [0.99, 0.998], confusion: [], rejected: 3 };
const validated = {
  name: 'ink',
  recipe: { calibrate: true, sets: ['mnist', 'pendigits'], rejects: true },
  metrics: { 'mnist test': row, 'mnist validation': row, 'pendigits validation': row },
  cross_validation: {},
};
const everyone = {
  ...validated,
  recipe: { ...validated.recipe, sets: ['mnist', 'unipen'], context: true, everyone: true },
  metrics: { 'mnist test': row, 'mnist cross-validation': row, 'unipen cross-validation': row },
  cross_validation: { folds: 9 },
  read_by: { 'mnist test': 'this network', 'unipen cross-validation': 'nine networks' },
};

test('sets of drawn digits are told from scans', () => {
  assert.deepEqual(drawnSets(validated), ['pendigits validation']);
  assert.deepEqual(drawnSets(everyone), ['unipen cross-validation']);
});

test('the table names cross-validation', () => {
  const names = errorRows(everyone).map(([name]) => name);
  assert.deepEqual(
    names.map((name) => name.includes('cross-validation')),
    [false, true, true],
  );
  assert.equal(errorRows(everyone)[0][1], '0.50%');
});

test('the note says who read the digits', () => {
  assert.match(noteOnErrors(validated), /was tuned on the validation sets/);
  assert.doesNotMatch(noteOnErrors(validated), /networks trained/);
  assert.match(noteOnErrors(everyone), /“ink” itself read the MNIST test set alone/);
  assert.match(noteOnErrors(everyone), /read by 9 networks trained in the same way, each without the people/);
  assert.doesNotMatch(noteOnErrors(everyone), /earlier network/);
  const taken = { ...everyone, cross_validation: { folds: 9, taken_from: '2026-11-26T10:10:01+00:00' } };
  assert.match(noteOnErrors(taken), /measured for an earlier network of the same recipe/);
  const differing = { ...everyone, cross_validation: { ...taken.cross_validation, differs: { paper: 0 } } };
  assert.match(noteOnErrors(differing), /read by 9 networks trained in nearly the same way, each without the people/);
  assert.match(noteOnErrors(differing), /measured for an earlier network of nearly the same recipe/);
  const tutorial = { ...validated, recipe: { calibrate: false, sets: ['mnist'] } };
  assert.match(noteOnErrors(tutorial), /No digit of these sets was used for training/);
});

test('the note on training accuracy names dropout and augmentation where a network had them', async () => {
  for (const name of NAMES) {
    const note = noteOnTrainingAccuracy(await readJson(name, 'card.json'));
    const words = ['dropout', 'lesson'].includes(name) ? 'with dropout on' : 'while the network still learns';
    assert.match(
      note,
      new RegExp(name === 'ink' ? 'with dropout and augmentation on, so it looks' : `${words}, so it`),
    );
  }
});

test('the sources tell how many scans trained it, and of digits in context', () => {
  const [scans, drawn] = sourcesOf(everyone).map(({ text }) => text);
  assert.match(scans, /60,000 of them trained it/);
  assert.match(drawn, /cut from numbers/);
  assert.match(sourcesOf(validated)[0].text, /55,000 of them trained it/);
});
