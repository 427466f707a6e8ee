/**
 * What a network tells apart: the ten digits, and in some networks also what is none of them. Pure.
 */

export const DIGITS = [...'0123456789'];
export const NONE = 'none'; // the class of what is no digit, after the digits

/** @param {string} name of a class @returns {string} as a reading: “7”, “No digit” */
export const inWords = (name) => (name === NONE ? 'No digit' : name);

/** @param {number[] | Float32Array} values @returns {number[]} their indices, that of the largest first */
export const ranked = (values) => [...values.keys()].sort((a, b) => values[b] - values[a]);

/**
 * @param {Float32Array} probabilities n * classes.length values
 * @param {string[]} classes of the network
 * @returns {Float32Array} n * 10 probabilities of the digits, given that it is one
 */
export function givenDigit(probabilities, classes) {
  if (!classes.includes(NONE)) return probabilities;
  const count = probabilities.length / classes.length;
  const given = new Float32Array(count * DIGITS.length);
  for (let i = 0; i < count; i++) {
    const start = i * classes.length;
    const digits = probabilities.subarray(start, start + DIGITS.length);
    const sum = digits.reduce((total, value) => total + value, 0);
    // where rounding leaves nothing for the digits, none is likelier than another
    given.set(digits.map((value) => (sum > 0 ? value / sum : 1 / DIGITS.length)), i * DIGITS.length);
  }
  return given;
}
