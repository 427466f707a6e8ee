/** Opens the drawing of a link: the text in its fragment -> a sheet for the pad, or a sentence. */

import { decode } from '../ink/encoding.js';

const MARGIN = 0.12; // around a drawing without the size of a pad, by its longer side
const MAX_ZOOM = 6;

/** @type {Record<string, string>} by the kind of an EncodingError */
export const SENTENCES = {
  damaged: 'This link is damaged, so its drawing can’t be shown.',
  version: 'This link was made by a newer version of Numbre. Reload the page, then open it again.',
  'too large': 'The drawing in this link is too large to be shown.',
};

/**
 * @param {string} encoded
 * @param {import('../pad/pad.js').Size} padSize in CSS px
 * @returns {{sheet: import('../pad/pad.js').Sheet} | {failure: string}} failure: a sentence for the visitor
 */
export function openLink(encoded, padSize) {
  try {
    return { sheet: sheetOf(decode(encoded), padSize) };
  } catch (error) {
    const { kind } = /** @type {{kind?: string}} */ (error);
    return { failure: SENTENCES[kind ?? ''] ?? SENTENCES.damaged };
  }
}

/**
 * @param {import('../ink/encoding.js').EncodedDrawing} drawing
 * @param {import('../pad/pad.js').Size} padSize
 * @returns {import('../pad/pad.js').Sheet}
 */
function sheetOf(drawing, padSize) {
  const { strokes, size } = drawing.size
    ? { strokes: drawing.strokes, size: drawing.size }
    : framed(drawing.strokes, padSize);
  const zoom = Math.max(size.width / (padSize.width || size.width), size.height / (padSize.height || size.height));
  const begin = performance.now() - (strokes.at(-1)?.at(-1)?.t ?? 0);
  return { strokes, size, zoom: Math.min(MAX_ZOOM, Math.max(1, zoom)), begin, corrections: [] };
}

/**
 * Puts strokes into the middle of a sheet with the shape of the pad.
 *
 * @param {import('../ink/simplify.js').TimedPoint[][]} strokes
 * @param {import('../pad/pad.js').Size} padSize
 */
function framed(strokes, padSize) {
  const points = strokes.flat();
  const [left, top] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...points.map(({ x }) => x)), Math.max(...points.map(({ y }) => y))];
  const margin = 2 * MARGIN * Math.max(right - left, bottom - top) || 1;
  const ratio = Math.max(
    (right - left + margin) / (padSize.width || 1),
    (bottom - top + margin) / (padSize.height || 1),
  );
  const size = { width: ratio * (padSize.width || 1), height: ratio * (padSize.height || 1) };
  const [dx, dy] = [(size.width - left - right) / 2, (size.height - top - bottom) / 2];
  return { strokes: strokes.map((stroke) => stroke.map(({ x, y, t }) => ({ x: x + dx, y: y + dy, t }))), size };
}
