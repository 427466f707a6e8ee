import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentity } from '../../../web/page/ink/identity.js';
import { toInk } from '../../../web/page/session/corrections.js';
import { numberOf, unread } from '../../../web/page/session/number.js';
import { assertClose } from '../fixtures/numbers.js';

/** @typedef {import('../../../web/page/recognize/predictions.js').Prediction} Prediction */

const CLASSES = [...'0123456789', 'non-digit'];
const SUMMARY = {
  ...{ format: 2, name: 'ink', classes: CLASSES, raster: {}, channels: { names: ['ink'] }, calibrated: true },
};
const DRAWING = [0, 100, 200].map((x) => [0, 50, 100].map((y) => ({ x: x + y / 10, y })));

/**
 * A prediction that reads each stroke as a grapheme.
 *
 * @param {string} text with a line each
 * @param {number[]} confidences of the graphemes
 * @returns {Prediction}
 */
function prediction(text, ...confidences) {
  const graphemes = text.split('\n').flatMap((one, line) => [...one].map((grapheme) => ({ grapheme, line })));
  return {
    text,
    confidence: confidences.reduce((product, one) => product * one, 1),
    graphemes: graphemes.map((one, stroke) => ({
      ...one,
      parts: [{ stroke, begin: 0, end: 3 }],
      confidence: confidences[stroke],
      probabilities: Float32Array.from(CLASSES, (name) => (name === one.grapheme ? confidences[stroke] : 0)),
    })),
  };
}

/** @param {Prediction[]} predictions */
function numbered(predictions, rejected = null) {
  const identity = createIdentity();
  /** @type {import('../../../web/page/session/number.js').Choices} */
  const choices = { corrections: [], selected: null, identity, probabilitiesOf: () => undefined };
  const number = () => numberOf(DRAWING, { predictions, rejected, isPartial: false }, SUMMARY, choices);
  /** @param {number} index of a grapheme */
  const select = (index) => {
    choices.selected = toInk(number().graphemes[index].parts, { drawing: DRAWING, identity });
  };
  /** @param {number} index @param {string} grapheme */
  const set = (index, grapheme) => {
    const ink = toInk(number().graphemes[index].parts, { drawing: DRAWING, identity });
    choices.corrections = [...choices.corrections, { kind: 'label', ink, grapheme }];
  };
  return { choices, number, select, set };
}

test('a drawing without a reading has no number', () => {
  const { text, graphemes, selected, ink } = unread(DRAWING);
  assert.deepEqual([text, graphemes, selected, ink], ['', [], null, DRAWING]);
  assert.deepEqual(numbered([]).number(), unread(DRAWING));
});

test('the last grapheme is selected, unless another is', () => {
  const { choices, number, select } = numbered([prediction('475', 0.9, 0.8, 0.7)]);
  assert.equal(number().text, '475');
  assert.deepEqual([number().selectedIndex, number().selected?.grapheme], [2, '5']);
  assert.deepEqual(number().ink, [DRAWING[2]]);
  select(0);
  assert.deepEqual([number().selectedIndex, number().selected?.grapheme], [0, '4']);
  choices.selected = [{ id: 999, begin: 0, end: 3 }];
  assert.equal(number().selectedIndex, 2);
});

test('a correction stands for what the network reads, and is certain', () => {
  const { number, set } = numbered([prediction('475', 0.9, 0.5, 0.8)]);
  set(1, '1');
  const { text, confidence, graphemes } = number();
  assert.equal(text, '415');
  assertClose(confidence, 0.9 * 0.8);
  assert.deepEqual([graphemes[1].recognized, graphemes[1].isCorrected, graphemes[1].isConfident], ['7', true, true]);
  assert.equal(graphemes[0].isCorrected, false);
});

test('the second-best number has another text, with the same corrections', () => {
  const { number, set } = numbered([prediction('475', 0.9, 0.5, 0.8), prediction('415', 0.9, 0.3, 0.8)]);
  assert.equal(number().secondBest?.text, '415');
  set(1, '1');
  assert.equal(number().secondBest, null);
  set(0, '9');
  assert.deepEqual([number().text, number().secondBest], ['915', null]);
});

test('all ink is one grapheme where nothing is a digit, and can be corrected', () => {
  const rejected = Float32Array.from(CLASSES, (name) => (name === 'non-digit' ? 0.7 : 0.03));
  const best = { text: '', confidence: 0.7, graphemes: [] };
  const { number, set } = numbered([best, prediction('4', 0.2)], /** @type {any} */ (rejected));
  const { text, graphemes, selected, selectedIndex, ink } = number();
  assert.deepEqual([text, graphemes.length, selectedIndex, selected], ['', 1, 0, graphemes[0]]);
  assert.deepEqual([selected?.grapheme, selected?.probabilities], ['', rejected]);
  assert.deepEqual(ink, DRAWING);
  set(0, '8');
  assert.deepEqual([number().text, number().graphemes.length], ['8', 1]);
});

test('lines are separated by newlines', () => {
  assert.equal(numbered([prediction('47\n5', 0.9, 0.9, 0.9)]).number().text, '47\n5');
});

test('graphemes in doubt have a second guess, which may be a non-digit', () => {
  const doubtful = prediction('475', 0.95, 0.5, 0.6);
  doubtful.graphemes[1].probabilities[1] = 0.4;
  doubtful.graphemes[2].probabilities[10] = 0.3;
  const { graphemes } = numbered([doubtful]).number();
  const [four, seven, five] = graphemes.map(({ second }) => second);
  assert.equal(four, null);
  assert.deepEqual([seven?.grapheme, five?.grapheme], ['1', '']);
  assertClose(five?.probability ?? 0, 0.3);
});

test('a grapheme keeps its identity while its ink grows, and when strokes before it go', () => {
  const identity = createIdentity();
  const choices = { corrections: [], selected: null, identity, probabilitiesOf: () => undefined };
  /** @param {typeof DRAWING} drawing @param {Prediction} best */
  const idsOf = (drawing, best) =>
    numberOf(drawing, { predictions: [best], rejected: null, isPartial: false }, SUMMARY, choices).graphemes.map(
      ({ id, key }) => [id, key],
    );
  const [, seven] = idsOf(DRAWING, prediction('475', 0.9, 0.9, 0.9));
  const [grown] = idsOf([DRAWING[1], DRAWING[2]], {
    ...prediction('75', 0.9, 0.9),
    graphemes: [
      {
        ...prediction('7', 0.9).graphemes[0],
        parts: [
          { stroke: 0, begin: 0, end: 3 },
          { stroke: 1, begin: 0, end: 3 },
        ],
      },
    ],
  });
  assert.equal(grown[0], seven[0]);
  assert.notEqual(grown[1], seven[1]);
});
