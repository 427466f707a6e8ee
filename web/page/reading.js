/**
 * Strokes -> predictions. Pure: it is given `classify`, which turns rasters into probabilities.
 *
 * For now a drawing is one digit: all its strokes are one segment. The result has the shape that
 * several digits need: WICG's HandwritingPrediction
 * (https://wicg.github.io/handwriting-recognition/) plus confidences and probabilities.
 */

import { rasterize } from './raster.js';

const GRAPHEMES = [...'0123456789'];

/**
 * @typedef {object} Prediction
 * @property {string} text what was read
 * @property {number} confidence 0..1, that the text is right
 * @property {Segment[]} segmentationResult one entry a grapheme, in reading order
 *
 * @typedef {object} Segment
 * @property {string} grapheme
 * @property {number} beginIndex text.slice(beginIndex, endIndex) is the grapheme
 * @property {number} endIndex
 * @property {{strokeIndex: number, beginPointIndex: number, endPointIndex: number}[]} drawingSegments
 *   the ink it was read from; stroke.slice(beginPointIndex, endPointIndex) are its points
 * @property {number} confidence 0..1
 * @property {number[]} probabilities of the ten digits
 */

/**
 * @param {{x: number, y: number}[][]} drawing
 * @param {(rasters: Float32Array) => Float32Array} classify n * 784 values -> n * 10 probabilities
 * @param {{alternatives: number}} hint
 * @returns {Prediction[]} best first; none for a blank drawing
 */
export function read(drawing, classify, { alternatives }) {
  const drawingSegments = drawing
    .map((stroke, strokeIndex) => ({ strokeIndex, beginPointIndex: 0, endPointIndex: stroke.length }))
    .filter(({ endPointIndex }) => endPointIndex > 0);
  if (drawingSegments.length === 0) return [];
  const probabilities = [...classify(rasterize(drawing))];
  return GRAPHEMES.map((grapheme, digit) => {
    const confidence = probabilities[digit];
    const segment = { grapheme, beginIndex: 0, endIndex: 1, drawingSegments, confidence, probabilities };
    return { text: grapheme, confidence, segmentationResult: [segment] };
  })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, alternatives);
}
