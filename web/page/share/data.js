/** The drawing and its prediction as JSON, for other programs; docs/api.md describes it. Pure. */

const FORMAT = 'numbre drawing 1';
const DECIMALS = 2; // of px: far finer than any pen

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(DECIMALS));

/**
 * Returns the drawing as it is in files: strokes of [x, y] or [x, y, t], rounded.
 *
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @returns {number[][][]}
 */
export const toArrays = (drawing) =>
  drawing.map((stroke) =>
    stroke.map(({ x, y, t }) => [rounded(x), rounded(y), ...(t === undefined ? [] : [Math.round(t)])]),
  );

/**
 * @param {object} content
 * @param {number[][][]} content.drawing see toArrays
 * @param {{width: number, height: number}} content.size of the pad, CSS px
 * @param {string} content.text the number on show, with the visitor's corrections
 * @param {import('../session/api.js').HandwritingPrediction | null} content.prediction of this drawing; null for none
 * @returns {string} JSON, a line for each stroke
 */
export function toJson({ drawing, size, text, prediction }) {
  const strokes = drawing.map((stroke) => `\n  ${JSON.stringify(stroke)}`);
  const others = Object.entries({
    size: { width: rounded(size.width), height: rounded(size.height) },
    text,
    prediction,
  });
  const fields = [
    `"format": ${JSON.stringify(FORMAT)}`,
    `"drawing": [${strokes}\n]`,
    ...others.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
  return `{\n${fields.join(',\n')}\n}\n`;
}
