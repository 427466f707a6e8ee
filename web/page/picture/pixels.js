/**
 * Ink as it is in the picture: each of its pixels belongs to the nearest point of a traced stroke, so that parts of
 * strokes become rasters as scans are made: no pen of constant width. Pure.
 *
 * @typedef {object} Pixels sorted by stroke
 * @property {Uint32Array} firsts index of the first pixel of each stroke, and their number at the end
 * @property {Uint16Array} xs
 * @property {Uint16Array} ys
 * @property {Uint16Array} points index of the nearest point of the stroke
 * @property {Float32Array} ink 0 paper to 1
 */

import { BOX, FRAME, PIXELS } from '../ink/raster.js';

const EDGE = 2; // pixels around the ink that may be grey
const SOLID = 0.5; // ink: the box is that of the pixels that have as much

/**
 * @param {import('./grey.js').Plane} contrast
 * @param {Int32Array} labels of its pixels, see components.js
 * @param {Map<number, number>} full label of each component that is kept -> contrast of its ink
 * @param {number} floor contrast of the ground's noise
 * @param {import('./graph.js').Point[][]} strokes
 * @returns {Pixels}
 */
export function assignPixels({ width, height, values }, labels, full, floor, strokes) {
  const owner = new Int32Array(values.length).fill(-1); // stroke
  const nearest = new Uint16Array(values.length);
  const level = new Float32Array(values.length); // contrast of full ink there
  const queue = new Int32Array(values.length);
  let size = 0;
  /** @param {number} i pixel @param {number} stroke @param {number} point @param {number} contrast */
  const take = (i, stroke, point, contrast) => {
    owner[i] = stroke;
    nearest[i] = point;
    level[i] = contrast;
    queue[size++] = i;
  };
  /** Takes pixels beside those of the queue, from `first` on. @param {number} first @param {(i: number, from: number) => boolean} isNext */
  const grow = (first, isNext) => {
    for (let at = first, last = size; at < last; at++) {
      const i = queue[at];
      const x = i % width;
      for (const k of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (k < 0 || k >= values.length || owner[k] >= 0 || !isNext(k, i)) continue;
        take(k, owner[i], nearest[i], full.get(labels[k]) ?? level[i]);
      }
    }
  };
  for (const [index, stroke] of strokes.entries()) {
    for (const [k, { x, y }] of stroke.entries()) {
      const i = Math.min(height - 1, Math.floor(y)) * width + Math.min(width - 1, Math.floor(x));
      if (owner[i] < 0) take(i, index, k, full.get(labels[i]) ?? 0);
    }
  }
  for (let done = 0, first = 0; done < size; first = done) {
    done = size;
    grow(first, (k) => full.has(labels[k]));
  }
  for (let round = 0, first = 0; round < EDGE; round++) {
    const before = size;
    grow(first, (k, from) => !labels[k] && values[k] > floor && values[k] <= values[from] + floor);
    first = before;
  }
  const firsts = new Uint32Array(strokes.length + 1);
  for (let at = 0; at < size; at++) firsts[owner[queue[at]] + 1]++;
  for (let k = 0; k < strokes.length; k++) firsts[k + 1] += firsts[k];
  const places = firsts.slice();
  /** @type {Pixels} */
  const found = {
    firsts,
    xs: new Uint16Array(size),
    ys: new Uint16Array(size),
    points: new Uint16Array(size),
    ink: new Float32Array(size),
  };
  for (let at = 0; at < size; at++) {
    const i = queue[at];
    const place = places[owner[i]]++;
    found.xs[place] = i % width;
    found.ys[place] = Math.floor(i / width);
    found.points[place] = nearest[i];
    found.ink[place] = Math.max(0, Math.min(1, (values[i] - floor) / Math.max(1e-6, level[i] - floor)));
  }
  return found;
}

/**
 * Renders parts of strokes as MNIST's scans are: the longer side of the ink is 20 pixels, the centre of mass in the middle.
 *
 * @param {Pixels} pixels
 * @param {import('../ink/identity.js').Part[]} parts
 * @returns {Float32Array | null} a raster; null where the parts have no ink
 */
export function rasterOf({ firsts, xs, ys, points, ink }, parts) {
  /** @type {number[]} */
  const own = [];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { stroke, begin, end } of parts) {
    for (let i = firsts[stroke]; i < firsts[stroke + 1]; i++) {
      if (points[i] < begin || points[i] >= end) continue;
      own.push(i);
      if (ink[i] < SOLID) continue;
      left = Math.min(left, xs[i]);
      right = Math.max(right, xs[i] + 1);
      top = Math.min(top, ys[i]);
      bottom = Math.max(bottom, ys[i] + 1);
    }
  }
  if (!(right > left)) return null;
  const scale = BOX / Math.max(right - left, bottom - top);
  const once = splat([FRAME / 2 - (scale * (left + right)) / 2, FRAME / 2 - (scale * (top + bottom)) / 2]);
  let [mass, x, y] = [0, 0, 0];
  once.forEach((value, i) => {
    mass += value;
    x += value * ((i % FRAME) + 0.5);
    y += value * (Math.floor(i / FRAME) + 0.5);
  });
  const shift = [FRAME / 2 - x / mass, FRAME / 2 - y / mass];
  return splat([
    FRAME / 2 - (scale * (left + right)) / 2 + shift[0],
    FRAME / 2 - (scale * (top + bottom)) / 2 + shift[1],
  ]);

  /** Adds each pixel's share of those that it covers. @param {number[]} offset */
  function splat([offsetX, offsetY]) {
    const raster = new Float32Array(PIXELS);
    for (const i of own) {
      const [x0, y0] = [xs[i] * scale + offsetX, ys[i] * scale + offsetY];
      for (let row = Math.floor(y0); row < y0 + scale; row++) {
        if (row < 0 || row >= FRAME) continue;
        const high = Math.min(row + 1, y0 + scale) - Math.max(row, y0);
        for (let column = Math.floor(x0); column < x0 + scale; column++) {
          if (column < 0 || column >= FRAME) continue;
          raster[row * FRAME + column] += ink[i] * high * (Math.min(column + 1, x0 + scale) - Math.max(column, x0));
        }
      }
    }
    return raster.map((value) => Math.min(1, value));
  }
}
