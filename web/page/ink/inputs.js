/** What a network takes: rasters alone, or all maps where it sees which way the pen went. Pure. */

import { toMaps } from './directions.js';
import { PIXELS, rasterize } from './raster.js';
import { scansToMaps } from './scans.js';

/**
 * @param {Float32Array | {x: number, y: number}[][][]} given n * 784 values of rasters whose strokes
 *   nobody knows, or n drawings
 * @param {number} maps how many the network takes, 1 or 5
 * @returns {Float32Array} n * 784 * maps values, 0..1
 */
export function inputsOf(given, maps) {
  const hasDirections = maps > 1;
  if (!Array.isArray(given)) return hasDirections ? scansToMaps(given) : given;
  const width = PIXELS * maps;
  const inputs = new Float32Array(given.length * width);
  const see = hasDirections ? toMaps : rasterize;
  given.forEach((drawing, i) => inputs.set(see(drawing), i * width));
  return inputs;
}

/**
 * @param {Float32Array} input 784 * maps values
 * @param {number} index of a map: 0 is the raster
 * @param {number} maps
 * @returns {Float32Array} 784 values of this map
 */
export const mapOf = (input, index, maps) => input.filter((_, i) => i % maps === index);
