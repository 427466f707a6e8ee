/**
 * Channels: the raster of a drawing, and four direction maps of the pen's strokes. Twin of
 * train/features/directions.py, which explains the contract and cites the sources; both agree within
 * 1/255 per value on the golden vectors of every bundle. Pure: no DOM, no canvas.
 */

import { coverPixels, FRAME, PIXELS, place, rasterize } from './raster.js';

/** The raster; then how far the ink of a pixel was drawn in each direction. */
export const CHANNEL_NAMES = ['ink', 'right', 'left', 'down', 'up'];
export const CHANNELS = CHANNEL_NAMES.length;
const [INK, RIGHT, LEFT, DOWN, UP] = CHANNEL_NAMES.keys();
export const SPACING = 1; // length of the pieces along the path, in pixels; a little less if they must fit
const SLACK = 1e-6; // tolerance of the number of pieces: rounding decides nothing
const FAINT = 1e-6; // scans: where squared changes are far below this, a stroke has no slope

/**
 * @param {Float32Array | import('./drawing.js').Drawing[]} given n * 784 values of scanned rasters, or n drawings
 * @param {number} channels of the network: 1 (the raster) or 5
 * @param {import('./raster.js').Placement[]} [placements] of the drawings, where they are not as in training
 * @returns {Float32Array} the network's inputs: n * 784 * channels values, 0..1, a pixel's values side by side
 */
export function networkInputs(given, channels, placements = []) {
  const hasDirections = channels > 1;
  if (!Array.isArray(given)) return hasDirections ? scansToChannels(given) : given;
  const width = PIXELS * channels;
  const inputs = new Float32Array(given.length * width);
  const render = hasDirections ? toChannels : rasterize;
  for (const [i, drawing] of given.entries()) inputs.set(render(drawing, placements[i]), i * width);
  return inputs;
}

/**
 * @param {Float32Array} input 784 * channels values
 * @param {number} index of a channel: 0 is the raster
 * @param {number} channels
 * @returns {Float32Array} the 784 values of this channel
 */
export const channelOf = (input, index, channels) => input.filter((_, i) => i % channels === index);

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @param {import('./raster.js').Placement} [placement]
 * @returns {Float32Array} 784 * CHANNELS values, 0..1, a pixel's values side by side
 */
export function toChannels(drawing, placement) {
  const { strokes, raster, reach } = place(drawing, placement);
  const channels = new Float32Array(raster.length * CHANNELS);
  raster.forEach((ink, pixel) => {
    channels[pixel * CHANNELS + INK] = ink;
  });
  for (const flat of strokes) coverPieces(channels, flat, reach);
  return channels;
}

/**
 * Splits a placed stroke into equal pieces along its path and raises the direction maps.
 *
 * @param {Float32Array} channels of the whole raster, raised in place
 * @param {Float64Array} flat a stroke in pixels: [x, y, x, y, ...]
 * @param {number} reach of the pen, in pixels
 */
function coverPieces(channels, flat, reach) {
  const along = lengths(flat);
  const whole = along.at(-1) ?? 0;
  if (!(whole > 0)) return; // a dot has no direction
  const count = Math.max(1, Math.ceil(whole / SPACING - SLACK));
  const length = whole / count;
  let [ax, ay, before] = [flat[0], flat[1], 0];
  for (let piece = 1; piece <= count; piece++) {
    const wanted = length * piece;
    while (before < along.length - 2 && along[before + 1] <= wanted) before++;
    const part = Math.min(1, (wanted - along[before]) / (along[before + 1] - along[before] || 1));
    const i = 2 * before;
    const bx = flat[i] + part * (flat[i + 2] - flat[i]);
    const by = flat[i + 1] + part * (flat[i + 3] - flat[i + 1]);
    coverPiece(channels, ax, ay, bx, by, length, reach);
    [ax, ay] = [bx, by];
  }
}

/**
 * Raises the direction maps by one piece, from a to b.
 *
 * @param {Float32Array} channels
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 * @param {number} length along the path, in pixels
 * @param {number} reach of the pen, in pixels
 */
function coverPiece(channels, ax, ay, bx, by, length, reach) {
  const right = (bx - ax) / length;
  const down = (by - ay) / length;
  const [across, share] = right > 0 ? [RIGHT, right] : [LEFT, -right];
  const [along, part] = down > 0 ? [DOWN, down] : [UP, -down];
  const raise = (/** @type {number} */ pixel, /** @type {number} */ coverage) => {
    const at = pixel * CHANNELS;
    if (coverage * share > channels[at + across]) channels[at + across] = coverage * share;
    if (coverage * part > channels[at + along]) channels[at + along] = coverage * part;
  };
  coverPixels(ax, ay, bx, by, raise, reach);
}

/**
 * Computes the length of the path up to each point of a stroke.
 *
 * @param {Float64Array} flat [x, y, x, y, ...]
 */
function lengths(flat) {
  const along = new Float64Array(flat.length / 2);
  for (let i = 1; i < along.length; i++) {
    const [dx, dy] = [flat[2 * i] - flat[2 * i - 2], flat[2 * i + 1] - flat[2 * i - 1]];
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy);
  }
  return along;
}

/**
 * Estimates the channels of scans, which have no strokes: how level or upright the ink is comes from the raster.
 *
 * @param {Float32Array} rasters n * 784 values
 * @returns {Float32Array} n * 784 * CHANNELS values, 0..1
 */
function scansToChannels(rasters) {
  const channels = new Float32Array(rasters.length * CHANNELS);
  for (let start = 0; start < rasters.length; start += PIXELS) {
    fillChannels(rasters.subarray(start, start + PIXELS), channels.subarray(start * CHANNELS));
  }
  return channels;
}

/**
 * Fills the channels of one raster: both ways along a stroke count equally.
 *
 * @param {Float32Array} raster
 * @param {Float32Array} channels
 */
function fillChannels(raster, channels) {
  const [across, down] = gradients(smooth(raster)).map((changes) => smooth(changes.map((change) => change * change)));
  raster.forEach((ink, pixel) => {
    const level = (down[pixel] - across[pixel]) / (across[pixel] + down[pixel] + FAINT);
    const at = pixel * CHANNELS;
    channels[at + INK] = ink;
    channels[at + RIGHT] = channels[at + LEFT] = ink * Math.sqrt((1 + level) / 2);
    channels[at + DOWN] = channels[at + UP] = ink * Math.sqrt((1 - level) / 2);
  });
}

/** @typedef {Float32Array | Float64Array} Image 784 values, row-major */

/**
 * Returns the value of a pixel; outside is paper.
 *
 * @param {Image} image
 * @param {number} row
 * @param {number} column
 */
const valueAt = (image, row, column) =>
  row < 0 || column < 0 || row >= FRAME || column >= FRAME ? 0 : image[row * FRAME + column];

/**
 * Makes an image by a function of row and column.
 *
 * @param {(row: number, column: number) => number} value
 */
const imageOf = (value) => Float64Array.from({ length: PIXELS }, (_, i) => value(Math.floor(i / FRAME), i % FRAME));

/**
 * Smooths an image by weights 1 2 1 along rows and columns.
 *
 * @param {Image} image
 */
function smooth(image) {
  const rows = imageOf((y, x) => valueAt(image, y, x - 1) + 2 * valueAt(image, y, x) + valueAt(image, y, x + 1));
  return imageOf((y, x) => (valueAt(rows, y - 1, x) + 2 * valueAt(rows, y, x) + valueAt(rows, y + 1, x)) / 16);
}

/**
 * Returns the central differences of an image along rows and along columns.
 *
 * @param {Image} image
 */
const gradients = (image) => [
  imageOf((y, x) => (valueAt(image, y, x + 1) - valueAt(image, y, x - 1)) / 2),
  imageOf((y, x) => (valueAt(image, y + 1, x) - valueAt(image, y - 1, x)) / 2),
];
