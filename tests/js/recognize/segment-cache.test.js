import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGITS, NON_DIGIT } from '../../../web/page/network/classes.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';

/** @typedef {import('../../../web/page/ink/drawing.js').Drawing} Drawing */

const CLASSES = [...DIGITS, NON_DIGIT];

/** A classifier that counts. */
function createCounter() {
  const counter = {
    segments: 0,
    channels: 1,
    classes: CLASSES,
    classify(/** @type {Float32Array} */ inputs) {
      const count = inputs.length / 784;
      counter.segments += count;
      return new Float32Array(count * CLASSES.length).fill(1 / CLASSES.length);
    },
  };
  return counter;
}

/** @param {number} x @param {number} y */
const bar = (x, y) => [0, 20, 40].map((down) => ({ x, y: y + down }));

/** A line of bars, so close that some may be one digit. @param {number} y @param {number} from @param {number} to */
const line = (y, from, to) => Array.from({ length: to - from }, (_, i) => bar(15 * (from + i), y));

/**
 * Reads a drawing, by a number of steps at most; returns the segments that were classified.
 *
 * @param {ReturnType<typeof createRecognizer>} recognizer
 * @param {ReturnType<typeof createCounter>} counter
 * @param {Drawing} drawing
 */
function classified(recognizer, counter, drawing, most = Infinity) {
  const before = counter.segments;
  const steps = recognizer.steps(drawing, counter, { alternatives: 3 });
  for (let i = 0; i < most && !steps.next().done; i++);
  return counter.segments - before;
}

const TWO_LINES = [...line(0, 0, 6), ...line(200, 0, 6)];
const LONGER = [...TWO_LINES, ...line(0, 6, 12)];

test('the same ink is classified once', () => {
  const [recognizer, counter] = [createRecognizer(), createCounter()];
  assert.ok(classified(recognizer, counter, TWO_LINES) > 12);
  assert.equal(classified(recognizer, counter, TWO_LINES), 0);
});

test('the same ink is classified once, however often its reading is abandoned', () => {
  const [recognizer, counter] = [createRecognizer(), createCounter()];
  const first = classified(recognizer, counter, TWO_LINES);
  let longer = 0;
  for (let steps = 1; steps < 20; steps++) longer += classified(recognizer, counter, LONGER, steps);
  const anew = classified(createRecognizer(), counter, LONGER);
  assert.ok(longer > 0);
  assert.equal(longer, anew - first);
});

test('ink that the last reading did not use is forgotten', () => {
  const [recognizer, counter] = [createRecognizer(), createCounter()];
  const first = classified(recognizer, counter, TWO_LINES);
  classified(recognizer, counter, []);
  classified(recognizer, counter, []);
  assert.equal(classified(recognizer, counter, TWO_LINES), first);
});

test('another network classifies all ink', () => {
  const recognizer = createRecognizer();
  const first = classified(recognizer, createCounter(), TWO_LINES);
  assert.equal(classified(recognizer, createCounter(), TWO_LINES), first);
});

test('a stroke that has grown is other ink', () => {
  const [recognizer, counter] = [createRecognizer(), createCounter()];
  const drawing = [bar(0, 0), bar(500, 0)];
  assert.equal(classified(recognizer, counter, drawing), 2);
  drawing[1].push({ x: 501, y: 45 });
  assert.equal(classified(recognizer, counter, drawing), 1);
});
