import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constraintsOf } from '../../../web/page/recognize/constraints.js';
import { toHint } from '../../../web/page/recognize/hints.js';
import { forAll } from '../fixtures/random.js';

/** @param {object} [hint] */
const constraints = (hint) => constraintsOf(toHint({ hint }));

test('the beam is as wide as a hundred alternatives need, and no wider', () => {
  assert.equal(constraints({ alternatives: 100 }).beamWidth, 200);
  for (const hint of [{ length: 2 }, { kind: 'date' }]) {
    assert.ok(constraints({}).beamWidth < constraints(hint).beamWidth);
  }
});

for (const [hint, text, rest, isAllowed, isAccepted] of /** @type {[object, string, number, boolean, boolean][]} */ ([
  [{}, '123', 0, true, true],
  [{ length: 3 }, '12', 1, true, false],
  [{ length: 3 }, '123', 0, true, true],
  [{ length: 3 }, '1234', 0, false, false],
  [{ length: 3 }, '1', 1, false, false],
  [{ length: 3 }, '', 1, true, true],
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
  [{ max: 5 }, '7/7', 0, true, false],
  [{ kind: 'date' }, '12/', 0, false, false],
  [{ kind: 'date' }, '12/', 1, true, false],
  [{ kind: 'date', length: 5 }, '7/7', 2, false, false],
  [{ kind: 'date', length: 3 }, '7/7', 5, true, true],
  [{ kind: 'date', graphemeSet: '17.' }, '7.1', 0, true, true],
  [{ kind: 'date', graphemeSet: '17' }, '7', 5, false, false],
  [{ kind: 'amount', min: 1000, max: 2000 }, '$1,5', 2, true, false],
  [{ kind: 'amount', min: 1000, max: 2000 }, '$1,500', 0, true, true],
  [{ kind: 'amount', min: 1000, max: 2000 }, '$1.500,25', 0, true, true],
  [{ kind: 'amount', min: 1000, max: 2000 }, '$2,000.50', 0, true, false],
  [{ kind: 'amount', max: 1 }, '12.50', 0, true, false],
  [{ kind: 'amount', max: -1 }, '$-5', 0, true, true],
  [{ kind: 'amount', min: 5 }, '12.5%', 0, true, true],
  [{ kind: 'integer', min: 5, max: 9 }, '4', 3, false, false],
  [{ kind: 'integer', min: 5, max: 9 }, '007', 0, true, true],
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

/** Numbers of each kind, and texts that are none. @type {Record<string, [string, string]>} */
const EXAMPLES = {
  date: [
    '7/7 12/21/91 21/12/91 4-10-94 10.12.2026 2026-11-26 1/1/1900 24.12. 05/03/94 31/12 12/31 8-16-88',
    '7 77 13/13 31/14/90 32/1 0/1 1/0 00/1 1/2-91 4/10/94. 1/2/3 1/2/345 3026-1-1 12/1991 /7 2026-26-11',
  ],
  time: ['4:45 12:05 23:59:59 10.45 00:20 09:00 9.05.10', '4:5 24:00 12:60 4:45:6 10.45:30 :30 123:00 4'],
  phone: [
    '345-8765 (408)974-3145 (408)-974-3145 +1-(408)974.3145 +49(0)89/1234 00-886-2-732-8457 123 (617) 123456789012345678',
    '12 (12) 3-5 1--23 -123 123- (408974 408)974 ()974 (408)(974) +-123 1+23 (408)97 1234567890123456789 ((408))974',
  ],
  amount: [
    '$12.50 -$5 $-5 $90,187,236.54 45,000 1.234,50 .50 ,50 $.05 60% 27.3% -1.25% 6862 0 1,000,000 12,50',
    '$ % . 12. 12.5 $12.5 1,00,000 1,000,00 1.000.50 1,0000 $60% 60%% 5$ --5 -$-5 +5 12.505.5 ,000',
  ],
  integer: ['0 7 -7 007 5558675309', '- 7- --7 7.0 1,000 +7'],
};

for (const [kind, [numbers, others]] of Object.entries(EXAMPLES)) {
  const { allows, accepts } = constraints({ kind });
  test(`${kind}: ${numbers}`, () => {
    for (const text of numbers.split(' ')) {
      assert.ok(accepts(text), text);
      for (let i = 0; i <= text.length; i++) assert.ok(allows(text.slice(0, i), text.length - i), text.slice(0, i));
    }
  });
  test(`no ${kind}: ${others}`, () => {
    for (const text of others.split(' ')) {
      assert.ok(!accepts(text), text);
      assert.ok(!allows(text, 0), text);
    }
  });
}

/** @param {string[]} alphabet @param {number} length @returns {string[]} all texts of that length at most, the short first */
function allTexts(alphabet, length) {
  const all = [''];
  for (const text of all) if (text.length < length) all.push(...alphabet.map((one) => text + one));
  return all;
}

const FEW = { date: '0139/.', time: '0246:.', phone: '12(-)+', amount: '01$.,%-', integer: '017-' };

for (const [kind, graphemeSet] of Object.entries(FEW)) {
  for (const length of [undefined, 4, 5]) {
    test(`every beginning of a ${kind} of length ${length ?? 'up to 6'} is allowed, and nothing else`, () => {
      const { allows, accepts } = constraints({ kind, graphemeSet, length });
      const texts = allTexts([...graphemeSet], 6);
      /** @type {Map<string, Set<number>>} beginning -> the numbers of graphemes that make a number of it */
      const rests = new Map(texts.map((text) => [text, new Set()]));
      for (const text of texts.filter(accepts).slice(1)) {
        for (let i = 1; i <= text.length; i++) rests.get(text.slice(0, i))?.add(text.length - i);
      }
      for (const text of texts.slice(1)) {
        for (let rest = 0; rest <= 6 - text.length; rest++) {
          const canEnd = [...(rests.get(text) ?? [])].some((more) => more <= rest);
          assert.equal(allows(text, rest), canEnd, `${text} + ${rest}`);
        }
      }
      assert.ok([...rests.values()].filter(({ size }) => size).length > 10);
    });
  }
}

test('the dates are those with a day and a month in either order', () => {
  const { accepts } = constraints({ kind: 'date' });
  const parts = ['0', '00', '1', '01', '9', '09', '10', '12', '13', '019', '29', '31', '32', '99'];
  for (const first of parts) {
    for (const second of parts) {
      for (const end of ['', '/91', '/1991', '/9', '/0991', '/']) {
        const isDay = (/** @type {string} */ part) => part.length < 3 && Number(part) >= 1 && Number(part) <= 31;
        const isMonth = (/** @type {string} */ part) => isDay(part) && Number(part) <= 12;
        const isDate = (isDay(first) && isMonth(second)) || (isMonth(first) && isDay(second));
        const text = `${first}/${second}${end}`;
        assert.equal(accepts(text), isDate && ['', '/91', '/1991'].includes(end), text);
      }
    }
  }
});

for (const kind of Object.keys(FEW)) {
  test(`a ${kind} has no more than a hundred graphemes, and longer beginnings are looked at in no time`, () => {
    const { allows, accepts } = constraints({ kind });
    let text = '';
    const { user } = process.cpuUsage();
    for (let i = 0; i < 100_000; i++) {
      text += '7';
      assert.ok(i < 100 || !allows(text, 10));
    }
    assert.ok(!accepts(text));
    assert.ok(process.cpuUsage().user - user < 2e6);
  });
}
