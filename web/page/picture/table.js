/**
 * The table around paper: darker than it and less even, as wood is; its grain is no writing. Pure.
 *
 * @typedef {import('./grey.js').Flat} Flat
 * @typedef {{width: number, height: number, values: Uint8Array, cell: number}} Table 1 where it is, for squares of `cell`
 *   pixels
 */

import { median } from '../lib/math.js';
import { liesAlongEdge } from './choose.js';
import { spread } from './grey.js';
import { deviation } from './threshold.js';

const STEP = 0.8; // of the light: where a cell beside another has less, there is an edge
const LARGE = 0.1; // of the picture: paper covers at least as much
const UNEVEN = 2.2; // times the noise of the paper: a table has more
const TILE = 6; // cells: where light varies slowly, noise is that of small places
const REACH = 2; // cells: width of a step
const SAMPLES = 12; // of the noise of a place, at least
const MUCH = 0.1; // of all ink
const MARGIN = 3; // pixels beside it, where its edge is soft

/**
 * @param {Flat} contrast of dark ink
 * @returns {Table | null} null where there is none
 */
export function tableIn({ width, height, values, ground, cell }) {
  const { labels, regions } = regionsOf(ground);
  const step = Math.max(1, cell >> 2);
  const across = Math.ceil(ground.width / TILE);
  /** @type {Map<number, number[]>[]} contrast in each tile of each region */
  const samples = regions.map(() => new Map());
  for (let y = 0; y < height; y += step) {
    const row = Math.min(ground.height - 1, Math.floor(y / cell));
    for (let x = 0; x < width; x += step) {
      const column = Math.min(ground.width - 1, Math.floor(x / cell));
      const own = samples[labels[row * ground.width + column]];
      if (!own) continue;
      const tile = Math.floor(row / TILE) * across + Math.floor(column / TILE);
      const found = own.get(tile);
      if (found) found.push(values[y * width + x]);
      else own.set(tile, [values[y * width + x]]);
    }
  }
  const noises = samples.map((tiles) => {
    const own = [...tiles.values()].filter(({ length }) => length >= SAMPLES).map(deviation);
    return own.length ? median(own) : Infinity;
  });
  let paper = -1;
  for (const [i, { area }] of regions.entries()) {
    if (area >= LARGE * labels.length && (paper < 0 || noises[i] < noises[paper])) paper = i;
  }
  if (paper < 0) return null;
  const isTable = regions.map(
    ({ light, onEdge }, i) => onEdge && light < regions[paper].light && noises[i] > UNEVEN * noises[paper],
  );
  if (!isTable.includes(true)) return null;
  const found = new Uint8Array(labels.length);
  for (const [i, label] of labels.entries()) {
    if (label < 0 || !isTable[label]) continue;
    const [x, y] = [i % ground.width, Math.floor(i / ground.width)];
    // the step, too, but nothing of the paper beside it, where digits may be
    for (let row = Math.max(0, y - REACH); row <= Math.min(ground.height - 1, y + REACH); row++) {
      for (let column = Math.max(0, x - REACH); column <= Math.min(ground.width - 1, x + REACH); column++) {
        const k = row * ground.width + column;
        if (labels[k] < 0 || labels[k] === label) found[k] = 1;
      }
    }
  }
  return { width: ground.width, height: ground.height, values: found, cell };
}

/**
 * Takes the contrast from where the table is.
 *
 * @param {import('./grey.js').Plane} contrast changed in place
 * @param {Table} table
 * @param {number} scale pixels of the contrast for one of the table's
 */
export function clearTable({ width, height, values }, table, scale) {
  const size = table.cell * scale;
  for (let y = 0; y < height; y++) {
    const row = Math.min(table.height - 1, Math.floor(y / size)) * table.width;
    for (let x = 0; x < width; x++) {
      if (table.values[row + Math.min(table.width - 1, Math.floor(x / size))]) values[y * width + x] = 0;
    }
  }
}

/**
 * Takes the contrast from what lies along the edge of the picture, as a strip of a table, where there is so much of it that
 * fainter ink would not be found beside it.
 *
 * @param {import('./grey.js').Plane} contrast changed in place
 * @param {{width: number, height: number, values: Uint8Array}} mask
 * @param {import('./components.js').Component[]} components
 * @param {import('./components.js').Labels} labels
 * @returns {boolean} whether there was such
 */
export function clearEdge(contrast, mask, components, labels) {
  const whole = components.reduce((sum, { area }) => sum + area, 0);
  const along = components.filter((one) => one.area > MUCH * whole && liesAlongEdge(one));
  if (!along.length) return false;
  const cleared = new Set(along.map(({ label }) => label));
  const values = Float32Array.from(labels.values, (label) => Number(cleared.has(label)));
  const reached = spread({ width: mask.width, height: mask.height, values }, MARGIN, Math.max);
  for (const [i, isIn] of reached.values.entries()) if (isIn) contrast.values[i] = 0;
  return true;
}

/**
 * Divides the ground where its light has a step.
 *
 * @param {import('./grey.js').Plane} ground
 * @returns {{labels: Int32Array, regions: {area: number, light: number, onEdge: boolean}[]}} labels: of the cells; -1 at a
 *   step
 */
function regionsOf({ width, height, values }) {
  const [most, least] = [Math.max, Math.min].map((choose) => spread({ width, height, values }, 1, choose).values);
  const isEdge = values.map((_, i) => Number(least[i] < STEP * most[i]));
  const labels = new Int32Array(values.length).fill(-1);
  const stack = new Int32Array(values.length);
  /** @type {{area: number, light: number, onEdge: boolean}[]} */
  const regions = [];
  for (let start = 0; start < values.length; start++) {
    if (labels[start] >= 0 || isEdge[start]) continue;
    const label = regions.length;
    let [area, sum, size] = [0, 0, 0];
    let onEdge = false;
    stack[size++] = start;
    labels[start] = label;
    while (size) {
      const i = stack[--size];
      const x = i % width;
      area++;
      sum += values[i];
      if (x === 0 || x === width - 1 || i < width || i >= values.length - width) onEdge = true;
      for (const k of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (k < 0 || k >= values.length || labels[k] >= 0 || isEdge[k]) continue;
        labels[k] = label;
        stack[size++] = k;
      }
    }
    regions.push({ area, light: sum / area, onEdge });
  }
  return { labels, regions };
}
