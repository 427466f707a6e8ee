/**
 * Tries properties on generated cases, see docs/fuzzing.md:
 *
 *   node tools/fuzz/fuzz.mjs [--suite recognizer|modules] [--count N] [--seed S] [--workers N] [--only INDEX]
 *
 * A seed and an index give the same case in every run. Progress is kept in build/fuzz, so that a run that was stopped goes
 * on; there, too, is each failure with the smallest drawing that fails. Exits with 1 if there is one.
 */

import { fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createCases, merge, SUITES } from './cases.mjs';
import { LEAST } from './readings.mjs';

const BLOCK = 250; // cases at a time
const SHOWN = 30; // s between two lines of progress
const FOLDER = fileURLToPath(new URL('../../build/fuzz/', import.meta.url));
const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

const { values } = parseArgs({
  options: {
    suite: { type: 'string', default: 'recognizer' },
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
});
const { suite } = values;
const [count, seed, workers] = [values.count, values.seed, values.workers].map(Number);
if (!(suite in SUITES)) fail(`--suite: expected one of ${Object.keys(SUITES).join(', ')}`);
if (![count, seed, workers].every(Number.isSafeInteger) || count < 1 || workers < 1) fail('expected whole numbers');

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}

/** @param {import('./cases.mjs').Failure} failure */
const inWords = ({ property, index, message, value }) =>
  `${property}, --suite ${suite} --seed ${seed} --only ${index}: ${message}\n  ${value}`;

if (values.only !== undefined) {
  const failure = (await createCases(suite, seed))(Number(values.only), {});
  console.log(failure ? inWords(failure) : 'holds');
  process.exit(failure ? 1 : 0);
}

mkdirSync(FOLDER, { recursive: true });
const [stateFile, failureFile] = ['json', 'failures.txt'].map((ending) => `${FOLDER}${suite}-${seed}.${ending}`);
/** @type {{done: number, failed: number, tallies: import('./cases.mjs').Tallies}} done: cases before this index */
const state = existsSync(stateFile) ? JSON.parse(String(readFileSync(stateFile))) : { done: 0, failed: 0, tallies: {} };
if (state.done) console.log(`going on after ${state.done} cases; remove ${stateFile} to begin anew`);

const begin = { time: Date.now(), done: state.done };
let next = state.done;
let shown = Date.now();
/** Blocks that are done while one before them is not. @type {Map<number, {failures: import('./cases.mjs').Failure[], tallies: import('./cases.mjs').Tallies}>} */
const waiting = new Map();

function keepDone() {
  for (let block = waiting.get(state.done); block; block = waiting.get(state.done)) {
    waiting.delete(state.done);
    for (const failure of block.failures) {
      console.log(inWords(failure));
      appendFileSync(failureFile, `${inWords(failure)}\n`);
    }
    state.failed += block.failures.length;
    merge(state.tallies, block.tallies);
    state.done = Math.min(count, state.done + BLOCK);
    writeFileSync(`${stateFile}.new`, JSON.stringify(state));
    renameSync(`${stateFile}.new`, stateFile);
  }
  if (Date.now() - shown > 1000 * SHOWN) report();
}

function report() {
  shown = Date.now();
  const rate = (1000 * (state.done - begin.done)) / (shown - begin.time);
  const left = (count - state.done) / rate / 60;
  console.log(
    `${state.done} of ${count}, ${rate.toFixed(0)} a second, ${left.toFixed(0)} min left, ${state.failed} failed`,
  );
}

await Promise.all(
  Array.from(
    { length: workers },
    () =>
      new Promise((resolve, reject) => {
        const worker = fork(WORKER, [suite, String(seed)]);
        worker.on('error', reject);
        worker.on('exit', (code) => (code ? reject(new Error(`a worker ended with ${code}`)) : resolve(null)));
        worker.on('message', (/** @type {any} */ { first, failures, tallies }) => {
          if (first >= 0) waiting.set(first, { failures, tallies });
          keepDone();
          if (next >= count) worker.disconnect();
          else {
            worker.send([next, Math.min(count, next + BLOCK)]);
            next += BLOCK;
          }
        });
      }),
  ),
);
report();
let isBelow = false;
for (const [name, { count: value, total }] of Object.entries(state.tallies)) {
  if (name.startsWith('ms ')) console.log(`${name}, at most: ${value.toFixed(0)} (--only ${total})`);
  else {
    const isLow = value < LEAST[name] * total;
    console.log(`${name}: ${value} of ${total}, ${((100 * value) / total).toFixed(2)} %${isLow ? ', too few' : ''}`);
    isBelow ||= isLow && total >= 100;
  }
}
process.exit(state.failed || isBelow ? 1 : 0);
