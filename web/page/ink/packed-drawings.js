/** Reads the drawings that the page trains on, as tools/drawings.py packs them; it describes the format. Pure. */

const MAGIC = 'NBD1';
const UNSEEN = 5; // every fifth writer is never trained on, as in train/data/datasets.py

/**
 * @typedef {object} Labelled
 * @property {import('./drawing.js').Drawing} drawing of a digit, on a grid of 128
 * @property {number} label 0..9
 * @property {number} writer from 1
 * @property {boolean} isUnseen whether it is for evaluation alone
 *
 * @param {Uint8Array} packed
 * @returns {Labelled[]}
 * @throws {Error} where the file is another one, or cut
 */
export function unpackDrawings(packed) {
  let at = MAGIC.length;
  const next = () => {
    if (at >= packed.length) throw new Error('The file of drawings is cut.');
    at += 1;
    return packed[at - 1];
  };
  const nextSigned = () => (next() << 24) >> 24;
  if (String.fromCharCode(...packed.subarray(0, at)) !== MAGIC) throw new Error('This is no file of drawings.');
  const found = [];
  for (let writer = next(); writer; writer = next()) {
    const count = next();
    for (let i = 0; i < count; i++) {
      const first = next();
      const drawing = Array.from({ length: first >> 4 }, () => {
        let [x, y] = [0, 0];
        return Array.from({ length: next() }, () => {
          x += nextSigned();
          y += nextSigned();
          return { x, y };
        });
      });
      found.push({ drawing, label: first & 15, writer, isUnseen: writer % UNSEEN === 0 });
    }
  }
  return found;
}
