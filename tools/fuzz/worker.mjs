/** A process that tries cases: gets [first, last] of a block, answers with its failures and tallies. */

import { createCases } from './cases.mjs';

const [suite, seed] = process.argv.slice(2);
const tryCase = await createCases(suite, Number(seed));

process.on('message', (/** @type {[number, number]} */ [first, last]) => {
  /** @type {import('./cases.mjs').Tallies} */
  const tallies = {};
  const failures = [];
  for (let index = first; index < last; index++) {
    const failure = tryCase(index, tallies);
    if (failure) failures.push(failure);
  }
  process.send?.({ first, failures, tallies });
});
process.on('disconnect', () => process.exit());
process.send?.({ first: -1, failures: [], tallies: {} });
