import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGITS, NON_DIGIT } from '../../../web/page/network/classes.js';
import { toPredictions, withConfidence } from '../../../web/page/recognize/predictions.js';
import { assertClose } from '../fixtures/numbers.js';
import { forAll } from '../fixtures/random.js';

/** @typedef {import('../../../web/page/recognize/beam-search.js').Hypothesis} Hypothesis */

const CLASSES = [...DIGITS, NON_DIGIT];

/** @param {Hypothesis[][]} lines */
const predict = (...lines) => toPredictions(lines.map(withConfidence), 10);

/**
 * Makes a hypothesis of candidates, one stroke each.
 *
 * @param {[grapheme: string, probability: number, last: number, cuts?: number][]} graphemes
 * @param {number} [score] by default that of their probabilities
 * @returns {Hypothesis}
 */
function hypothesis(graphemes, score) {
  const candidates = graphemes.map(([grapheme, probability, last, cuts = 0], i) => ({
    grapheme,
    probability,
    score: Math.log(probability),
    probabilities: Float32Array.from(CLASSES, (name) => (name === (grapheme || NON_DIGIT) ? probability : 0)),
    segment: {
      ...{ first: last, last, gap: 0, cuts, box: { left: 0, top: 0, right: 1, bottom: 1 } },
      parts: [{ stroke: i + 1, begin: 0, end: 2 }],
    },
  }));
  const text = graphemes.map(([grapheme]) => grapheme).join('');
  return { text, score: score ?? candidates.reduce((sum, one) => sum + one.score, 0), candidates };
}

test('a single digit has the probability that the network gives', () => {
  const found = predict([hypothesis([['7', 0.5, 0]]), hypothesis([['1', 0.25, 0]])]);
  assert.deepEqual(
    found.map(({ text, confidence }) => [text, confidence]),
    [
      ['7', 0.5],
      ['1', 0.25],
    ],
  );
  const [{ grapheme, line, parts, confidence, probabilities }] = found[0].graphemes;
  assert.deepEqual([grapheme, line, parts, confidence], ['7', 0, [{ stroke: 1, begin: 0, end: 2 }], 0.5]);
  assert.equal(probabilities[7], 0.5);
});

test('non-digits are graphemes without text, and predicted only if they are best', () => {
  const [nonDigit, digit] = predict([hypothesis([['', 0.75, 0]], -0.2), hypothesis([['4', 0.25, 0]])]);
  assert.deepEqual([nonDigit.text, nonDigit.confidence], ['', 0.75]);
  assert.deepEqual(
    nonDigit.graphemes.map(({ grapheme, line, confidence }) => [grapheme, line, confidence]),
    [['', 0, 0.75]],
  );
  assert.equal(digit.confidence, 0.25);
  const texts = predict([hypothesis([['4', 0.6, 0]]), hypothesis([['', 0.4, 0]])]).map(({ text }) => text);
  assert.deepEqual(texts, ['4']);
});

test('confidence includes the share of the segmentation', () => {
  const one = hypothesis([['4', 0.9, 1]], 0);
  const two = hypothesis(
    [
      ['1', 0.9, 0],
      ['1', 0.9, 1],
    ],
    0,
  );
  const [first, second] = predict([one, two]);
  assertClose(first.confidence, 0.45);
  assertClose(second.confidence, 0.405);
});

const FORTY_SEVEN = hypothesis([
  ['4', 0.9, 0],
  ['7', 0.9, 1],
]);

test('two digits that together are a non-digit keep their confidence', () => {
  const [best] = predict([FORTY_SEVEN, hypothesis([['', 1, 1]], -0.3)]);
  assertClose(best.confidence, 0.81);
});

test('cuts lower the confidence', () => {
  const [[whole], [cut]] = [0, 1].map((cuts) => predict([hypothesis([['1', 0.9, 0, cuts]])]));
  assert.ok(cut.confidence < 0.95 * whole.confidence);
});

test('lines are separated by newlines; those of non-digits have none in the text', () => {
  const [best] = predict([FORTY_SEVEN], [hypothesis([['', 0.9, 0]])], [hypothesis([['5', 0.5, 0]])]);
  assert.equal(best.text, '47\n5');
  assert.deepEqual(
    best.graphemes.map(({ grapheme, line }) => [grapheme, line]),
    [
      ['4', 0],
      ['7', 0],
      ['', 1],
      ['5', 2],
    ],
  );
  assertClose(best.confidence, 0.9 ** 3 * 0.5);
});

test('texts are unique and limited in number', () => {
  const line = [...'3355810'].map((digit) => hypothesis([[digit, 0.1, 0]]));
  assert.equal(
    predict(line)
      .map(({ text }) => text)
      .join(''),
    '35810',
  );
  assert.equal(toPredictions([withConfidence(line)], 2).length, 2);
});

test('lines are combined in all ways, the most confident first', () => {
  forAll(300, (random) => {
    const [count, levels] = [1 + Math.floor(8 * random()), random() < 0.5 ? 5 : 200]; // few levels: equal scores
    const lines = Array.from({ length: 1 + Math.floor(4 * random()) }, (_, line) =>
      Array.from({ length: 1 + Math.floor(6 * random()) }, (_, i) =>
        hypothesis([[String((line + i) % 10), 0.5, 0]], -Math.floor(levels * random())),
      )
        .sort((a, b) => b.score - a.score)
        .map((one) => ({ ...one, confidence: 2 ** one.score })),
    );
    let all = [{ texts: /** @type {string[]} */ ([]), score: 0 }];
    for (const line of lines) {
      all = all
        .flatMap(({ texts, score }) => line.map((one) => ({ texts: [...texts, one.text], score: score + one.score })))
        .sort((a, b) => b.score - a.score)
        .slice(0, 2 * count);
    }
    const expected = new Set(all.map(({ texts }) => texts.join('\n')));
    assert.deepEqual(
      toPredictions(lines, count).map(({ text }) => text),
      [...expected].slice(0, count),
    );
  });
});

test('many lines with many alternatives take no time', () => {
  const digits = Array.from({ length: 200 }, (_, i) => hypothesis([[String(i % 10), 0.5, 0]], -i / 10));
  const lines = Array(200).fill(withConfidence(digits));
  const { user } = process.cpuUsage();
  assert.equal(toPredictions(lines, 100).length, 100);
  assert.ok(process.cpuUsage().user - user < 2e6); // it was a minute
});
