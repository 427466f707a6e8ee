/** Checks hints, and turns them into constraints on an answer: its length, graphemes and value. Pure. */

import { DIGITS } from '../network/classes.js';

const GRAPHEMES = [...DIGITS, '.', ',', '-'];
const MOST = 100; // predictions, or graphemes of each, that a hint may ask for
const MAX_DIGITS = 400; // numbers with more are infinite, but for leading zeros

const BEAM_WIDTH = 12; // hypotheses kept at every piece,
const BEAM_WIDTH_CONSTRAINED = 100; // where many turn out not to be allowed
const DIGITS_PER_SEGMENT = 4; // the most probable ones

/**
 * @typedef {object} Hint of each number, a line each
 * @property {number} alternatives the most predictions to return, 1 to 100
 * @property {number} [length] number of graphemes, 1 to 100
 * @property {string[]} [graphemeSet] the only graphemes allowed, out of 0 to 9 . , -
 * @property {number} [min] the smallest value
 * @property {number} [max] the largest value
 *
 * @typedef {Partial<Omit<Hint, 'graphemeSet'>> & {graphemeSet?: string | string[]}} GivenHint as scripts give it
 *
 * @typedef {object} Constraints
 * @property {number} beamWidth hypotheses to keep at every piece
 * @property {number} digitsPerSegment digits of a segment to consider
 * @property {string[]} graphemes that are allowed
 * @property {(text: string, rest: number) => boolean} allows whether a text can become an answer by at most `rest`
 *   more graphemes
 * @property {(text: string) => boolean} accepts whether a text is an answer. '' is: non-digits stay non-digits
 */

/**
 * Checks the options of recognize.
 *
 * @param {unknown} options
 * @returns {Hint} alternatives: 3 by default, as in WICG's API
 * @throws {TypeError} that names the argument
 */
export function toHint(options = {}) {
  if (options === null || typeof options !== 'object') throw new TypeError('options: expected an object');
  const { hint = {} } = /** @type {{hint?: any}} */ (options);
  if (hint === null || typeof hint !== 'object') throw new TypeError('hint: expected an object');
  const { alternatives = 3, length, graphemeSet, min, max } = hint;
  requireInteger('alternatives', alternatives);
  if (length !== undefined) requireInteger('length', length);
  requireNumber('min', min);
  requireNumber('max', max);
  if (min > max) throw new TypeError('hint.max: expected a number not below hint.min');
  return { alternatives, length, graphemeSet: toGraphemes(graphemeSet), min, max };
}

/** @param {string} name @param {any} value */
function requireInteger(name, value) {
  if (!Number.isInteger(value) || value < 1 || value > MOST) {
    throw new TypeError(`hint.${name}: expected an integer from 1 to ${MOST}`);
  }
}

/** @param {string} name @param {any} value */
function requireNumber(name, value) {
  if (value !== undefined && !Number.isFinite(value)) throw new TypeError(`hint.${name}: expected a finite number`);
}

/**
 * Takes an array of graphemes, as in WICG's API, or a string of them.
 *
 * @param {unknown} given
 * @returns {string[] | undefined}
 */
function toGraphemes(given) {
  if (given === undefined) return undefined;
  const set = typeof given === 'string' ? [...given] : given;
  if (!Array.isArray(set) || !set.length || !set.every((grapheme) => GRAPHEMES.includes(grapheme))) {
    throw new TypeError(`hint.graphemeSet: expected some of ${GRAPHEMES.join(' ')}`);
  }
  return set;
}

/** @param {Hint} hint @returns {Constraints} */
export function constraintsOf({ alternatives, length, graphemeSet, min = -Infinity, max = Infinity }) {
  const isBounded = min > -Infinity || max < Infinity;
  const isConstrained = isBounded || length !== undefined || graphemeSet !== undefined;
  const isInRange = (/** @type {string} */ text) => !isBounded || (toValue(text) >= min && toValue(text) <= max);
  return {
    beamWidth: Math.max(isConstrained ? BEAM_WIDTH_CONSTRAINED : BEAM_WIDTH, 2 * alternatives),
    digitsPerSegment: isConstrained ? DIGITS.length : Math.max(DIGITS_PER_SEGMENT, alternatives),
    graphemes: graphemeSet ?? GRAPHEMES,
    allows: (text, rest) => {
      const more = Math.min(rest, (length ?? Infinity) - text.length);
      return more >= 0 && (!isBounded || canReach(text, more, min, max));
    },
    accepts: (text) => text === '' || ((length === undefined || text.length === length) && isInRange(text)),
  };
}

/** The value of a text; a comma is a decimal point. @param {string} text */
const toValue = (text) => Number(text.replace(',', '.'));

/**
 * Returns whether up to `more` further digits can bring a text between min and max.
 *
 * @param {string} text
 * @param {number} more
 * @param {number} min
 * @param {number} max
 */
function canReach(text, more, min, max) {
  // texts that are empty, long or with marks are left to `accepts`: to look into a text copies it
  if (text.length > MAX_DIGITS || !/^\d+$/.test(text)) return true;
  const value = Number(text);
  for (let power = 1; more >= 0; power *= 10, more--) {
    if (value * power > max) return false;
    if ((value + 1) * power > min) return true;
  }
  return false;
}
