/** The number on the pad: what the network reads, with the visitor's corrections and selection. Pure. */

import { inkOf } from '../recognize/segments.js';

/** Below this confidence, the second-best reading is shown, too: at 0.9 one reading in ten is wrong. */
export const CONFIDENT = 0.9;

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('../recognize/predictions.js').Prediction} Prediction
 * @typedef {import('../network/bundle.js').Summary} Summary
 *
 * @typedef {object} ShownGrapheme
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 * @property {string} recognized the same as the network reads it, corrected or not
 * @property {boolean} isCorrected
 * @property {boolean} isConfident
 * @property {number} line of writing, from 0
 * @property {Part[]} parts its ink
 * @property {string} key of its ink
 * @property {number} confidence 0..1, as the network reads it
 * @property {Float32Array} probabilities of each class of the network
 *
 * @typedef {object} NumberState
 * @property {string} text the number, a line each; '' for non-digits, and for no reading
 * @property {number} confidence 0..1, of all that is not corrected
 * @property {{text: string, confidence: number} | null} secondBest the best reading with another text
 * @property {ShownGrapheme[]} graphemes in reading order
 * @property {number} selectedIndex -1 if there are none
 * @property {ShownGrapheme | null} selected all ink if nothing is a digit; null for no reading
 * @property {Drawing} drawing that was read
 * @property {Drawing} ink of the selected grapheme
 * @property {Summary | null} summary of the network that read it; null for no reading
 *
 * @typedef {object} Choices of the visitor
 * @property {Map<string, string>} corrections key of ink -> its correct grapheme
 * @property {string | null} selectedKey of the selected ink; null: the last grapheme
 * @property {(drawing: Drawing, parts: Part[]) => string} keyOf ink, see ink/identity.js
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
  drawing,
  ink: drawing,
  summary: null,
});

/**
 * @param {Drawing} drawing
 * @param {import('../recognize/recognize.js').Reading} reading of it; where nothing is a digit, with `rejected`
 * @param {Summary} summary of the network that read it
 * @param {Choices} choices
 * @returns {NumberState}
 */
export function numberOf(drawing, { predictions, rejected }, summary, { corrections, selectedKey, keyOf }) {
  if (!predictions.length) return unread(drawing);
  const [best, ...others] = predictions;
  const recognized = best.graphemes.length ? best.graphemes : [nonDigit(drawing, best, rejected)];
  const corrected = recognized.map((grapheme) => withCorrection(grapheme, keyOf(drawing, grapheme.parts), corrections));
  const graphemes = corrected.filter(({ grapheme }) => grapheme);
  const text = textOf(graphemes);
  const found = graphemes.findIndex(({ key }) => key === selectedKey);
  const selectedIndex = found < 0 ? graphemes.length - 1 : found;
  const selected = graphemes[selectedIndex] ?? corrected[0];
  return {
    text,
    confidence: confidenceOf(best.confidence, corrected),
    secondBest: secondBestOf(others, text, (parts) => corrections.get(keyOf(drawing, parts))),
    graphemes,
    selectedIndex,
    selected,
    drawing,
    ink: inkOf(drawing, selected.parts),
    summary,
  };
}

/**
 * Takes all ink as one non-digit.
 *
 * @param {Drawing} drawing
 * @param {Prediction} best
 * @param {Float32Array | null} rejected the probabilities of its classes
 */
function nonDigit(drawing, { confidence }, rejected) {
  const parts = drawing.map((stroke, i) => ({ stroke: i, begin: 0, end: stroke.length })).filter(({ end }) => end);
  return { grapheme: '', line: 0, parts, confidence, probabilities: /** @type {Float32Array} */ (rejected) };
}

/**
 * @param {import('../recognize/predictions.js').Grapheme} recognized
 * @param {string} key of its ink
 * @param {Map<string, string>} corrections
 * @returns {ShownGrapheme}
 */
function withCorrection(recognized, key, corrections) {
  const grapheme = corrections.get(key) ?? recognized.grapheme;
  const isCorrected = grapheme !== recognized.grapheme;
  const isConfident = isCorrected || recognized.confidence >= CONFIDENT;
  return { ...recognized, recognized: recognized.grapheme, key, grapheme, isCorrected, isConfident };
}

/** @param {{grapheme: string, line: number}[]} graphemes */
const textOf = (graphemes) =>
  graphemes.map(({ grapheme, line }, i) => (i && line !== graphemes[i - 1].line ? '\n' : '') + grapheme).join('');

/**
 * Corrected graphemes are certain: their confidences are divided out.
 *
 * @param {number} confidence
 * @param {ShownGrapheme[]} graphemes
 */
function confidenceOf(confidence, graphemes) {
  const corrected = graphemes.filter(({ isCorrected }) => isCorrected);
  const known = corrected.reduce((product, grapheme) => product * grapheme.confidence, 1);
  return known > 0 ? Math.min(1, confidence / known) : 1;
}

/**
 * Finds the best of the other predictions with another text, corrected as well.
 *
 * @param {Prediction[]} predictions
 * @param {string} text
 * @param {(parts: Part[]) => string | undefined} correctionOf
 */
function secondBestOf(predictions, text, correctionOf) {
  const corrected = predictions.map(({ graphemes, confidence }) => {
    const own = graphemes.map(({ grapheme, line, parts }) => ({ grapheme: correctionOf(parts) ?? grapheme, line }));
    return { text: textOf(own), confidence };
  });
  return corrected.find((other) => other.text !== text) ?? null;
}

/**
 * @param {NumberState} state
 * @param {Drawing} current drawing on the pad
 * @returns {boolean} whether the number is that of ink on the pad, which may have grown since
 */
export const isOfInk = ({ drawing }, current) => drawing.every((stroke, i) => stroke === current[i]);
