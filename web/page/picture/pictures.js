/**
 * Pictures that have been traced, so that their strokes are classified by the pixels of their ink, too, wherever they are
 * read: strokes are known by their shape, however they are placed and scaled. Pure.
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/drawing.js').Stroke} Stroke
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('./pixels.js').Pixels} Pixels
 * @typedef {{pixels: Pixels, stroke: number}} Origin of a stroke
 *
 * @typedef {object} Classifier
 * @property {number} channels
 */

import { networkInputs } from '../ink/directions.js';
import { PIXELS } from '../ink/raster.js';
import { rasterOf } from './pixels.js';

const KEPT = 4; // pictures, the newest: one takes about a megabyte
const PLACES = 8; // along a stroke, by which it is known
const DIGITS = 1000; // parts of its size

export function createPictures() {
  /** @type {Map<string, Origin>[]} of each picture, the newest first: strokes by shape */
  let known = [];
  /** @type {WeakMap<Stroke, {length: number, origin: Origin | null}>} */
  let found = new WeakMap();
  /** @type {WeakMap<object, object>} */
  const made = new WeakMap();

  /** @param {Stroke} stroke @returns {Origin | null} */
  function originOf(stroke) {
    const before = found.get(stroke);
    if (before?.length === stroke.length) return before.origin;
    const shape = shapeOf(stroke);
    const origin = (shape && known.find((strokes) => strokes.has(shape))?.get(shape)) || null;
    found.set(stroke, { length: stroke.length, origin });
    return origin;
  }

  /**
   * @param {Drawing} drawing
   * @param {Part[]} parts
   * @returns {Float32Array | null} a raster of their pixels; null if they are not of a picture
   */
  function scanned(drawing, parts) {
    const own = parts.filter(({ stroke }) => drawing[stroke].length > 1); // one point has no shape
    const origins = own.map(({ stroke }) => originOf(drawing[stroke]));
    const [first] = origins;
    if (!first || origins.some((origin) => origin?.pixels !== first.pixels)) return null;
    return rasterOf(
      first.pixels,
      own.map((part, i) => ({ ...part, stroke: /** @type {Origin} */ (origins[i]).stroke })),
    );
  }

  return {
    /** @param {Drawing} strokes traced @param {Pixels} pixels of their ink */
    add(strokes, pixels) {
      const shapes = strokes.map((stroke, i) => /** @type {const} */ ([shapeOf(stroke), { pixels, stroke: i }]));
      known = [new Map(shapes.filter(([shape]) => shape)), ...known].slice(0, KEPT);
      found = new WeakMap();
    },

    /**
     * A classifier that sees the pixels of what has been traced.
     *
     * @template {Classifier} T
     * @param {T} classifier
     * @returns {T & {usePixels: (inputs: Float32Array, drawing: Drawing, segments: Part[][]) => void}} the same for the
     *   same one
     */
    withPixels(classifier) {
      const { channels } = classifier;
      const usePixels = (
        /** @type {Float32Array} */ inputs,
        /** @type {Drawing} */ drawing,
        /** @type {Part[][]} */ segments,
      ) => {
        segments.forEach((parts, i) => {
          const raster = scanned(drawing, parts);
          if (raster) inputs.set(networkInputs(raster, channels), i * PIXELS * channels);
        });
      };
      const known = made.get(classifier) ?? { ...classifier, usePixels };
      made.set(classifier, known);
      return /** @type {any} */ (known);
    },
  };
}

/**
 * Describes a stroke's shape, the same for any place and size; '' for one point.
 *
 * @param {Stroke} stroke
 */
function shapeOf(stroke) {
  if (stroke.length < 2) return '';
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of stroke) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const unit = Math.max(right - left, bottom - top) / DIGITS;
  const places = Array.from({ length: PLACES + 1 }, (_, k) => {
    const { x, y } = stroke[Math.floor((k * (stroke.length - 1)) / PLACES)];
    return `${Math.round((x - left) / unit)},${Math.round((y - top) / unit)}`;
  });
  return `${stroke.length} ${places.join(' ')}`;
}
