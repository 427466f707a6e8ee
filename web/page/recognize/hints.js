/** Hints of recognize, checked. Wrong input throws a TypeError that names the argument. Pure. */

import { GRAPHEMES } from './constraints.js';

const LONGEST = 100; // graphemes that a hint may ask for

/**
 * @param {unknown} options of recognize
 * @returns {import('./constraints.js').Hint} alternatives: 3 where nothing is said (WICG's default)
 */
export function toHint(options = {}) {
  if (options === null || typeof options !== 'object') throw new TypeError('options: expected an object');
  const { hint = {} } = options;
  if (hint === null || typeof hint !== 'object') throw new TypeError('hint: expected an object');
  const { alternatives = 3, length, graphemeSet, min, max } = hint;
  requireWhole('alternatives', alternatives, Infinity);
  if (length !== undefined) requireWhole('length', length, LONGEST);
  requireNumber('min', min);
  requireNumber('max', max);
  if (min > max) throw new TypeError('hint.max: expected a number that is not below hint.min');
  return { alternatives, length, graphemeSet: toGraphemes(graphemeSet), min, max };
}

function requireWhole(name, value, most) {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    const up = most < Infinity ? ` to ${most}` : ' or more';
    throw new TypeError(`hint.${name}: expected a whole number, 1${up}`);
  }
}

function requireNumber(name, value) {
  if (value !== undefined && !Number.isFinite(value)) throw new TypeError(`hint.${name}: expected a finite number`);
}

/** Takes an array of graphemes, as WICG has it, or a string of them. */
function toGraphemes(given) {
  if (given === undefined) return undefined;
  const set = typeof given === 'string' ? [...given] : given;
  if (!Array.isArray(set) || !set.length || !set.every((one) => GRAPHEMES.includes(one))) {
    throw new TypeError(`hint.graphemeSet: expected some of ${GRAPHEMES.join(' ')}`);
  }
  return set;
}
