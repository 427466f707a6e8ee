/** A hint -> constraints on an answer: its length, graphemes, kind and value. Pure. */

import { DIGITS, MARKS } from '../network/classes.js';
import { createGrammar } from './grammars.js';

const MAX_DIGITS = 400; // numbers with more are infinite, but for leading zeros

const BEAM_WIDTH = 16; // hypotheses kept at every piece,
const BEAM_WIDTH_CONSTRAINED = 100; // where many turn out not to be allowed
const DIGITS_PER_SEGMENT = 4; // the most probable ones

/**
 * @typedef {import('./hints.js').Hint} Hint
 *
 * @typedef {object} Constraints
 * @property {number} beamWidth hypotheses to keep at every piece
 * @property {number} digitsPerSegment digits of a segment to consider
 * @property {string[]} graphemes that are allowed
 * @property {(text: string, rest: number) => boolean} allows whether a text can become an answer by at most `rest`
 *   more graphemes
 * @property {(text: string) => boolean} accepts whether a text is an answer. '' is: non-digits stay non-digits
 */

/** @param {Hint} hint @returns {Constraints} */
export function constraintsOf({ alternatives, length, graphemeSet, kind, min = -Infinity, max = Infinity }) {
  const isBounded = min > -Infinity || max < Infinity;
  const isConstrained = isBounded || length !== undefined || graphemeSet !== undefined;
  const graphemes = graphemeSet ?? [...DIGITS, ...MARKS];
  const grammar = kind ? createGrammar(kind, graphemes) : null;
  const hasDigits = graphemes.some((grapheme) => DIGITS.includes(grapheme));
  const isInRange = (/** @type {number} */ value) => !isBounded || (value >= min && value <= max);
  return {
    beamWidth: Math.max(isConstrained ? BEAM_WIDTH_CONSTRAINED : BEAM_WIDTH, 2 * alternatives),
    digitsPerSegment: isConstrained ? DIGITS.length : Math.max(DIGITS_PER_SEGMENT, alternatives),
    graphemes,
    allows(text, rest) {
      if (text === '') return true;
      const least = length === undefined ? 0 : length - text.length;
      const most = length === undefined ? rest : least;
      if (least < 0 || least > rest) return false;
      if (grammar && !grammar.allows(text, least, most)) return false;
      return !isBounded || canReach(text, most, min, max);
    },
    accepts: (text) =>
      text === '' ||
      ((!hasDigits || /\d/.test(text)) && // marks alone are no number
        (length === undefined || text.length === length) &&
        (!grammar || grammar.accepts(text)) &&
        isInRange(toValue(text, kind))),
  };
}

/** The value of a text; a comma is a decimal point, or parts an amount's thousands. @param {string} text @param {string} [kind] */
const toValue = (text, kind) =>
  Number((kind === 'amount' ? text.replace(/[.,](?=\d{3})|[$%]/g, '') : text).replace(',', '.'));

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
