/**
 * Identity of ink: the parts of strokes, not their looks. Corrections, and what the network has found, belong to ink.
 * Changed ink is other ink; when the change is undone, it is the same again. Pure.
 *
 * @typedef {object} Part a stretch of a stroke
 * @property {number} stroke index in the drawing
 * @property {number} begin index of its first point
 * @property {number} end index after its last point
 */

/**
 * @typedef {object} Identity
 * @property {(stroke: object) => number} idOf a number for each stroke, the same as often as it is asked for, while the
 *   stroke grows, too
 * @property {(drawing: object[], parts: Part[]) => string} keyOf a text for parts of a drawing, the same for the same
 *   parts of the very same strokes
 */

/** @returns {Identity} */
export function createIdentity() {
  /** @type {WeakMap<object, number>} */
  const ids = new WeakMap();
  let count = 0;

  /** @param {object} stroke */
  function idOf(stroke) {
    let id = ids.get(stroke);
    if (id === undefined) {
      count += 1;
      id = count;
      ids.set(stroke, id);
    }
    return id;
  }

  return {
    idOf,
    keyOf: (drawing, parts) => parts.map(({ stroke, begin, end }) => `${idOf(drawing[stroke])}:${begin}-${end}`).join(),
  };
}

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @param {Part[]} parts
 * @returns {import('./drawing.js').Drawing} the points of the parts
 */
export const inkOf = (drawing, parts) => parts.map(({ stroke, begin, end }) => drawing[stroke].slice(begin, end));
