/**
 * Strokes -> probabilities -> predictions. Pure: it is given a network.
 *
 * For now a drawing is one digit: all its strokes are one segment. The result has the shape that
 * several digits need: WICG's HandwritingPrediction
 * (https://wicg.github.io/handwriting-recognition/) plus confidences and probabilities.
 */

import { DIGITS, givenDigit, NONE, ranked } from './classes.js';
import { isBlank } from './drawing.js';
import { inputsOf } from './inputs.js';

/**
 * @typedef {object} Prediction
 * @property {string} text what was read; '' for what is no digit
 * @property {number} confidence 0..1, that this is right
 * @property {Segment[]} segmentationResult one entry a grapheme, in reading order: what is no digit
 *   gives no grapheme for it
 *
 * @typedef {object} Segment
 * @property {string} grapheme
 * @property {number} beginIndex text.slice(beginIndex, endIndex) is the grapheme
 * @property {number} endIndex
 * @property {{strokeIndex: number, beginPointIndex: number, endPointIndex: number}[]} drawingSegments
 *   the ink it was read from; stroke.slice(beginPointIndex, endPointIndex) are its points
 * @property {number} confidence 0..1
 * @property {number[]} probabilities of the ten digits, given that it is one
 */

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {Pick<import('./networks.js').Network, 'classify' | 'maps'>} network
 * @returns {Float32Array | null} the probability of each of its classes; null for a blank drawing
 */
export const weigh = (drawing, { classify, maps }) =>
  isBlank(drawing) ? null : classify(inputsOf([drawing], maps));

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {Float32Array | null} all the probability of each class, from `weigh`
 * @param {string[]} classes
 * @param {{alternatives: number}} hint
 * @returns {Prediction[]} best first; that it is no digit is among them only where nothing is likelier;
 *   none for a blank drawing
 */
export function predict(drawing, all, classes, { alternatives }) {
  if (!all) return [];
  const [best] = ranked(all);
  const digits = readDigits(drawing, all, [...givenDigit(all, classes)]);
  const none = { text: '', confidence: all[best], segmentationResult: [] };
  return (classes[best] === NONE ? [none, ...digits] : digits).slice(0, alternatives);
}

/** Predictions of all ten digits. */
function readDigits(drawing, all, probabilities) {
  const drawingSegments = drawing
    .map((stroke, strokeIndex) => ({ strokeIndex, beginPointIndex: 0, endPointIndex: stroke.length }))
    .filter(({ endPointIndex }) => endPointIndex > 0);
  return ranked(probabilities).map((digit) => {
    const [grapheme, confidence] = [DIGITS[digit], all[digit]];
    const segment = { grapheme, beginIndex: 0, endIndex: 1, drawingSegments, confidence, probabilities };
    return { text: grapheme, confidence, segmentationResult: [segment] };
  });
}
