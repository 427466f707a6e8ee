/** Numbers as pictures on a canvas: rasters, maps of a layer, weights. One number is one pixel. */

import { FRAME } from '../ink/raster.js';

/** @param {HTMLCanvasElement} canvas 28x28 @param {Float32Array | null} values 0..1; null: blank */
export function paintRaster(canvas, values) {
  paint(canvas, values ?? [], FRAME, FRAME, 1);
}

/**
 * Values around zero: positive ones in the canvas's colour, negative ones in its `--other`.
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} values
 * @param {number} columns
 */
export function paintSigned(canvas, values, columns) {
  paint(canvas, values, columns, Math.ceil(values.length / columns), largest(values));
}

/**
 * The maps of a convolution side by side, with a gap of one pixel, all to one scale.
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} values row-major [height, width, maps]
 * @param {number[]} shape [height, width, maps]
 * @param {number} columns maps side by side
 */
export function paintMaps(canvas, values, [height, width, maps], columns) {
  const across = columns * (width + 1) - 1;
  const down = Math.ceil(maps / columns) * (height + 1) - 1;
  const tiled = new Float32Array(across * down);
  for (let map = 0; map < maps; map++) {
    const [left, top] = [(map % columns) * (width + 1), Math.floor(map / columns) * (height + 1)];
    for (let i = 0; i < height * width; i++) {
      tiled[(top + Math.floor(i / width)) * across + left + (i % width)] = values[i * maps + map];
    }
  }
  paint(canvas, tiled, across, down, largest(values));
}

const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

function paint(canvas, values, width, height, scale) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const style = getComputedStyle(canvas);
  const colours = [toRgb(context, style.color), toRgb(context, style.getPropertyValue('--other') || style.color)];
  values.forEach((value, i) => image.data.set([...colours[value < 0 ? 1 : 0], (255 * Math.abs(value)) / scale], 4 * i));
  context.putImageData(image, 0, 0);
}

/** Any CSS colour -> [red, green, blue]; the context brings it into the form #rrggbb. */
function toRgb(context, colour) {
  context.fillStyle = colour.trim();
  return [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
}
