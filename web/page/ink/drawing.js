/**
 * Checks the drawings and rasters that the page's API takes. Wrong input throws a TypeError that names the argument.
 * Points may be {x, y, t?} or, as in files, [x, y] or [x, y, t]. Pure.
 *
 * @typedef {{x: number, y: number, t?: number}} Point CSS px, y down; ms
 * @typedef {Point[]} Stroke
 * @typedef {Stroke[]} Drawing
 */

import { PIXELS } from './raster.js';

/**
 * @param {unknown} input strokes of points
 * @param {string} [name] of the argument, for messages
 * @returns {Drawing} a copy
 * @throws {TypeError}
 */
export function toDrawing(input, name = 'drawing') {
  if (!Array.isArray(input)) throw new TypeError(`${name}: expected an array of strokes`);
  return input.map((stroke, i) => {
    if (!Array.isArray(stroke)) throw new TypeError(`${name}[${i}]: expected a stroke, an array of points`);
    return stroke.map((point, j) => toPoint(point, `${name}[${i}][${j}]`));
  });
}

/** @param {Drawing} drawing @returns {boolean} whether it has no point */
export const isBlank = (drawing) => drawing.every((stroke) => stroke.length === 0);

/**
 * @param {any} point
 * @param {string} name
 * @returns {Point}
 */
function toPoint(point, name) {
  const [x, y, t] = Array.isArray(point) ? point : [point?.x, point?.y, point?.t];
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw new TypeError(`${name}: expected a point with finite numbers x and y`);
  }
  if (t !== undefined && !Number.isFinite(t)) throw new TypeError(`${name}: expected a finite number t (ms), or no t`);
  return t === undefined ? { x, y } : { x, y, t };
}

/**
 * @param {unknown} input Float32Array(n * 784) of values 0..1, or an array of n drawings
 * @returns {Float32Array | Drawing[]}
 * @throws {TypeError}
 */
export function toClassifiable(input) {
  if (Object.prototype.toString.call(input) === '[object Float32Array]') {
    const rasters = /** @type {Float32Array} */ (input);
    if (rasters.length % PIXELS) {
      throw new TypeError(`input: expected n * ${PIXELS} values, got ${rasters.length}`);
    }
    if (!rasters.every((value) => value >= 0 && value <= 1)) {
      throw new TypeError('input: expected values from 0 (paper) to 1 (ink)');
    }
    // an array from the page around a frame is of another class: this one shares its memory
    return new Float32Array(rasters.buffer, rasters.byteOffset, rasters.length);
  }
  if (!Array.isArray(input)) {
    throw new TypeError('input: expected a Float32Array of rasters or an array of drawings');
  }
  return input.map((drawing, i) => toDrawing(drawing, `input[${i}]`));
}
