/**
 * Products of matrices, by TF.js: nearly all of the time of training. Everything else of it is plain JavaScript on arrays.
 * The kernel is the one that dense layers are read with, so that WebAssembly can take it over.
 */

import '../classifier.js'; // registers the kernel, in plain JavaScript
import { makeTensor, runKernel, tidy, valuesOf } from '../engine.js';

/**
 * Multiplies two matrices, given row by row.
 *
 * @param {Float32Array} a [rows, inner]
 * @param {Float32Array} b [inner, columns]
 * @param {number} rows
 * @param {number} inner
 * @param {number} columns
 * @returns {Float32Array} [rows, columns]
 */
export function product(a, b, rows, inner, columns) {
  return tidy(() => {
    const attributes = { transposeA: false, transposeB: false, activation: 'linear' };
    const inputs = { a: makeTensor(a, [1, rows, inner]), b: makeTensor(b, [1, inner, columns]) };
    return valuesOf(runKernel('_FusedMatMul', inputs, attributes));
  });
}

/**
 * @param {Float32Array} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @returns {Float32Array} [columns, rows]
 */
export function transposed(matrix, rows, columns) {
  const result = new Float32Array(matrix.length);
  const side = 32; // squares that stay in the cache
  for (let top = 0; top < rows; top += side) {
    const bottom = Math.min(top + side, rows);
    for (let left = 0; left < columns; left += side) {
      const right = Math.min(left + side, columns);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) result[column * rows + row] = matrix[row * columns + column];
      }
    }
  }
  return result;
}
