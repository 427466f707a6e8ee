/**
 * A choice of the visitor -> the next corrections. Fetched with the first choice.
 *
 * @typedef {{kind: 'set', grapheme: string} | {kind: 'join'} | {kind: 'split'}} Choice for the selected grapheme: the
 *   right digit or mark, '' for a non-digit; one digit with the next; two digits
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('./corrections.js').Correction} Correction
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./number.js').NumberState} NumberState
 *
 * @typedef {object} Network that has read the number
 * @property {import('../ink/identity.js').Identity} identity of strokes
 * @property {(key: string) => Float32Array | undefined} probabilitiesOf segments that have been classified
 * @property {(segments: Part[][]) => Promise<void>} classify segments
 * @property {(ink: Drawing, hint: import('../recognize/hints.js').Hint) => Promise<Reading>} recognize
 *
 * @typedef {import('../recognize/recognize.js').Reading} Reading
 */

import { DIGITS } from '../network/classes.js';
import { strokesToRead } from '../recognize/clean.js';
import { splitsOf } from '../recognize/splits.js';
import { correct, isWithin, toInk, unionOf } from './corrections.js';
import { recognizedOf } from './number.js';

const TWO = { alternatives: 5, length: 2, graphemeSet: DIGITS };

/**
 * @param {Choice} choice for the selected grapheme
 * @param {NumberState} number
 * @param {Reading} reading that it shows
 * @param {Corrections} corrections
 * @param {Network} network
 * @returns {Promise<Corrections | null>} the given ones if that changes nothing; null if this cannot be done
 */
export async function correctionsAfter(choice, number, reading, corrections, network) {
  const { drawing, summary, selected } = number;
  if (!selected || !summary) return null;
  const { identity, probabilitiesOf } = network;
  const written = { drawing, identity, classes: summary.classes, probabilitiesOf };
  const recognized = recognizedOf(drawing, reading);
  if (choice.kind === 'set') {
    const ink = toInk(selected.parts, written);
    return withCorrection(recognized, corrections, { kind: 'label', ink, grapheme: choice.grapheme }, written);
  }
  const segments = choice.kind === 'join' ? joined(number) : await split(number, network);
  if (!segments) return null;
  await network.classify(segments);
  /** @type {Correction} */
  const division = {
    kind: 'division',
    ink: toInk(unionOf(segments.flat()), written),
    segments: segments.map((parts) => toInk(parts, written)),
  };
  return withCorrection(recognized, corrections, division, written);
}

/**
 * Adds a correction that holds. Those that it makes superfluous are dropped; so is the new one, if the network reads the
 * same without it. One that changes nothing is not added.
 *
 * @param {import('../recognize/predictions.js').Grapheme[]} graphemes as the network reads them
 * @param {Corrections} corrections
 * @param {Correction} correction
 * @param {import('./corrections.js').Written} written
 * @returns {Corrections}
 */
function withCorrection(graphemes, corrections, correction, written) {
  const others = corrections.filter(({ ink }) => !isWithin(ink, correction.ink, ({ id }) => id));
  /** @param {Corrections} some @returns {string} the graphemes that they lead to */
  const resultOf = (some) =>
    correct(graphemes, some, written)
      .graphemes.map(({ grapheme, parts }) => `${written.identity.keyOf(written.drawing, parts)}=${grapheme}`)
      .join();
  const all = [...corrections, correction];
  const result = resultOf(all);
  return [corrections, others, [...others, correction]].find((some) => resultOf(some) === result) ?? all;
}

/**
 * @param {NumberState} number
 * @returns {Part[][] | null} the ink of the selected grapheme and the next one; null if there is none on its line
 */
const joined = ({ graphemes, selectedIndex, canJoin }) =>
  canJoin ? [unionOf(graphemes.slice(selectedIndex, selectedIndex + 2).flatMap(({ parts }) => parts))] : null;

/**
 * @param {NumberState} number
 * @param {Network} network
 * @returns {Promise<Part[][] | null>}
 */
async function split({ drawing, selected, ink, canSplit }, network) {
  const { parts } = /** @type {{parts: Part[]}} */ (selected);
  if (!canSplit) return null;
  return (await recognizedAsTwo(parts, ink, network)) ?? bestSplit(drawing, parts, network);
}

/**
 * @param {Part[]} parts
 * @param {Drawing} ink of these parts
 * @param {Network} network
 * @returns {Promise<Part[][] | null>} null where the recognizer does not read two digits, of all this ink
 */
async function recognizedAsTwo(parts, ink, { recognize }) {
  if (strokesToRead(ink).length < parts.length) return null; // apart from the other digits, some looks like a line
  const { predictions, isPartial } = await recognize(ink, TWO).catch(() => ({ predictions: [], isPartial: true }));
  const found = predictions.find(({ text, graphemes }) => text.length === 2 && graphemes.length === 2 && !isPartial);
  if (!found) return null;
  return found.graphemes.map((one) =>
    one.parts.map(({ stroke, begin, end }) => {
      const { stroke: index, begin: from } = parts[stroke];
      return { stroke: index, begin: from + begin, end: from + end };
    }),
  );
}

/**
 * Returns the split whose sides are most probably digits.
 *
 * @param {Drawing} drawing
 * @param {Part[]} parts
 * @param {Network} network
 */
async function bestSplit(drawing, parts, { classify, identity, probabilitiesOf }) {
  const splits = splitsOf(drawing, parts);
  await classify(splits.flat()).catch(() => {}); // too much ink: then any split
  /** @param {Part[]} side */
  const best = (side) => {
    const probabilities = probabilitiesOf(identity.keyOf(drawing, side)) ?? new Float32Array(DIGITS.length);
    return Math.max(...probabilities.subarray(0, DIGITS.length));
  };
  const scores = splits.map(([left, right]) => best(left) * best(right));
  return splits[scores.indexOf(Math.max(...scores))];
}
