/** Sentences of Compare. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawnSets, SCANNED } from '../../../../web/page/explain/card.js';
import {
  confusionOf,
  describeConfusions,
  describeFooled,
  describeReadings,
  inOrder,
  isFooled,
} from '../../../../web/page/explain/compare/sentences.js';
import { NAMES, readJson } from '../../fixtures/bundles.js';

const reads = (/** @type {Record<string, string | null>} */ readings) =>
  Object.entries(readings).map(([name, reading]) => ({ name, reading }));

test('networks that read the same are named together', () => {
  assert.equal(describeReadings(reads({ ink: '7', hello: '9', lesson: '7' })), 'ink and lesson read 7; hello reads 9.');
  assert.equal(describeReadings(reads({ ink: 'non-digit', hello: null })), 'ink reads no digit.');
  assert.equal(describeReadings(reads({ ink: null })), '');
});

test('a network is fooled by another digit than the true one, and by any where there is none', () => {
  assert.ok(isFooled('7', '1') && !isFooled('7', '7') && isFooled('7', 'non-digit'));
  assert.ok(isFooled(null, '1') && isFooled(null, '/') && !isFooled(null, 'non-digit'));
  assert.ok(!isFooled('7', null), 'a network that has not read is not fooled');
});

test('who falls for a trick is said of one, several, all or none', () => {
  assert.equal(describeFooled('7', reads({ ink: '7', hello: '9' })), 'hello falls for it.');
  assert.equal(describeFooled('7', reads({ ink: '7', hello: '9', numbre: '1' })), 'hello and numbre fall for it.');
  assert.equal(describeFooled('7', reads({ ink: '7', hello: '7', numbre: null })), 'No network falls for it.');
  assert.equal(describeFooled(null, reads({ ink: '1', hello: '7' })), 'Every network falls for it.');
  assert.equal(describeFooled(null, reads({ ink: null })), '');
});

test('networks trained in the page come after their models', () => {
  assert.deepEqual(inOrder(['ink', 'hello', 'lesson'], []), ['ink', 'hello', 'lesson']);
  assert.deepEqual(inOrder(['ink', 'hello', 'lesson'], ['my-lesson', 'my-hello', 'my-own']), [
    ...['ink', 'hello', 'my-hello', 'lesson', 'my-lesson', 'my-own'],
  ]);
});

test('sets of drawn digits are counted together', () => {
  const one = (/** @type {number} */ count) => ({ confusion: Array(10).fill(Array(10).fill(count)) });
  const card = /** @type {any} */ ({ metrics: { a: one(1), b: one(2) } });
  assert.deepEqual(confusionOf(card, ['a', 'b']), Array(10).fill(Array(10).fill(3)));
});

test('the most frequent confusions are those of the cards', async () => {
  for (const name of NAMES) {
    const card = await readJson(name, 'card.json');
    const sentence = describeConfusions(confusionOf(card, [SCANNED]), confusionOf(card, drawnSets(card)));
    const pattern =
      /^Scans: most often (\d) read as (\d) \(([\d,]+) of ([\d,]+), [\d.]+%\)\. Drawings: most often \d read as \d \(.*\)\.$/;
    const [, digit, predicted, count, total] = sentence.match(pattern) ?? assert.fail(sentence);
    const { confusion } = card.metrics[SCANNED];
    const counts = confusion[Number(digit)];
    assert.equal(counts[Number(predicted)], Number(count.replace(',', '')), name);
    const sum = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0);
    assert.equal(sum(counts), Number(total.replace(',', '')), name);
    const shares = confusion.flatMap((/** @type {number[]} */ row, /** @type {number} */ i) =>
      row.filter((_, j) => i !== j).map((one) => one / sum(row)),
    );
    assert.ok(Math.abs(Math.max(...shares) - counts[Number(predicted)] / sum(counts)) < 1e-12, name);
  }
});

test('a network without errors confuses nothing', () => {
  const none = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => (i === j ? 5 : 0)));
  assert.equal(describeConfusions(none, none), 'Scans: no errors. Drawings: no errors.');
});
