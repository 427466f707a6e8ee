import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf } from '../../../web/page/ink/boxes.js';
import { bestHypotheses } from '../../../web/page/recognize/beam-search.js';
import { assertClose } from '../fixtures/numbers.js';
import { forAll } from '../fixtures/random.js';

/**
 * @typedef {import('../../../web/page/recognize/beam-search.js').Candidate} Candidate
 * @typedef {import('../../../web/page/recognize/segments.js').Segment} Segment
 * @typedef {{segment: Segment, candidates: Candidate[]}} Classified
 */

const PROBABILITIES = new Float32Array(11);

/**
 * @param {number} first
 * @param {number} last
 * @param {Record<string, number>} scores by grapheme
 * @returns {Classified}
 */
function classified(first, last, scores) {
  /** @type {Segment} */
  const segment = { first, last, parts: [], gap: 0, cuts: 0, box: boxOf([]) };
  const candidates = Object.entries(scores).map(([grapheme, score]) => ({
    segment,
    grapheme,
    score,
    probability: Math.exp(score),
    probabilities: PROBABILITIES,
  }));
  return { segment, candidates };
}

/**
 * Random segments of up to three pieces, in the order of the search.
 *
 * @param {() => number} random
 * @param {number} count of pieces
 */
function someSegments(random, count) {
  const found = [];
  for (let first = 0; first < count; first++) {
    for (let last = first; last < Math.min(count, first + 3); last++) {
      if (last > first && random() < 0.3) continue;
      const graphemes = ['3', '8', '1', ''].filter(() => random() < 0.7);
      found.push(classified(first, last, Object.fromEntries(graphemes.map((one) => [one, -3 * random()]))));
    }
  }
  return found;
}

/** @param {Pick<Candidate, 'segment'>} a @param {Pick<Candidate, 'segment'>} b */
const between = (a, b) => -0.1 * ((3 * a.segment.first + 5 * b.segment.last) % 4);

/**
 * Every way through the pieces, best first: what the search finds if its beam is wide enough.
 *
 * @param {number} count
 * @param {Classified[]} segments
 * @param {(text: string, rest: number) => boolean} allows
 */
function allHypotheses(count, segments, allows) {
  /** @type {{text: string, score: number}[]} */
  const found = [];
  const extend = (
    /** @type {number} */ at,
    /** @type {string} */ text,
    score = 0,
    /** @type {Candidate | null} */ previous = null,
  ) => {
    if (at === count) found.push({ text, score });
    for (const { segment, candidates } of segments.filter(({ segment: { first } }) => first === at)) {
      for (const candidate of candidates) {
        const longer = text + candidate.grapheme;
        const adjacent = previous ? between(previous, candidate) : 0;
        if (!allows(longer, count - 1 - segment.last)) continue;
        extend(segment.last + 1, longer, score + adjacent + candidate.score, candidate);
      }
    }
  };
  extend(0, '');
  return found.sort((a, b) => b.score - a.score);
}

const anything = () => true;

test('the best hypotheses are those of all ways, best first', () => {
  forAll(100, (random) => {
    const count = 1 + Math.floor(5 * random());
    const segments = someSegments(random, count);
    const all = allHypotheses(count, segments, anything);
    const found = bestHypotheses(count, segments, { beamWidth: 1e6, between, allows: anything });
    assert.equal(found.length, all.length);
    found.forEach(({ score }, i) => {
      assertClose(score, all[i].score, 1e-9);
    });
  });
});

test('a narrow beam finds a part of them, the best if no other cost depends on what follows', () => {
  forAll(100, (random) => {
    const count = 1 + Math.floor(5 * random());
    const segments = someSegments(random, count);
    const rules = { between: () => 0, allows: anything };
    const [best] = bestHypotheses(count, segments, { ...rules, beamWidth: 1e6 });
    const found = bestHypotheses(count, segments, { ...rules, beamWidth: 2 });
    assert.ok(found.length <= 2);
    if (best) assertClose(found[0].score, best.score, 1e-9);
  });
});

test('only beginnings that are allowed are continued', () => {
  forAll(100, (random) => {
    const count = 1 + Math.floor(5 * random());
    const segments = someSegments(random, count);
    const allows = (/** @type {string} */ text, /** @type {number} */ rest) =>
      text.length <= 2 && text.length + rest >= 2;
    const texts = allHypotheses(count, segments, allows).map(({ text }) => text);
    const found = bestHypotheses(count, segments, { beamWidth: 1e6, between, allows }).map(({ text }) => text);
    assert.deepEqual(found.sort(), texts.sort());
    assert.ok(found.every((text) => text.length === 2));
  });
});

test('a hypothesis holds its candidates from left to right, and its score is theirs', () => {
  forAll(50, (random) => {
    const segments = someSegments(random, 5);
    for (const { text, score, candidates } of bestHypotheses(5, segments, {
      beamWidth: 9,
      between,
      allows: anything,
    })) {
      assert.equal(text, candidates.map(({ grapheme }) => grapheme).join(''));
      let [sum, next] = [0, 0];
      candidates.forEach((candidate, i) => {
        assert.equal(candidate.segment.first, next);
        next = candidate.segment.last + 1;
        sum += candidate.score + (i ? between(candidates[i - 1], candidate) : 0);
      });
      assert.equal(next, 5);
      assertClose(score, sum, 1e-9);
    }
  });
});

test('of equal hypotheses, the one found first stays', () => {
  const segments = [classified(0, 0, { 3: -1, 8: -1 })];
  const texts = (/** @type {number} */ beamWidth) =>
    bestHypotheses(1, segments, { beamWidth, between, allows: anything }).map(({ text }) => text);
  assert.deepEqual(texts(2), ['3', '8']);
  assert.deepEqual(texts(1), ['3']);
});

test('nothing is found where no segment goes on', () => {
  assert.deepEqual(bestHypotheses(2, [classified(0, 0, { 3: 0 })], { beamWidth: 9, between, allows: anything }), []);
});
