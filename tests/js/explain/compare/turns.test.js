/** Networks read in turn, always the newest drawing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from '../../../../web/page/explain/compare/turns.js';
import { FOLLOW_DELAY } from '../../../../web/page/lib/schedule.js';

/** A reader whose readings end when the test says so. @param {boolean} [isSlow] */
function createReader(isSlow = false) {
  /** @type {(() => void)[]} */
  const ends = [];
  /** @type {number[]} */
  const read = [];
  return {
    isSlow,
    seen: read,
    /** @param {number} input */
    read(input) {
      read.push(input);
      return /** @type {Promise<void>} */ (new Promise((resolve) => ends.push(resolve)));
    },
    /** Ends the reading in progress, and lets the next one begin. */
    async end() {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('while one reads, newer inputs replace each other, and each reader gets the newest', async () => {
  const [a, b] = [createReader(), createReader()];
  const turns = createTurns(() => [a, b], /** @type {number} */ (0));
  const all = turns.show(1);
  turns.show(2);
  turns.show(3);
  assert.deepEqual([a.seen, b.seen], [[1], []]);
  await a.end();
  assert.deepEqual(b.seen, [3], 'the next reader skips the input between');
  turns.show(4);
  await b.end();
  assert.deepEqual(a.seen, [1, 4]);
  await a.end();
  await b.end();
  await all;
  assert.deepEqual(
    [a.seen, b.seen],
    [
      [1, 4],
      [3, 4],
    ],
  );
});

test('no reader starves while inputs keep coming', async () => {
  const readers = [createReader(), createReader(), createReader()];
  const turns = createTurns(() => readers, /** @type {number} */ (0));
  for (let input = 1; input <= 9; input++) {
    turns.show(input);
    for (const reader of readers) await reader.end();
  }
  for (const { seen } of readers) assert.ok(seen.length >= 9, `${seen}`);
});

test('a slow reader waits until inputs pause, and then reads the last one', async () => {
  const [quick, slow] = [createReader(), createReader(true)];
  const turns = createTurns(() => [quick, slow], /** @type {number} */ (0));
  const start = performance.now();
  const all = turns.show(1);
  await quick.end();
  turns.show(2);
  await quick.end();
  assert.deepEqual(slow.seen, []);
  while (!slow.seen.length) {
    await quick.end();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(performance.now() - start > FOLLOW_DELAY - 5);
  await slow.end();
  await all;
  assert.deepEqual(slow.seen, [2]);
});

test('a reader that comes later reads what is on show', async () => {
  const readers = [createReader()];
  const turns = createTurns(() => readers, /** @type {number} */ (0));
  const first = turns.show(1);
  await readers[0].end();
  await first;
  readers.push(createReader());
  const second = turns.show();
  await readers[1].end();
  await second;
  assert.deepEqual([readers[0].seen, readers[1].seen], [[1], [1]]);
});
