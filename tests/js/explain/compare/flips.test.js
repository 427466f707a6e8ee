/** Where readings flip, in runs and in words. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AXES } from '../../../../web/page/explain/compare/deviation.js';
import { describeFlips, runsOf } from '../../../../web/page/explain/compare/flips.js';

const turn = AXES.find(({ name }) => name === 'turn') ?? assert.fail();
/** Readings at −50, −45, ... 50 degrees. @param {[string, number][]} runs */
const readings = (...runs) => runs.flatMap(([reading, count]) => Array(count).fill(reading));

test('equal readings side by side are one run', () => {
  assert.deepEqual(runsOf(['7', '7', '2', '7']), [
    { reading: '7', begin: 0, end: 2 },
    { reading: '2', begin: 2, end: 3 },
    { reading: '7', begin: 3, end: 4 },
  ]);
  assert.deepEqual(runsOf([]), []);
});

for (const [given, sentence] of /** @type {[[string, number][], string][]} */ ([
  [[['7', 21]], 'ink reads 7 throughout'],
  [
    [
      ['2', 6],
      ['7', 12],
      ['2', 3],
    ],
    'ink reads 7 from −20 to 35 degrees, else 2',
  ],
  [
    [
      ['7', 20],
      ['non-digit', 1],
    ],
    'ink reads 7 from −50 to 45 degrees, else no digit',
  ],
  [
    [
      ['1', 1],
      ['7', 15],
      ['2', 4],
      ['9', 1],
    ],
    'ink reads 7 from −45 to 25 degrees; 1 at −50 degrees; 2 from 30 to 45 degrees; 9 at 50 degrees',
  ],
  [
    [
      ['7', 2],
      ['2', 3],
      ['7', 12],
      ['2', 4],
    ],
    'ink reads 7 from −50 to −45 degrees and from −25 to 30 degrees, else 2',
  ],
  [
    [
      ['1', 1],
      ['7', 1],
      ['1', 1],
      ['7', 12],
      ['9', 1],
      ['1', 5],
    ],
    'ink reads 7 at −45 degrees and from −35 to 20 degrees; 1 at −50 degrees, at −40 degrees and from 30 to 50 degrees; 9 at 25 degrees',
  ],
])) {
  test(`flips are described: ${sentence}`, () => {
    assert.equal(describeFlips('ink', readings(...given), turn), sentence);
  });
}
