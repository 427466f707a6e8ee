import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHint } from '../../../web/page/recognize/hints.js';

test('three predictions are given if no hint says otherwise', () => {
  for (const options of [undefined, {}, { hint: undefined }, { hint: {} }])
    assert.equal(toHint(options).alternatives, 3);
});

test('graphemes may be an array or a string', () => {
  assert.deepEqual(toHint({ hint: { graphemeSet: '0.5' } }).graphemeSet, ['0', '.', '5']);
  assert.deepEqual(toHint({ hint: { graphemeSet: ['7', '-'] } }).graphemeSet, ['7', '-']);
  assert.deepEqual(toHint({ hint: { graphemeSet: '(1)' } }).graphemeSet, ['(', '1', ')']);
});

test('a kind of number narrows the graphemes', () => {
  assert.equal(toHint({ hint: { kind: 'time' } }).graphemeSet?.join(''), '0123456789:.');
  assert.deepEqual(toHint({ hint: { kind: 'integer', graphemeSet: '1.-/' } }).graphemeSet, ['1', '-']);
});

for (const [options, message] of /** @type {[unknown, string][]} */ ([
  [5, 'options: expected an object'],
  [null, 'options: expected an object'],
  [{ hint: 'digits' }, 'hint: expected an object'],
  [{ hint: null }, 'hint: expected an object'],
  [{ length: 2 }, 'options.length: expected only hint'],
  [{ hint: { digits: 1 } }, 'hint.digits: expected only alternatives, graphemeSet, kind, length, max, min'],
  [{ hint: { kind: 'price' } }, 'hint.kind: expected one of date, time, phone, amount, integer'],
  [{ hint: { kind: null } }, 'hint.kind: expected one of date, time, phone, amount, integer'],
  [{ hint: { kind: ['date'] } }, 'hint.kind: expected one of date, time, phone, amount, integer'],
  [
    { hint: { kind: 'integer', graphemeSet: ':.' } },
    'hint.graphemeSet: expected for hint.kind integer some of 0 1 2 3 4 5 6 7 8 9 -',
  ],
  [{ hint: { kind: 'date', min: 1 } }, 'hint.min: expected with hint.kind amount or integer only'],
  [{ hint: { kind: 'time', max: 1 } }, 'hint.max: expected with hint.kind amount or integer only'],
  [{ hint: { alternatives: 0 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 101 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 1e9 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 1.5 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: '3' } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { length: 0 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { length: 2.5 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { length: 101 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { graphemeSet: [] } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 / : ( ) % $ + = - . ,'],
  [{ hint: { graphemeSet: ['x'] } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 / : ( ) % $ + = - . ,'],
  [{ hint: { graphemeSet: 7 } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 / : ( ) % $ + = - . ,'],
  [{ hint: { min: '0' } }, 'hint.min: expected a finite number'],
  [{ hint: { max: NaN } }, 'hint.max: expected a finite number'],
  [{ hint: { min: 3, max: 2 } }, 'hint.max: expected a number not below hint.min'],
])) {
  test(`${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => toHint(options), { name: 'TypeError', message });
  });
}
