import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constraintsOf, toHint } from '../../../web/page/recognize/constraints.js';
import { forAll } from '../fixtures/random.js';

/** @param {object} [hint] */
const constraints = (hint) => constraintsOf(toHint({ hint }));

test('three predictions are given if no hint says otherwise', () => {
  for (const options of [undefined, {}, { hint: undefined }, { hint: {} }])
    assert.equal(toHint(options).alternatives, 3);
});

test('graphemes may be an array or a string', () => {
  assert.deepEqual(toHint({ hint: { graphemeSet: '0.5' } }).graphemeSet, ['0', '.', '5']);
  assert.deepEqual(toHint({ hint: { graphemeSet: ['7', '-'] } }).graphemeSet, ['7', '-']);
});

for (const [options, message] of /** @type {[unknown, string][]} */ ([
  [5, 'options: expected an object'],
  [null, 'options: expected an object'],
  [{ hint: 'digits' }, 'hint: expected an object'],
  [{ hint: null }, 'hint: expected an object'],
  [{ hint: { alternatives: 0 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 101 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 1e9 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: 1.5 } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { alternatives: '3' } }, 'hint.alternatives: expected an integer from 1 to 100'],
  [{ hint: { length: 0 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { length: 2.5 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { length: 101 } }, 'hint.length: expected an integer from 1 to 100'],
  [{ hint: { graphemeSet: [] } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 . , -'],
  [{ hint: { graphemeSet: ['x'] } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 . , -'],
  [{ hint: { graphemeSet: 7 } }, 'hint.graphemeSet: expected some of 0 1 2 3 4 5 6 7 8 9 . , -'],
  [{ hint: { min: '0' } }, 'hint.min: expected a finite number'],
  [{ hint: { max: NaN } }, 'hint.max: expected a finite number'],
  [{ hint: { min: 3, max: 2 } }, 'hint.max: expected a number not below hint.min'],
])) {
  test(`${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => toHint(options), { name: 'TypeError', message });
  });
}

test('the beam is as wide as a hundred alternatives need, and no wider', () => {
  assert.equal(constraints({ alternatives: 100 }).beamWidth, 200);
  assert.ok(constraints({}).beamWidth < constraints({ length: 2 }).beamWidth);
});

for (const [hint, text, rest, isAllowed, isAccepted] of /** @type {[object, string, number, boolean, boolean][]} */ ([
  [{}, '123', 0, true, true],
  [{ length: 3 }, '12', 1, true, false],
  [{ length: 3 }, '123', 0, true, true],
  [{ length: 3 }, '1234', 0, false, false],
  [{ min: 10, max: 20 }, '2', 1, true, false],
  [{ min: 10, max: 20 }, '3', 5, false, false],
  [{ min: 10, max: 20 }, '15', 0, true, true],
  [{ min: 10, max: 20 }, '9', 0, false, false],
  [{ min: 100 }, '1', 1, false, false],
  [{ min: 100 }, '1', 2, true, false],
  [{ max: 1.5 }, '1,5', 0, true, true],
  [{ max: 1.5 }, '1.6', 0, true, false],
  [{ min: 1, max: 5 }, '', 0, true, true],
  [{ max: -1 }, '-', 1, true, false],
  [{ max: -1 }, '-7', 0, true, true],
])) {
  test(`${JSON.stringify(hint)}: "${text}" with ${rest} more may ${isAllowed ? '' : 'not '}be allowed`, () => {
    const { allows, accepts } = constraints(hint);
    assert.deepEqual([allows(text, rest), accepts(text)], [isAllowed, isAccepted]);
  });
}

test('the beginnings of an accepted number are allowed', () => {
  forAll(500, (random) => {
    const value = Math.floor(10 ** (8 * random()));
    const { allows, accepts } = constraints({
      min: value - Math.floor(9 * random()),
      max: value + Math.floor(9 * random()),
    });
    const text = String(value);
    assert.ok(accepts(text));
    for (let i = 0; i <= text.length; i++) assert.ok(allows(text.slice(0, i), text.length - i), text.slice(0, i));
  });
});

test('a beginning that is allowed can become an answer', () => {
  forAll(500, (random) => {
    const min = Math.floor(500 * random());
    const max = min + Math.floor(50 * random());
    const { allows, accepts } = constraints({ min, max });
    const text = String(Math.floor(60 * random()));
    const rest = Math.floor(3 * random());
    const answers = Array.from({ length: 10 ** rest }, (_, i) => i);
    const canBecome = [0, 1, 2]
      .slice(0, rest + 1)
      .some((more) =>
        answers.slice(0, 10 ** more).some((end) => accepts(text + (more ? String(end).padStart(more, '0') : ''))),
      );
    assert.equal(allows(text, rest), canBecome, `${text} + ${rest}, from ${min} to ${max}`);
  });
});

test('a beginning of ten thousand digits is looked at in no time', () => {
  const { allows } = constraints({ min: 5 });
  let text = '';
  const { user } = process.cpuUsage();
  for (let i = 0; i < 100_000; i++) {
    text += '7';
    assert.ok(allows(text, 10));
  }
  assert.ok(process.cpuUsage().user - user < 2e6); // to copy each took 11 s
});
