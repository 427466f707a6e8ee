/** Small functions of numbers. Pure. */

/**
 * @param {number[]} values
 * @returns {number} the middle one, the upper of two; NaN for none
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
}

/**
 * @param {ArrayLike<number>} values
 * @returns {number[]} their indices, from the largest value to the smallest
 */
export const ranked = (values) => Array.from(values, (_, i) => i).sort((a, b) => values[b] - values[a]);
