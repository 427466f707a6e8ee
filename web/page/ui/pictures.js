/** Numbers as pictures on a canvas, a pixel each: rasters, activations of a layer, weights. */

import { FRAME } from '../ink/raster.js';
import { contextOf } from '../lib/canvas.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array | null} values 784, 0..1; null for a blank one
 */
export function paintRaster(canvas, values) {
  paint(canvas, values ?? new Float32Array(0), FRAME, FRAME, 1);
}

/**
 * Paints positive values in the canvas's CSS `color`, negative ones in its --negative.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import('../network/graph.js').Values['values']} values
 * @param {number} columns
 */
export function paintSigned(canvas, values, columns) {
  paint(canvas, values, columns, Math.ceil(values.length / columns), largest(values));
}

/** The largest number without its sign; 1 where all are 0. @param {import('../network/graph.js').Values['values']} values */
export function largest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > most) most = size;
  }
  return most || 1;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('../network/graph.js').Values['values']} values
 * @param {number} width
 * @param {number} height
 * @param {number} scale the value of full colour
 */
function paint(canvas, values, width, height, scale) {
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  if (!context) return; // the words and numbers beside it say the same
  const image = context.createImageData(width, height);
  const style = getComputedStyle(canvas);
  const colours = [toRgb(context, style.color), toRgb(context, style.getPropertyValue('--negative') || style.color)];
  values.forEach((value, i) => {
    image.data.set([...colours[value < 0 ? 1 : 0], (255 * Math.abs(value)) / scale], 4 * i);
  });
  context.putImageData(image, 0, 0);
}

/**
 * Any CSS colour -> [red, green, blue]; the context turns it into #rrggbb.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 */
export function toRgb(context, colour) {
  context.fillStyle = colour.trim();
  const hex = /** @type {string} */ (context.fillStyle);
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
