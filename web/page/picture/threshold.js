/** Contrast -> which pixels are ink. Pure. */

import { otsu, spread } from './grey.js';

const FAINTEST = 0.06; // contrast that can be ink,
const NOISE = 4; // and how many standard deviations of the ground it has at least
const HALF = 0.5; // of the contrast nearby: the edge of a stroke
const LOW = 0.7; // of the threshold: fainter parts of a stroke that has ink enough elsewhere
const BINS = 256;
const SAMPLES = 5000; // pixels, about, from which the noise is estimated

/**
 * @typedef {import('./grey.js').Plane} Plane
 *
 * @typedef {object} Mask
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} values 1 is ink
 * @property {number} high contrast that each component has somewhere
 * @property {number} noise standard deviation of the ground
 */

/**
 * A pixel is ink where its contrast is at least half of the strongest nearby, so that blur neither closes loops nor
 * widens strokes, and above a threshold that separates pens from fainter patterns.
 *
 * @param {Plane} contrast
 * @param {number} reach pixels: about the width of the pen
 * @param {Plane} [part] of the contrast, in which the writing is; all of it, if it is not known
 * @returns {Mask | null} null where nothing stands out
 */
export function toMask(contrast, reach, part = contrast) {
  const { width, height, values } = contrast;
  const noise = noiseOf(part.values);
  const floor = Math.max(FAINTEST, NOISE * noise);
  const bins = new Float64Array(BINS);
  let most = 0;
  for (const value of part.values) {
    if (value <= floor) continue;
    bins[Math.min(BINS - 1, Math.floor(value * BINS))]++;
    most++;
  }
  if (!most) return null;
  const high = Math.max(floor, (otsu(bins) + 1) / BINS);
  const low = Math.max(floor, LOW * high);
  const near = spread(contrast, Math.max(1, Math.round(reach)), Math.max).values;
  const found = new Uint8Array(values.length);
  for (let i = 0; i < found.length; i++) {
    if (values[i] >= low && values[i] >= HALF * near[i]) found[i] = 1;
  }
  return { width, height, values: found, high, noise };
}

/** The standard deviation of the ground. @param {Float32Array} values */
function noiseOf(values) {
  const step = Math.max(1, Math.floor(values.length / SAMPLES));
  const sample = [];
  for (let i = 0; i < values.length; i += step) sample.push(values[i]);
  return deviation(sample);
}

/** The standard deviation, from quartiles: thick ink and tables may fill the upper one. @param {number[]} values */
export function deviation(values) {
  if (!values.length) return 0;
  const sorted = Float32Array.from(values).sort();
  const middle = sorted[sorted.length >> 1];
  const far = sorted.map((value) => Math.abs(value - middle)).sort();
  return 1.4826 * Math.min(far[far.length >> 1], middle - sorted[sorted.length >> 2]);
}
