/**
 * Renders a drawing to a 28x28 raster, from its strokes. Twin of train/features/ink.py, which explains
 * the contract and defines the constants; both agree within 1/255 per pixel on the golden vectors of
 * every bundle. Pure: no DOM, no canvas.
 */

import { curve, DENSE, STEP } from './curve.js';

export const FRAME = 28; // side of the raster, in pixels
export const PIXELS = FRAME * FRAME;
export const BOX = 20; // longer side of the ink box, pen included, in pixels
export const PEN = 2.4; // width of the pen, in pixels, whatever the size of the drawing
const SMALLEST = 1e-9; // a drawing no larger than this (CSS px) is a dot
const LARGEST = 1e300; // coordinates are clamped to this, so that differences stay finite
export const CONSTANTS = {
  frame: FRAME,
  box: BOX,
  pen: PEN,
  smallest: SMALLEST,
  largest: LARGEST,
  dense: DENSE,
  step: STEP,
};

/**
 * @typedef {object} Placement in the raster, in pixels: what is left out is as in training. Compare shows others
 * @property {number} [box] longer side of the ink box, pen included; greater than the pen
 * @property {number} [pen] width of the pen
 * @property {number} [shift] of the centre of mass, to the right of the middle
 */

/** Pixels farther than this from the path stay paper. @param {number} pen */
const reachOf = (pen) => pen / 2 + 0.5;
const REACH = reachOf(PEN);

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @param {Placement} [placement]
 * @returns {Float32Array} 784 values, row-major, 0 paper to 1 ink; all 0 for a blank drawing
 */
export function rasterize(drawing, placement) {
  return place(drawing, placement).raster;
}

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @param {Placement} [placement]
 * @returns {{strokes: Float64Array[], raster: Float32Array, reach: number}} the strokes in the coordinates of the raster,
 *   in pixels, each flat: [x, y, x, y, ...]; the raster; and how far from the path it has ink, in pixels
 */
export function place(drawing, { box = BOX, pen = PEN, shift: offset = 0 } = {}) {
  const reach = reachOf(pen);
  const clamp = (/** @type {number} */ value) => Math.min(Math.max(value, -LARGEST), LARGEST);
  const strokes = drawing
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => Float64Array.from(stroke.flatMap(({ x, y }) => [clamp(x), clamp(y)])));
  const fitted = fit(fit(strokes, box - pen).map(curve), box - pen); // twice: a curve may leave the box of its points
  const shift = shiftToCentre(cover(fitted, reach));
  shift[0] += offset;
  for (const flat of fitted) {
    for (let i = 0; i < flat.length; i++) flat[i] += shift[i % 2];
  }
  return { strokes: fitted, raster: Float32Array.from(cover(fitted, reach)), reach };
}

/**
 * Scales strokes to the box and puts its middle in the middle of the raster.
 *
 * @param {Float64Array[]} strokes each flat: [x, y, x, y, ...]
 * @param {number} side of the box without the pen, in pixels
 */
function fit(strokes, side) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const flat of strokes) {
    for (let i = 0; i < flat.length; i++) {
      if (flat[i] < low[i % 2]) low[i % 2] = flat[i];
      if (flat[i] > high[i % 2]) high[i % 2] = flat[i];
    }
  }
  const extent = Math.max(high[0] - low[0], high[1] - low[1]);
  const scale = extent > SMALLEST ? side / extent : 0;
  const middle = [0, 1].map((axis) => low[axis] + (high[axis] - low[axis]) / 2);
  return strokes.map((flat) => flat.map((value, i) => (value - middle[i % 2]) * scale + FRAME / 2));
}

/**
 * Computes how far the strokes cover each pixel, 0..1.
 *
 * @param {Float64Array[]} strokes each flat: [x, y, x, y, ...]
 * @param {number} reach see reachOf
 */
function cover(strokes, reach) {
  const canvas = new Float64Array(PIXELS);
  const raise = (/** @type {number} */ pixel, /** @type {number} */ coverage) => {
    if (coverage > canvas[pixel]) canvas[pixel] = coverage;
  };
  for (const flat of strokes) {
    const last = Math.max(flat.length - 2, 2); // a single point is a line segment of no length
    for (let i = 0; i < last; i += 2) {
      const end = Math.min(i + 2, flat.length - 2);
      coverPixels(flat[i], flat[i + 1], flat[end], flat[end + 1], raise, reach);
    }
  }
  return canvas;
}

/**
 * Calls raise for each pixel near the line segment from a to b, in pixels. Coverage is at most 1, and negative in
 * the corners of the window around the line segment.
 *
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 * @param {(pixel: number, coverage: number) => void} raise
 * @param {number} [reach] see reachOf
 */
export function coverPixels(ax, ay, bx, by, raise, reach = REACH) {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy || 1;
  const firstRow = Math.max(0, Math.floor(Math.min(ay, by) - reach));
  const lastRow = Math.min(FRAME - 1, Math.floor(Math.max(ay, by) + reach));
  const firstColumn = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
  const lastColumn = Math.min(FRAME - 1, Math.floor(Math.max(ax, bx) + reach));
  for (let row = firstRow; row <= lastRow; row++) {
    const py = row + 0.5 - ay;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const px = column + 0.5 - ax;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
      const [offX, offY] = [px - along * dx, py - along * dy];
      raise(row * FRAME + column, Math.min(1, reach - Math.sqrt(offX * offX + offY * offY)));
    }
  }
}

/**
 * Returns the shift [dx, dy] from the centre of mass to the middle of the raster; [0, 0] for a blank canvas.
 *
 * @param {Float64Array} canvas
 */
function shiftToCentre(canvas) {
  let [mass, x, y] = [0, 0, 0];
  canvas.forEach((ink, pixel) => {
    mass += ink;
    x += ink * ((pixel % FRAME) + 0.5);
    y += ink * (Math.floor(pixel / FRAME) + 0.5);
  });
  return mass > 0 ? [FRAME / 2 - x / mass, FRAME / 2 - y / mass] : [0, 0];
}
