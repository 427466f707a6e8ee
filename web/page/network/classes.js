/** Classes that a network distinguishes: the ten digits and, in some networks, non-digits, then marks. Pure. */

export const DIGITS = [...'0123456789'];
export const NON_DIGIT = 'non-digit'; // the class after the digits
export const MARKS = [...'/:()%$+=-.,']; // the classes after that
/** All that a network may distinguish: the digits, and non-digits, and marks. */
export const CLASS_LISTS = [DIGITS, [...DIGITS, NON_DIGIT], [...DIGITS, NON_DIGIT, ...MARKS]];

/** @param {string} name of a class @returns {string} as the page shows it: “7”, “/”, “No digit” */
export const classInWords = (name) => (name === NON_DIGIT ? 'No digit' : name);

/**
 * Computes the probabilities of the digits, given that the drawing is one.
 *
 * @param {Float32Array} probabilities n * classes.length values
 * @param {string[]} classes of the network
 * @returns {Float32Array} n * 10 values
 */
export function digitProbabilities(probabilities, classes) {
  if (!classes.includes(NON_DIGIT)) return probabilities;
  const count = probabilities.length / classes.length;
  const conditional = new Float32Array(count * DIGITS.length);
  for (let i = 0; i < count; i++) {
    const start = i * classes.length;
    const digits = probabilities.subarray(start, start + DIGITS.length);
    const sum = digits.reduce((total, value) => total + value, 0);
    // where rounding leaves nothing for the digits, all are equally likely
    conditional.set(
      digits.map((value) => (sum > 0 ? value / sum : 1 / DIGITS.length)),
      i * DIGITS.length,
    );
  }
  return conditional;
}
