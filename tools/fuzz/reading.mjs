/** Reads a drawing with the pure recognizer, measures it, and checks what every reading must satisfy. */

import assert from 'node:assert/strict';
import { toDrawing } from '../../web/page/ink/drawing.js';
import { toHint } from '../../web/page/recognize/hints.js';
import { createRecognizer } from '../../web/page/recognize/recognize.js';

const SUM = 1e-3; // how far the sum of probabilities may be from 1
const DIGIT = /^\d$/;

/**
 * @typedef {import('./arbitraries.mjs').Drawing} Drawing
 * @typedef {import('../../web/page/recognize/segment-cache.js').Classifier} Classifier
 * @typedef {import('../../web/page/recognize/predictions.js').Prediction} Prediction
 *
 * @typedef {object} Timed reading
 * @property {Prediction[]} predictions
 * @property {number} ms of this process's processor
 * @property {number} longest ms of the longest step, after which the page would have had a turn; 0 unless it is asked for
 */

/** Ms of processor time that this process has taken: others on the machine do not count. */
export function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * @param {Drawing} drawing
 * @param {Classifier} classifier
 * @param {object} [hint]
 * @param {boolean} [isByStep] whether to measure each step, which takes longer than most of them
 * @returns {Timed}
 */
export function read(drawing, classifier, hint = {}, isByStep = false) {
  const checked = toDrawing(drawing);
  const given = toHint({ hint });
  const begin = processorMs();
  const steps = createRecognizer().steps(checked, classifier, given);
  let [last, longest] = [begin, 0];
  for (;;) {
    const { value, done } = steps.next();
    if (isByStep) {
      const now = processorMs();
      longest = Math.max(longest, now - last);
      last = now;
    }
    if (done) return { predictions: value.predictions, ms: processorMs() - begin, longest };
  }
}

/** The best text and its confidence. @param {Timed} reading @returns {{text: string | null, confidence: number}} */
export const bestOf = ({ predictions: [best] }) => ({
  text: best ? best.text : null,
  confidence: best ? best.confidence : 0,
});

/**
 * Checks predictions: finite, in order, consistent with the drawing and the hint.
 *
 * @param {Prediction[]} predictions
 * @param {Drawing} drawing
 * @param {any} [hint]
 * @throws {Error} that says what is wrong
 */
export function checkPredictions(predictions, drawing, hint = {}) {
  assert.ok(predictions.length <= (hint.alternatives ?? 3), 'more predictions than alternatives');
  let last = 1;
  for (const { text, confidence, graphemes } of predictions) {
    assert.ok(confidence >= 0 && confidence <= 1, `a confidence of ${confidence}`);
    assert.ok(confidence <= last, `confidences rise: ${last}, ${confidence}`);
    last = confidence;
    const found = [...graphemes].map(({ grapheme }) => grapheme).join('');
    assert.equal(found, text.replaceAll('\n', ''), 'graphemes are not those of the text');
    for (const { confidence: own, probabilities, parts } of graphemes) {
      assert.ok(own >= 0 && own <= 1, `a grapheme's confidence of ${own}`);
      const sum = probabilities.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(sum - 1) <= SUM, `probabilities sum to ${sum}`);
      for (const { stroke, begin, end } of parts) {
        assert.ok(drawing[stroke] && begin >= 0 && begin < end && end <= drawing[stroke].length, 'ink is not there');
      }
    }
  }
  const texts = predictions.map(({ text }) => text);
  assert.equal(new Set(texts).size, texts.length, 'a text twice');
  assert.ok(!texts.slice(1).includes(''), 'no number behind a number');
  for (const line of texts.flatMap((text) => text.split('\n')).filter(Boolean)) checkLine(line, hint);
}

/** Independent of the grammars: what each kind allows, but not all that it forbids. @type {Record<string, RegExp>} */
const KINDS = {
  date: /^\d{1,4}([/.-])\d{1,2}(\1(\d{1,4})?)?$/,
  time: /^\d{1,2}([:.])\d{2}(\1\d{2})?$/,
  phone: /^\+?[\d()./-]+$/,
  amount: /^-?\$?-?[\d.,]+%?$/,
  integer: /^-?\d+$/,
};

/** @param {string} line of a prediction @param {any} hint that it must honour */
function checkLine(line, { length, graphemeSet, kind, min, max }) {
  if (length !== undefined) assert.equal(line.length, length, `${line} is not of length ${length}`);
  const allowed = graphemeSet && [...graphemeSet];
  if (allowed)
    assert.ok(
      [...line].every((one) => allowed.includes(one)),
      `${line} is not of ${allowed.join('')}`,
    );
  if (!allowed || allowed.some((/** @type {string} */ one) => DIGIT.test(one))) {
    assert.match(line, /\d/, `${line} has no digit`);
  }
  if (kind) assert.match(line, KINDS[kind], `${line} is no ${kind}`);
  if (/^-?\d+$/.test(line)) {
    if (min !== undefined) assert.ok(Number(line) >= min, `${line} is below ${min}`);
    if (max !== undefined) assert.ok(Number(line) <= max, `${line} is above ${max}`);
  }
}
