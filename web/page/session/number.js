/** The number on the pad: what the network reads, with the visitor's corrections and selection. Pure. */

import { inkOf } from '../ink/identity.js';
import { ranked } from '../lib/math.js';
import { DIGITS, MARKS, NON_DIGIT } from '../network/classes.js';
import { correct, indexOfInk, isDivisible } from './corrections.js';

/** Below this confidence, the second-best reading is shown, too: at 0.9 one reading in ten is wrong. */
export const CONFIDENT = 0.9;

/** Whether a grapheme is a point, a slash or the like. @param {string} grapheme */
export const isMark = (grapheme) => MARKS.includes(grapheme);

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('../recognize/predictions.js').Grapheme} Grapheme
 * @typedef {import('../recognize/predictions.js').Prediction} Prediction
 * @typedef {import('../recognize/recognize.js').Reading} Reading
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').InkPart} InkPart
 * @typedef {import('../network/bundle.js').Summary} Summary
 *
 * @typedef {object} ShownGrapheme
 * @property {string} id of its first ink: the same while that lives, though strokes join the grapheme or leave it
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 * @property {string} recognized the same as the network reads it, corrected or not
 * @property {boolean} isCorrected whether the visitor has chosen the grapheme, or divided its ink
 * @property {boolean} isSet whether the visitor has chosen the grapheme
 * @property {boolean} isConfident
 * @property {number} line of writing, from 0
 * @property {Part[]} parts its ink, by time
 * @property {string} key of its ink: another one when that grows
 * @property {number} confidence 0..1, as the network reads it
 * @property {Float32Array} probabilities of each class of the network
 * @property {{grapheme: string, probability: number} | null} second the second guess, where the first is not confident
 *
 * @typedef {object} NumberState
 * @property {string} text the number, a line each; '' for non-digits, and for no reading
 * @property {number} confidence 0..1, of all that is not corrected
 * @property {{text: string, confidence: number} | null} secondBest the best reading with another text
 * @property {ShownGrapheme[]} graphemes of all ink that is read, in reading order: non-digits, too. Where nothing is
 *   a digit, one for all of it
 * @property {number} selectedIndex -1 if there are none
 * @property {ShownGrapheme | null} selected null for no reading
 * @property {boolean} canJoin whether the selected grapheme has a next one on its line
 * @property {boolean} canSplit whether its ink can be two digits
 * @property {Drawing} drawing that was read
 * @property {Drawing} ink of the selected grapheme
 * @property {Summary | null} summary of the network that read it; null for no reading
 *
 * @typedef {object} Choices of the visitor, and what is known of ink
 * @property {Corrections} corrections
 * @property {InkPart[] | null} selected ink; null: the last grapheme
 * @property {import('../ink/identity.js').Identity} identity of strokes
 * @property {(key: string) => Float32Array | undefined} probabilitiesOf ink that the visitor has divided, see
 *   corrections.js
 */

/**
 * @param {Drawing} drawing
 * @returns {NumberState} of a drawing that is blank, or has not been read
 */
export const unread = (drawing) => ({
  text: '',
  confidence: 0,
  secondBest: null,
  graphemes: [],
  selectedIndex: -1,
  selected: null,
  canJoin: false,
  canSplit: false,
  drawing,
  ink: drawing,
  summary: null,
});

/**
 * @param {Drawing} drawing
 * @param {Reading} reading of it; where nothing is a digit, with `rejected`
 * @param {Summary} summary of the network that read it
 * @param {Choices} choices
 * @returns {NumberState}
 */
export function numberOf(drawing, reading, summary, { corrections, selected: chosen, identity, probabilitiesOf }) {
  if (!reading.predictions.length) return unread(drawing);
  const [best, ...others] = reading.predictions;
  const written = { drawing, identity, classes: summary.classes, probabilitiesOf };
  const recognized = recognizedOf(drawing, reading);
  const { graphemes: corrected, held } = correct(recognized, corrections, written);
  const graphemes = corrected.map((one) => toShown(one, written));
  const text = textOf(graphemes);
  const selectedIndex = indexOfInk(graphemes, chosen, written);
  const selected = graphemes[selectedIndex];
  const ink = inkOf(drawing, selected.parts);
  return {
    text,
    confidence: confidenceOf(best.confidence, recognized, corrected),
    secondBest: secondBestOf(others, text, (them) => {
      const other = correct(them, corrections, written);
      return held.every((one) => one.kind === 'label' || other.held.includes(one)) ? other.graphemes : null;
    }),
    graphemes,
    selectedIndex,
    selected,
    canJoin: graphemes[selectedIndex + 1]?.line === selected.line,
    canSplit: isDivisible(drawing, selected.parts),
    drawing,
    ink,
    summary,
  };
}

/**
 * Returns the graphemes that the network reads; where nothing is a digit, all ink that it reads is one non-digit.
 *
 * @param {Drawing} drawing
 * @param {Reading} reading of it, with predictions
 * @returns {Grapheme[]}
 */
export function recognizedOf(drawing, { predictions: [best], rejected, strokes }) {
  if (best.text) return best.graphemes;
  const read = strokes ?? [...drawing.keys()].filter((i) => drawing[i].length);
  const parts = read.map((stroke) => ({ stroke, begin: 0, end: drawing[stroke].length }));
  const probabilities = /** @type {Float32Array} */ (rejected);
  return [{ grapheme: '', line: 0, parts, confidence: best.confidence, probabilities }];
}

/**
 * @param {import('./corrections.js').CorrectedGrapheme} corrected
 * @param {import('./corrections.js').Written} written
 * @returns {ShownGrapheme}
 */
function toShown({ isDivided, ...grapheme }, { drawing, identity, classes }) {
  const { parts, isSet, confidence, probabilities } = grapheme;
  const [{ stroke, begin }] = parts;
  const isConfident = isSet || confidence >= CONFIDENT;
  return {
    ...grapheme,
    id: `${identity.idOf(drawing[stroke])}${begin ? `:${begin}` : ''}`,
    key: identity.keyOf(drawing, parts),
    isCorrected: isSet || isDivided,
    isConfident,
    second: isConfident ? null : secondOf(grapheme.grapheme, probabilities, isDivided ? DIGITS : classes),
  };
}

/**
 * @param {string} grapheme the first guess
 * @param {Float32Array} probabilities
 * @param {string[]} classes that may be the second
 */
function secondOf(grapheme, probabilities, classes) {
  const graphemes = classes.map((name) => (name === NON_DIGIT ? '' : name));
  const best = ranked(probabilities).find((i) => i < graphemes.length && graphemes[i] !== grapheme);
  return best === undefined ? null : { grapheme: graphemes[best], probability: probabilities[best] };
}

/** @param {{grapheme: string, line: number}[]} graphemes @returns {string} a line for each line with a digit */
function textOf(graphemes) {
  const digits = graphemes.filter(({ grapheme }) => grapheme);
  return digits.map(({ grapheme, line }, i) => (i && line !== digits[i - 1].line ? '\n' : '') + grapheme).join('');
}

/**
 * What the visitor says is certain: confidences of graphemes that have been set, or divided otherwise, are divided out.
 * Those of digits that the visitor has made of ink, but not set, stand instead.
 *
 * @param {number} confidence
 * @param {Grapheme[]} recognized
 * @param {import('./corrections.js').CorrectedGrapheme[]} corrected
 */
function confidenceOf(confidence, recognized, corrected) {
  const productOf = (/** @type {{confidence: number}[]} */ some) => some.reduce((all, one) => all * one.confidence, 1);
  const unchanged = new Set(corrected.filter(({ isSet, isDivided }) => !isSet && !isDivided).map(({ parts }) => parts));
  const known = productOf(recognized.filter(({ parts }) => !unchanged.has(parts)));
  const guessed = productOf(corrected.filter(({ isSet, isDivided }) => isDivided && !isSet));
  return (known > 0 ? Math.min(1, confidence / known) : 1) * guessed;
}

/**
 * Finds the best of the other predictions with another text, corrected as well.
 *
 * @param {Prediction[]} predictions
 * @param {string} text
 * @param {(graphemes: Grapheme[]) => Grapheme[] | null} corrected null for graphemes that a correction rules out
 */
function secondBestOf(predictions, text, corrected) {
  for (const { graphemes, confidence } of predictions) {
    const own = corrected(graphemes);
    const other = own && textOf(own);
    if (other !== null && other !== text) return { text: other, confidence };
  }
  return null;
}

/**
 * @param {NumberState} state
 * @param {Drawing} current drawing on the pad
 * @returns {boolean} whether the number is that of ink on the pad, which may have grown since
 */
export const isOfInk = ({ drawing }, current) => drawing.every((stroke, i) => stroke === current[i]);

/** @param {{number: NumberState, drawing: Drawing}} state @returns {boolean} whether there is a number of the ink on the pad */
export const hasNumber = ({ number, drawing }) => number.text !== '' && isOfInk(number, drawing);
