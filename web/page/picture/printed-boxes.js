/**
 * Boxes of forms, single ones and rows: closed rectangles of straight thin lines with writing in them are taken out of the
 * ink, as rules are, and empty ones of the same height. A rectangle by itself with nothing in it may be a 0. Pure.
 *
 * @typedef {import('./rules.js').Bits} Bits
 * @typedef {import('./components.js').Component} Component
 */

import { distances, toComponents } from './components.js';
import { removeAlong } from './rules.js';

const LEAST = 8; // widths of its line: sides are longer
const FILLED = 0.5; // of its area: a box has less ink
const CONTENT = 0.25; // of its height: what is in it is at least that high
const ALIKE = 0.1; // of their height: so much do boxes differ that belong together, of which some may be empty
/** Boxes that are turned a little have sides that end before the box around them does. */
const SIDES = { edge: 0.12, covered: 0.85, long: LEAST };

/**
 * @param {Bits} mask changed in place
 * @param {Component[]} components
 * @param {import('./components.js').Labels} labels
 * @returns {number} boxes and rows of them that were taken out
 */
export function removeBoxes(mask, components, labels) {
  const boxes = components.map((one) => boxOf(one, components, labels)).filter((box) => box !== null);
  const heights = boxes.filter(({ isFull }) => isFull).map(({ height }) => height);
  const printed = boxes.filter(({ height }) => heights.some((own) => Math.abs(height - own) < ALIKE * own));
  for (const { one, width, height, rest, large } of printed) {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const at = (y + one.top) * mask.width + x + one.left;
        if (labels.values[at] === one.label && !large.has(rest[i])) mask.values[at] = 0;
      }
    }
  }
  return printed.length;
}

/**
 * @param {Component} one
 * @param {Component[]} components all
 * @param {import('./components.js').Labels} labels
 * @returns {{one: Component, width: number, height: number, rest: Int32Array, large: Set<number>, isFull: boolean} | null}
 *   rest: labels of its ink besides the sides, large: those that are kept; null if it is no rectangle, and no row of them
 */
function boxOf(one, components, labels) {
  const [width, height] = [one.right - one.left + 1, one.bottom - one.top + 1];
  if (Math.min(width, height) < LEAST * one.width || one.area > FILLED * width * height) return null;
  const own = ownPixels(one, width, height, labels);
  const limits = { ...SIDES, thick: 2 * one.width };
  if (removeAlong(own, false, limits) < 2 || removeAlong(own, true, limits) < 2) return null;
  const least = CONTENT * height;
  const flat = { width, height, values: new Float32Array(width * height) };
  const rest = toComponents(own, flat, distances(own));
  const large = new Set(rest.components.filter((part) => part.bottom - part.top >= least).map(({ label }) => label));
  const isFull = large.size > 0 || components.some((other) => isIn(other, one, least));
  return { one, width, height, rest: rest.labels.values, large, isFull };
}

/**
 * @param {Component} component
 * @param {number} width of the box around it
 * @param {number} height
 * @param {import('./components.js').Labels} labels
 * @returns {Bits} its pixels in that box
 */
function ownPixels({ label, left, top }, width, height, labels) {
  const values = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const from = (y + top) * labels.width + left;
    for (let x = 0; x < width; x++, i++) values[i] = labels.values[from + x] === label ? 1 : 0;
  }
  return { width, height, values };
}

/** @param {Component} other @param {Component} box @param {number} least its height */
const isIn = (other, box, least) =>
  other.bottom - other.top >= least &&
  other.left > box.left &&
  other.right < box.right &&
  other.top > box.top &&
  other.bottom < box.bottom;
