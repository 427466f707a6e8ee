/** A tile: the raster of a digit as a picture, a pixel each. */

import { FRAME } from '../ink/raster.js';
import { contextOf } from '../lib/canvas.js';

/**
 * @param {HTMLCanvasElement} canvas 28 x 28
 * @param {Float32Array} raster 784 values, 0 paper to 1 ink
 * @param {number[]} colour of the ink: [red, green, blue], 0 to 255
 */
export function paintTile(canvas, raster, [red, green, blue]) {
  const context = contextOf(canvas);
  if (!context) return; // the reading goes on without
  const image = context.createImageData(FRAME, FRAME);
  raster.forEach((value, i) => {
    image.data.set([red, green, blue, 255 * value], 4 * i);
  });
  context.putImageData(image, 0, 0);
}

/** Colour of an element's text. @param {Element} element @returns {number[]} [red, green, blue] */
export const colourOf = (element) => rgbOf(getComputedStyle(element).color);

/** @param {string} colour #rrggbb, or as browsers compute it: rgb(1, 2, 3) @returns {number[]} [red, green, blue] */
export const rgbOf = (colour) =>
  colour.startsWith('#')
    ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
