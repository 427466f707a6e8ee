/**
 * Pictures that have been traced, so that their strokes are classified by the pixels of their ink, too, wherever they are
 * read: their probabilities are a mean of both. Strokes are known by their shape, however they are
 * placed and scaled. Pure.
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../ink/drawing.js').Stroke} Stroke
 * @typedef {import('../ink/identity.js').Part} Part
 * @typedef {import('./pixels.js').Pixels} Pixels
 * @typedef {import('./joints.js').Joints} Joints
 * @typedef {{pixels: Pixels, stroke: number, joints?: Joints}} Origin of a stroke
 *
 * @typedef {object} Classifier
 * @property {number} channels
 * @property {string[]} classes
 * @property {(inputs: Float32Array) => Float32Array} classify
 */

import { networkInputs } from '../ink/directions.js';
import { PIXELS } from '../ink/raster.js';
import { toJoints } from './joints.js';
import { rasterOf } from './pixels.js';

const KEPT = 4; // pictures, the newest: one takes about a megabyte
/**
 * Of the mean. Pasted scans are read best by pixels alone, thin lines by strokes alone; chosen on scans and writers of the
 * validation part.
 */
const PIXEL_SHARE = 0.6;
const PLACES = 8; // along a stroke, by which it is known
const DIGITS = 1000; // parts of its size

export function createPictures() {
  /** @type {Map<string, Origin[]>[]} of each picture, the newest first: strokes by shape; print has several of the same */
  let known = [];
  /** @type {WeakMap<Stroke, {length: number, origins: Origin[]}>} */
  let found = new WeakMap();
  /** @type {WeakMap<object, object>} */
  const made = new WeakMap();

  /** @param {Stroke} stroke @returns {Origin[]} the same array for the same shape */
  function originsOf(stroke) {
    const before = found.get(stroke);
    if (before?.length === stroke.length) return before.origins;
    const shape = shapeOf(stroke);
    const origins = (shape && known.find((strokes) => strokes.has(shape))?.get(shape)) || [];
    found.set(stroke, { length: stroke.length, origins });
    return origins;
  }

  /** @param {Drawing} drawing @param {number} stroke @returns {Origin | undefined} */
  function originOf(drawing, stroke) {
    const origins = originsOf(drawing[stroke]);
    if (origins.length < 2) return origins[0];
    const same = [...drawing.keys()].filter((i) => originsOf(drawing[i]) === origins);
    return same.length === origins.length ? origins[same.indexOf(stroke)] : undefined; // else one has been erased
  }

  /**
   * @param {Drawing} drawing
   * @param {Part[]} parts
   * @returns {Float32Array | null} a raster of their pixels; null if they are not of a picture
   */
  function scanned(drawing, parts) {
    const own = parts.filter(({ stroke }) => drawing[stroke].length > 1); // one point has no shape
    const origins = own.map(({ stroke }) => originOf(drawing, stroke));
    const [first] = origins;
    if (!first || origins.some((origin) => origin?.pixels !== first.pixels)) return null;
    return rasterOf(
      first.pixels,
      own.map((part, i) => ({ ...part, stroke: /** @type {Origin} */ (origins[i]).stroke })),
    );
  }

  /**
   * Finds strokes whose ink touches.
   *
   * @param {Drawing} drawing
   * @param {number[]} strokes some of it
   * @returns {Joints[]}
   */
  function joined(drawing, strokes) {
    /** @type {Map<Joints, Joints>} */
    const found = new Map();
    for (const stroke of strokes) {
      const origin = originOf(drawing, stroke);
      if (!origin?.joints) continue;
      const own = found.get(origin.joints) ?? { strokes: [], cuts: [] };
      own.strokes.push(stroke);
      own.cuts.push(origin.joints.cuts[origin.joints.strokes.indexOf(origin.stroke)]);
      found.set(origin.joints, own);
    }
    return [...found.values()];
  }

  return {
    /** @param {Drawing} strokes traced @param {Pixels} pixels of their ink @param {number} pen its width, as the strokes are placed */
    add(strokes, pixels, pen) {
      /** @type {Map<number, Joints>} */
      const jointsOf = new Map();
      for (const joints of toJoints(strokes, pen)) for (const stroke of joints.strokes) jointsOf.set(stroke, joints);
      /** @type {Map<string, Origin[]>} */
      const shapes = new Map();
      for (const [stroke, points] of strokes.entries()) {
        const shape = shapeOf(points);
        if (shape) shapes.set(shape, [...(shapes.get(shape) ?? []), { pixels, stroke, joints: jointsOf.get(stroke) }]);
      }
      known = [shapes, ...known].slice(0, KEPT);
      found = new WeakMap();
    },

    /**
     * A classifier that sees the pixels of what has been traced.
     *
     * @template {Classifier} T
     * @param {T} classifier
     * @returns {T & {classifyInk: (inputs: Float32Array, drawing: Drawing, segments: Part[][]) => Float32Array,
     *   joined: (drawing: Drawing, strokes: number[]) => Joints[]}} the same for the same one
     */
    withPixels(classifier) {
      const known = made.get(classifier) ?? { ...classifier, classifyInk, joined };
      made.set(classifier, known);
      return /** @type {any} */ (known);

      /**
       * Classifies segments by their strokes and, where there are any, by their pixels.
       *
       * @param {Float32Array} inputs of the strokes
       * @param {Drawing} drawing
       * @param {Part[][]} segments
       */
      function classifyInk(inputs, drawing, segments) {
        const { channels, classes, classify } = classifier;
        const probabilities = classify(inputs);
        const scans = segments.map((parts) => scanned(drawing, parts));
        const present = [...scans.keys()].filter((i) => scans[i]);
        if (!present.length) return probabilities;
        const rasters = new Float32Array(present.length * PIXELS);
        for (const [k, i] of present.entries()) rasters.set(/** @type {Float32Array} */ (scans[i]), k * PIXELS);
        const byPixels = classify(networkInputs(rasters, channels));
        present.forEach((i, k) => {
          for (let c = 0; c < classes.length; c++) {
            const at = i * classes.length + c;
            probabilities[at] += PIXEL_SHARE * (byPixels[k * classes.length + c] - probabilities[at]);
          }
        });
        return probabilities;
      }
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
