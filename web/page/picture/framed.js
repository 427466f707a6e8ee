/**
 * A frame around a part of a picture: a little beyond it is looked at, too, so that a digit that the frame's edge touches is
 * read whole, or not at all. Pure.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Frame in pixels
 * @typedef {import('./components.js').Component} Component
 * @typedef {import('./components.js').Labels} Labels
 * @typedef {{width: number, height: number, values: Uint8Array}} Bits 1 is ink
 */

const BEYOND = 0.3; // of the frame's shorter side

/**
 * @param {Frame} frame in whole pixels, within the picture
 * @param {number} width of the picture
 * @param {number} height
 * @returns {Frame} what is looked at
 */
export function around(frame, width, height) {
  const reach = Math.ceil(BEYOND * Math.min(frame.width, frame.height));
  const [left, top] = [Math.max(0, frame.x - reach), Math.max(0, frame.y - reach)];
  const right = Math.min(width, frame.x + frame.width + reach);
  const bottom = Math.min(height, frame.y + frame.height + reach);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * @param {Frame} frame
 * @param {number} scale
 * @param {{width: number, height: number}} within
 * @returns {Frame} in whole pixels
 */
export function scaled(frame, scale, within) {
  const [left, right] = [frame.x, frame.x + frame.width].map((x) => Math.min(within.width, Math.round(x * scale)));
  const [top, bottom] = [frame.y, frame.y + frame.height].map((y) => Math.min(within.height, Math.round(y * scale)));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * @param {Frame} frame
 * @param {number} width of the picture
 * @param {number} height
 * @returns {boolean} whether it leaves out anything
 */
export const leavesOut = (frame, width, height) => frame.width < width || frame.height < height;

/**
 * @template {Uint8Array | Uint8ClampedArray | Float32Array} T
 * @param {{width: number, height: number, values: T}} from
 * @param {Frame} frame within it
 * @param {number} [size] values of a pixel
 * @returns {{width: number, height: number, values: T}} a copy of the part
 */
export function cropped({ width, values }, frame, size = 1) {
  const found = /** @type {T} */ (new /** @type {any} */ (values.constructor)(size * frame.width * frame.height));
  for (let y = 0; y < frame.height; y++) {
    const from = size * ((y + frame.y) * width + frame.x);
    found.set(values.subarray(from, from + size * frame.width), size * y * frame.width);
  }
  return { width: frame.width, height: frame.height, values: found };
}

/**
 * Puts a part back where it was.
 *
 * @param {Bits} mask changed in place
 * @param {Bits} part
 * @param {Frame} frame
 */
export function paste(mask, part, frame) {
  for (let y = 0; y < frame.height; y++) {
    const row = part.values.subarray(y * frame.width, (y + 1) * frame.width);
    mask.values.set(row, (y + frame.y) * mask.width + frame.x);
  }
}

/**
 * Takes out components of which less than half is in the frame. Those that are larger than the frame, as the edge of a
 * table that a digit touches, are cut at it.
 *
 * @param {Bits} mask changed in place
 * @param {Component[]} components
 * @param {Labels} labels
 * @param {Frame} frame
 * @returns {Uint8Array} 1 for the pixels at which one was cut
 */
export function keepFramed(mask, components, labels, frame) {
  const { width, height, values } = mask;
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  const inside = new Uint32Array(components.length + 1);
  for (let y = frame.y; y < bottom; y++) {
    for (let x = frame.x; x < right; x++) inside[labels.values[y * width + x]]++;
  }
  const isLarge = (/** @type {Component} */ one) =>
    one.right - one.left >= frame.width || one.bottom - one.top >= frame.height;
  const kept = new Set(components.filter(({ label, area }) => 2 * inside[label] >= area).map(({ label }) => label));
  const cut = new Set(components.filter((one) => isLarge(one)).map(({ label }) => label));
  const ends = new Uint8Array(values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels.values[i];
      if (!label || kept.has(label)) continue;
      const isIn = x >= frame.x && x < right && y >= frame.y && y < bottom;
      if (!isIn || !cut.has(label)) values[i] = 0;
      else if (x === frame.x || x === right - 1 || y === frame.y || y === bottom - 1) ends[i] = 1;
    }
  }
  return ends;
}
