/** Hints: known properties of a number, as scripts give them, checked. Pure. */

import { DIGITS, MARKS } from '../network/classes.js';

const GRAPHEMES = [...DIGITS, ...MARKS];
const MOST = 100; // predictions, or graphemes of each, that a hint may ask for
/** Marks in each kind of number; grammars.js says where. @type {Record<string, string>} */
const MARKS_OF = { date: '/-.', time: ':.', phone: '/()+-.', amount: '%$-.,', integer: '-' };
const KINDS = Object.keys(MARKS_OF);
const WITH_VALUE = ['amount', 'integer'];
const HINTS = ['alternatives', 'graphemeSet', 'kind', 'length', 'max', 'min'];

/**
 * @typedef {object} Hint of each number, a line each
 * @property {number} alternatives the most predictions to return, 1 to 100
 * @property {number} [length] number of graphemes, 1 to 100
 * @property {string[]} [graphemeSet] the only graphemes allowed, out of digits and marks
 * @property {string} [kind] 'date', 'time', 'phone', 'amount' or 'integer'
 * @property {number} [min] the smallest value
 * @property {number} [max] the largest value
 *
 * @typedef {Partial<Omit<Hint, 'graphemeSet'>> & {graphemeSet?: string | string[]}} GivenHint as scripts give it
 */

/**
 * Checks the options of recognize.
 *
 * @param {unknown} options of recognize
 * @returns {Hint} alternatives: 3 by default
 * @throws {TypeError} that names the argument
 */
export function toHint(options = {}) {
  requireNames('options', options, ['hint']);
  const { hint = {} } = /** @type {{hint?: any}} */ (options);
  requireNames('hint', hint, HINTS);
  const { alternatives = 3, length, kind, min, max } = hint;
  requireInteger('alternatives', alternatives);
  if (length !== undefined) requireInteger('length', length);
  if (kind !== undefined && !KINDS.includes(kind)) {
    throw new TypeError(`hint.kind: expected one of ${KINDS.join(', ')}`);
  }
  requireNumber('min', min, kind);
  requireNumber('max', max, kind);
  if (min > max) throw new TypeError('hint.max: expected a number not below hint.min');
  return { alternatives, length, graphemeSet: toGraphemes(hint.graphemeSet, kind), kind, min, max };
}

/** @param {string} name @param {unknown} value @param {string[]} known names of its properties */
function requireNames(name, value, known) {
  if (value === null || typeof value !== 'object') throw new TypeError(`${name}: expected an object`);
  const unknown = Object.keys(value).find((one) => !known.includes(one));
  if (unknown !== undefined) throw new TypeError(`${name}.${unknown}: expected only ${known.join(', ')}`);
}

/** @param {string} name @param {any} value */
function requireInteger(name, value) {
  if (!Number.isInteger(value) || value < 1 || value > MOST) {
    throw new TypeError(`hint.${name}: expected an integer from 1 to ${MOST}`);
  }
}

/** @param {string} name @param {any} value @param {string} [kind] */
function requireNumber(name, value, kind) {
  if (value === undefined) return;
  if (!Number.isFinite(value)) throw new TypeError(`hint.${name}: expected a finite number`);
  if (kind && !WITH_VALUE.includes(kind)) {
    throw new TypeError(`hint.${name}: expected with hint.kind ${WITH_VALUE.join(' or ')} only`);
  }
}

/**
 * Takes an array of graphemes, as in WICG's API, or a string of them.
 *
 * @param {unknown} given
 * @param {string} [kind] of number, whose graphemes they must be, too
 * @returns {string[] | undefined} undefined for all
 */
function toGraphemes(given, kind) {
  const ofKind = kind && [...DIGITS, ...MARKS_OF[kind]];
  if (given === undefined) return ofKind || undefined;
  const set = typeof given === 'string' ? [...given] : given;
  if (!Array.isArray(set) || !set.length || !set.every((grapheme) => GRAPHEMES.includes(grapheme))) {
    throw new TypeError(`hint.graphemeSet: expected some of ${GRAPHEMES.join(' ')}`);
  }
  if (!ofKind) return set;
  const both = set.filter((grapheme) => ofKind.includes(grapheme));
  if (!both.length) throw new TypeError(`hint.graphemeSet: expected for hint.kind ${kind} some of ${ofKind.join(' ')}`);
  return both;
}
