/** A hint -> what an answer may be: its length, its graphemes, its value. Pure. */

import { DIGITS } from '../network/classes.js';

export const GRAPHEMES = [...DIGITS, '.', ',', '-'];

const PATHS = 12; // at every atom
const PATHS_LIMITED = 100; // where many turn out not to be allowed
const DIGITS_EACH = 4; // that a group may be, the likeliest

/**
 * @typedef {object} Hint of each number on its own line
 * @property {number} alternatives how many predictions at most
 * @property {number} [length] graphemes of the answer
 * @property {string[]} [graphemeSet] those that it may hold, of GRAPHEMES
 * @property {number} [min] its least value
 * @property {number} [max] its largest value
 */

/**
 * @param {Hint} hint
 * @returns {{
 *   keep: number,
 *   each: number,
 *   graphemes: string[],
 *   allows: (text: string, rest: number) => boolean,
 *   accepts: (text: string) => boolean,
 * }} keep: paths worth following; each: digits of a group worth following; graphemes: that may be; allows:
 *   whether a text may go on, by `rest` graphemes at most, to an answer; accepts: whether it is one. '' is:
 *   what is no digit stays none.
 */
export function limitsOf({ alternatives, length, graphemeSet, min = -Infinity, max = Infinity }) {
  const isBounded = min > -Infinity || max < Infinity;
  const isLimited = isBounded || length !== undefined || graphemeSet !== undefined;
  const fits = (text) => !isBounded || (valueOf(text) >= min && valueOf(text) <= max);
  return {
    keep: Math.max(isLimited ? PATHS_LIMITED : PATHS, 2 * alternatives),
    each: isLimited ? DIGITS.length : Math.max(DIGITS_EACH, alternatives),
    graphemes: graphemeSet ?? GRAPHEMES,
    allows: (text, rest) => {
      const more = Math.min(rest, (length ?? Infinity) - text.length);
      return more >= 0 && (!isBounded || reaches(text, more, min, max));
    },
    accepts: (text) => text === '' || ((length === undefined || text.length === length) && fits(text)),
  };
}

/** The number that a text is: a comma is a decimal point. */
const valueOf = (text) => Number(text.replace(',', '.'));

/** Whether so many more digits can bring a text between min and max. */
function reaches(text, more, min, max) {
  if (!/^\d+$/.test(text)) return true; // nothing yet, or marks, which `accepts` looks at
  const value = Number(text);
  for (let power = 1; more >= 0; power *= 10, more--) {
    if (value * power > max) return false;
    if ((value + 1) * power > min) return true;
  }
  return false;
}
