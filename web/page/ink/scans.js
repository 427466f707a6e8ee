/**
 * The maps of a scan, whose strokes nobody knows: how level or upright they are is taken from the
 * raster. The twin of `scans` in train/maps.py, which explains the contract and gives the source. Pure.
 */

import { DOWN, INK, LEFT, MAPS, RIGHT, UP } from './directions.js';
import { FRAME, PIXELS } from './raster.js';

const FAINT = 1e-6; // where squared changes are far below this, a stroke has no slope

/**
 * @param {Float32Array} rasters n * 784 values
 * @returns {Float32Array} n * 784 * MAPS values, 0..1
 */
export function scansToMaps(rasters) {
  const maps = new Float32Array(rasters.length * MAPS);
  for (let start = 0; start < rasters.length; start += PIXELS) {
    fill(rasters.subarray(start, start + PIXELS), maps.subarray(start * MAPS));
  }
  return maps;
}

/** Fills the maps of one raster: both ways along a stroke get the same. */
function fill(raster, maps) {
  const [across, down] = gradients(smooth(raster)).map((changes) => smooth(changes.map((change) => change * change)));
  raster.forEach((ink, pixel) => {
    const level = (down[pixel] - across[pixel]) / (across[pixel] + down[pixel] + FAINT);
    const at = pixel * MAPS;
    maps[at + INK] = ink;
    maps[at + RIGHT] = maps[at + LEFT] = ink * Math.sqrt((1 + level) / 2);
    maps[at + DOWN] = maps[at + UP] = ink * Math.sqrt((1 - level) / 2);
  });
}

/** The value at a pixel; outside is paper. */
const at = (image, row, column) =>
  row < 0 || column < 0 || row >= FRAME || column >= FRAME ? 0 : image[row * FRAME + column];

/** Makes an image from each row and column. */
const imageOf = (value) => Float64Array.from({ length: PIXELS }, (_, i) => value(Math.floor(i / FRAME), i % FRAME));

/** Smooths an image by 1 2 1 along rows and columns. */
function smooth(image) {
  const rows = imageOf((y, x) => at(image, y, x - 1) + 2 * at(image, y, x) + at(image, y, x + 1));
  return imageOf((y, x) => (at(rows, y - 1, x) + 2 * at(rows, y, x) + at(rows, y + 1, x)) / 16);
}

/** The central differences of an image along rows and along columns. */
const gradients = (image) => [
  imageOf((y, x) => (at(image, y, x + 1) - at(image, y, x - 1)) / 2),
  imageOf((y, x) => (at(image, y + 1, x) - at(image, y - 1, x)) / 2),
];
