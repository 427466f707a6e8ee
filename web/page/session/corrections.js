/**
 * Corrections: what the visitor says about ink, as a value that belongs to the sheet, so that Undo covers it. Each holds
 * as long as its ink is there, unchanged. Pure.
 *
 * @typedef {object} InkPart a stretch of a stroke, wherever that stands in the drawing
 * @property {number} id of the stroke, see ink/identity.js
 * @property {number} begin index of its first point
 * @property {number} end index after its last point
 *
 * @typedef {object} Label a grapheme set by the visitor. It holds where a grapheme has exactly this ink
 * @property {'label'} kind
 * @property {InkPart[]} ink
 * @property {string} grapheme a digit or a mark; '' for a non-digit
 *
 * @typedef {object} Division of ink into digits: one that was read as several, or several that were read as one. It
 *   holds where adjacent graphemes of a line have exactly this ink together, however it lies among them
 * @property {'division'} kind
 * @property {InkPart[]} ink
 * @property {InkPart[][]} segments one digit each, in reading order
 *
 * @typedef {Label | Division} Correction
 * @typedef {readonly Correction[]} Corrections made one after another; never changed in place
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('../ink/identity.js').Identity} Identity
 * @typedef {import('../recognize/predictions.js').Grapheme} Grapheme
 *
 * @typedef {object} Correctable
 * @property {string} recognized the grapheme as the network reads it
 * @property {boolean} isSet whether the visitor has chosen the grapheme; the network may have learned it since
 * @property {boolean} isDivided whether its ink is one digit because the visitor says so
 *
 * @typedef {Grapheme & Correctable} CorrectedGrapheme
 *
 * @typedef {object} Written ink, and what is known of it
 * @property {Drawing} drawing
 * @property {Identity} identity of its strokes
 * @property {string[]} classes of the network
 * @property {(key: string) => Float32Array | undefined} probabilitiesOf each class, for a segment of a division, by
 *   its key; undefined while it has not been classified: the division then does not hold yet
 */

import { ranked } from '../lib/math.js';
import { DIGITS, digitProbabilities } from '../network/classes.js';

/** @type {Corrections} */
export const NO_CORRECTIONS = Object.freeze([]);

/**
 * Corrects graphemes.
 *
 * @param {Grapheme[]} graphemes in reading order
 * @param {Corrections} corrections
 * @param {Written} written
 * @returns {{graphemes: CorrectedGrapheme[], held: Correction[]}} held: the corrections that hold
 */
export function correct(graphemes, corrections, written) {
  let corrected = graphemes.map((one) => ({ ...one, recognized: one.grapheme, isSet: false, isDivided: false }));
  /** @type {Correction[]} */
  const held = [];
  if (!corrections.length) return { graphemes: corrected, held };
  const find = finderOf(written);
  for (const correction of corrections) {
    const next =
      correction.kind === 'label'
        ? labelled(corrected, correction, find)
        : divided(corrected, correction, find, written);
    if (!next) continue;
    corrected = next;
    held.push(correction);
  }
  return { graphemes: corrected, held };
}

/**
 * Finds the grapheme with ink, or else the first one that has some of it.
 *
 * @param {{parts: Part[]}[]} graphemes
 * @param {InkPart[] | null} ink
 * @param {Written} written
 * @returns {number} its index; that of the last one, if there is none
 */
export function indexOfInk(graphemes, ink, written) {
  const parts = ink && finderOf(written)(ink);
  const same = parts ? graphemes.findIndex((one) => isSame(one.parts, parts)) : -1;
  const some = parts && same < 0 ? graphemes.findIndex((one) => areOverlapping(one.parts, parts)) : same;
  return some < 0 ? graphemes.length - 1 : some;
}

/**
 * Returns the segments of all divisions whose ink is in the drawing.
 *
 * @param {Corrections} corrections
 * @param {Pick<Written, 'drawing' | 'identity'>} written
 * @returns {Part[][]}
 */
export function segmentsIn(corrections, written) {
  const divisions = corrections.filter((one) => one.kind === 'division');
  if (!divisions.length) return [];
  const find = finderOf(written);
  return divisions.flatMap(({ ink, segments }) => (find(ink) ? segments.map((one) => find(one) ?? []) : []));
}

/**
 * Returns whether ink can be two digits: it has two points, and is not the straight stretch between two points of a
 * stroke that continues elsewhere.
 *
 * @param {Drawing} drawing
 * @param {Part[]} parts
 */
export const isDivisible = (drawing, parts) => {
  const [{ stroke, begin, end }] = parts;
  return parts.length > 1 || end - begin > 2 || (end - begin === 2 && drawing[stroke].length === 2);
};

/**
 * @param {Part[]} parts
 * @param {Pick<Written, 'drawing' | 'identity'>} written
 * @returns {InkPart[]} the same, as corrections keep it
 */
export const toInk = (parts, { drawing, identity }) =>
  parts.map(({ stroke, begin, end }) => ({ id: identity.idOf(drawing[stroke]), begin, end }));

/** @typedef {(ink: InkPart[]) => Part[] | null} Find finds ink in the drawing; null if some of it is not there */

/** @param {Pick<Written, 'drawing' | 'identity'>} written @returns {Find} */
function finderOf({ drawing, identity }) {
  const indices = new Map(drawing.map((stroke, i) => [identity.idOf(stroke), i]));
  return (ink) => {
    const parts = ink.map(({ id, begin, end }) => ({ stroke: indices.get(id) ?? -1, begin, end }));
    return parts.every(({ stroke, end }) => drawing[stroke]?.length >= end) ? parts : null;
  };
}

/**
 * @param {CorrectedGrapheme[]} graphemes
 * @param {Label} label
 * @param {Find} find
 * @returns {CorrectedGrapheme[] | null} null if it does not hold
 */
function labelled(graphemes, { ink, grapheme }, find) {
  const parts = find(ink);
  const index = parts ? graphemes.findIndex((one) => isSame(one.parts, parts)) : -1;
  if (index < 0) return null;
  return graphemes.map((one, i) => (i === index ? { ...one, grapheme, isSet: true } : one));
}

/**
 * @param {CorrectedGrapheme[]} graphemes
 * @param {Division} division
 * @param {Find} find
 * @param {Written} written
 * @returns {CorrectedGrapheme[] | null} null if it does not hold
 */
function divided(graphemes, { ink, segments }, find, written) {
  const parts = find(ink);
  const run = parts && runOf(graphemes, parts);
  if (!run) return null;
  const [first, end] = run;
  const { line } = graphemes[first];
  const digits = segments.map((segment) => digitOf(/** @type {Part[]} */ (find(segment)), line, written));
  if (!digits.every((digit) => digit !== null)) return null;
  return [...graphemes.slice(0, first), .../** @type {CorrectedGrapheme[]} */ (digits), ...graphemes.slice(end)];
}

/**
 * Finds the adjacent graphemes of a line that have exactly this ink together.
 *
 * @param {CorrectedGrapheme[]} graphemes
 * @param {Part[]} ink in the order of writing
 * @returns {[number, number] | null} index of the first one, and after the last one
 */
function runOf(graphemes, ink) {
  for (let first = 0; first < graphemes.length; first++) {
    const { line } = graphemes[first];
    let end = first;
    while (graphemes[end]?.line === line && isWithin(graphemes[end].parts, ink, strokeOf)) end++;
    if (first === end) continue;
    if (isSame(unionOf(graphemes.slice(first, end).flatMap(({ parts }) => parts)), ink)) return [first, end];
    first = end - 1;
  }
  return null;
}

/**
 * Returns whether some ink is within other ink.
 *
 * @template {{begin: number, end: number}} T
 * @param {T[]} some
 * @param {T[]} others
 * @param {(part: T) => number} of the stroke of a part
 */
export const isWithin = (some, others, of) =>
  some.every((a) => others.some((b) => of(a) === of(b) && a.begin >= b.begin && a.end <= b.end));

/** @param {Part} part */
const strokeOf = ({ stroke }) => stroke;

/**
 * Reads ink as a digit, because the visitor says that it is one.
 *
 * @param {Part[]} parts
 * @param {number} line
 * @param {Written} written
 * @returns {CorrectedGrapheme | null} null if it has not been classified
 */
function digitOf(parts, line, { drawing, identity, classes, probabilitiesOf }) {
  const probabilities = probabilitiesOf(identity.keyOf(drawing, parts));
  if (!probabilities) return null;
  const digits = digitProbabilities(probabilities, classes);
  const [best] = ranked(digits);
  const grapheme = DIGITS[best];
  const confidence = digits[best];
  return { grapheme, recognized: grapheme, isSet: false, isDivided: true, line, parts, confidence, probabilities };
}

/**
 * Joins parts of ink that meet; a stroke that was cut is whole again.
 *
 * @param {Part[]} parts
 * @returns {Part[]} in the order of writing
 */
export function unionOf(parts) {
  /** @type {Part[]} */
  const union = [];
  for (const part of [...parts].sort((a, b) => a.stroke - b.stroke || a.begin - b.begin)) {
    const last = union[union.length - 1];
    if (last?.stroke === part.stroke && meet(last, part)) last.end = part.end;
    else union.push({ ...part });
  }
  return union;
}

/**
 * Returns whether a part of a stroke ends where another begins: in the point of a cut. The two dots that a stroke of two
 * points becomes have none.
 *
 * @param {Part} one
 * @param {Part} next
 */
const meet = (one, next) => next.begin === one.end - 1 || (one.end === 1 && next.begin === 1 && next.end === 2);

/** @param {Part[]} some @param {Part[]} others each in the order of writing */
const isSame = (some, others) =>
  some.length === others.length &&
  some.every(({ stroke, begin, end }, i) => {
    return stroke === others[i].stroke && begin === others[i].begin && end === others[i].end;
  });

/** @param {Part[]} some @param {Part[]} others */
const areOverlapping = (some, others) => some.some((a) => others.some((b) => a.stroke === b.stroke && isShared(a, b)));

/**
 * Returns whether two parts of a stroke have more in common than the point in which they meet; a dot is that point.
 *
 * @param {Part} one
 * @param {Part} other
 */
function isShared(one, other) {
  const shared = Math.min(one.end, other.end) - Math.max(one.begin, other.begin); // points
  return shared > 1 || (shared === 1 && [one, other].some(({ begin, end }) => end - begin === 1));
}
