/** What the writer says that a piece of ink is, whatever the network reads. Pure. */

/**
 * A correction belongs to ink: to the very strokes, and to the points of them. Ink that has changed is
 * other ink, so it has none; where a change is undone, its correction is back.
 *
 * @typedef {import('../recognize/segments.js').Part} Part
 */
export function createCorrections() {
  const numbers = new WeakMap(); // stroke -> a number of its own
  const graphemes = new Map(); // name of the ink -> grapheme
  let strokes = 0;

  function numberOf(stroke) {
    if (!numbers.has(stroke)) numbers.set(stroke, ++strokes);
    return numbers.get(stroke);
  }

  return {
    /** @param {{x: number, y: number}[][]} drawing @param {Part[]} parts @returns {string} the same for the same ink */
    nameOf: (drawing, parts) =>
      parts.map(({ stroke, begin, end }) => `${numberOf(drawing[stroke])}:${begin}-${end}`).join(),
    /** @param {string} name of the ink @returns {string | undefined} the grapheme that it was set to */
    get: (name) => graphemes.get(name),
    set: (name, grapheme) => graphemes.set(name, grapheme),
    takeBack: (name) => graphemes.delete(name),
  };
}
