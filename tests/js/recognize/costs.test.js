import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGITS, NON_DIGIT } from '../../../web/page/network/classes.js';
import { betweenSegments, candidatesOf } from '../../../web/page/recognize/costs.js';
import { assertClose } from '../fixtures/numbers.js';

/** @typedef {import('../../../web/page/recognize/segments.js').Segment} Segment */

const CLASSES = [...DIGITS, NON_DIGIT];
const OPTIONS = { classes: CLASSES, height: 100, graphemes: [...DIGITS, '.', ',', '-'], digitsPerSegment: 4 };

/** A segment as high as a digit. @param {Partial<Segment>} [properties] @returns {Segment} */
const segmentOf = (properties) => ({
  ...{ first: 0, last: 0, parts: [], gap: 0, cuts: 0, box: { left: 0, top: 0, right: 60, bottom: 100 } },
  ...properties,
});

/** Probabilities of the named classes. @param {Record<number, number>} values */
const probabilitiesOf = (values) => Float32Array.from(CLASSES, (_, i) => values[i] ?? 0);

const SEVEN = probabilitiesOf({ 7: 0.7, 1: 0.2, 9: 0.05, 2: 0.03, 4: 0.02 });

/** @param {ReturnType<typeof candidatesOf>} candidates */
const graphemesOf = (candidates) => candidates.map(({ grapheme }) => grapheme);

test('the most probable digits come first, then the mark and the non-digit', () => {
  assert.deepEqual(graphemesOf(candidatesOf(segmentOf(), SEVEN, '.', OPTIONS)), ['7', '1', '9', '2', '.', '']);
  assert.deepEqual(graphemesOf(candidatesOf(segmentOf(), SEVEN, '', OPTIONS)), ['7', '1', '9', '2', '']);
});

test('only graphemes that are allowed are candidates, and non-digits always', () => {
  const options = { ...OPTIONS, graphemes: ['1', '2'] };
  assert.deepEqual(graphemesOf(candidatesOf(segmentOf(), SEVEN, '.', options)), ['1', '2', '']);
});

test('a network without non-digits gives none', () => {
  const candidates = candidatesOf(segmentOf(), SEVEN.subarray(0, 10), '', { ...OPTIONS, classes: DIGITS });
  assert.ok(candidates.every(({ grapheme }) => grapheme));
});

test('the score of a digit is the logarithm of its probability, less the costs', () => {
  const scoreOf = (/** @type {Partial<Segment>} */ properties) =>
    candidatesOf(segmentOf(properties), SEVEN, '', OPTIONS)[0].score;
  const free = scoreOf({});
  assertClose(free, Math.log(0.7), 1e-6);
  assert.ok(scoreOf({ gap: 0.2 }) < free);
  assert.equal(scoreOf({ gap: -0.2 }), free);
  assert.ok(scoreOf({ cuts: 2 }) < scoreOf({ cuts: 1 }) && scoreOf({ cuts: 1 }) < free);
  assert.ok(scoreOf({ box: { left: 0, top: 0, right: 30, bottom: 50 } }) < free, 'small');
  assert.ok(scoreOf({ box: { left: 0, top: 0, right: 150, bottom: 100 } }) < free, 'wide');
});

test('a digit of no probability has a finite score', () => {
  assert.ok(candidatesOf(segmentOf(), probabilitiesOf({}), '', OPTIONS).every(({ score }) => Number.isFinite(score)));
});

test('a non-digit ranks behind a digit unless it is much more probable', () => {
  const ranking = (/** @type {number} */ nonDigit) => {
    const candidates = candidatesOf(segmentOf(), probabilitiesOf({ 7: 0.3, 10: nonDigit }), '', OPTIONS);
    return graphemesOf(candidates.sort((a, b) => b.score - a.score))[0];
  };
  assert.equal(ranking(0.55), '7');
  assert.equal(ranking(0.65), '');
});

test('adjacent segments cost what they overlap', () => {
  const between = betweenSegments(100);
  const at = (/** @type {number} */ left) => segmentOf({ box: { left, top: 0, right: left + 60, bottom: 100 } });
  assert.equal(between(at(0), at(60)), -0);
  assert.equal(between(at(0), at(80)), -0);
  assert.ok(between(at(0), at(20)) < between(at(0), at(40)) && between(at(0), at(40)) < 0);
});
