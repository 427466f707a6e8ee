/**
 * What the network sees of a drawing: the raster, and beside it which way the pen went. The twin of
 * train/maps.py, which explains the contract. Pure: no DOM, no canvas.
 *
 * Both agree within 1/255 per value on the golden vectors of every bundle.
 */

import { place, reached } from './raster.js';

export const NAMES = ['ink', 'right', 'left', 'down', 'up']; // the raster, then how far the ink was drawn so
export const MAPS = NAMES.length;
export const [INK, RIGHT, LEFT, DOWN, UP] = NAMES.keys();
export const SPACING = 1; // length of the pieces along the path, pixels; a little less where that leaves no rest
const SLACK = 1e-6; // a path longer than a whole number by less is no piece more: rounding decides nothing

/**
 * @param {{x: number, y: number}[][]} drawing strokes of points, CSS px, y down
 * @returns {Float32Array} 784 * MAPS values, 0..1, a pixel's values side by side
 */
export function toMaps(drawing) {
  const { strokes, raster } = place(drawing);
  const maps = new Float32Array(raster.length * MAPS);
  raster.forEach((ink, pixel) => {
    maps[pixel * MAPS + INK] = ink;
  });
  for (const flat of strokes) coverPieces(maps, flat);
  return maps;
}

/** Cuts a placed stroke into equal pieces along its path and raises the maps of their directions. */
function coverPieces(maps, flat) {
  const along = lengths(flat);
  const whole = along.at(-1);
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
    coverPiece(maps, ax, ay, bx, by, length);
    [ax, ay] = [bx, by];
  }
}

/** Raises the maps to what one piece, so long along the path, covers in each of its directions. */
function coverPiece(maps, ax, ay, bx, by, length) {
  const right = (bx - ax) / length;
  const down = (by - ay) / length;
  const [across, share] = right > 0 ? [RIGHT, right] : [LEFT, -right];
  const [along, part] = down > 0 ? [DOWN, down] : [UP, -down];
  reached(ax, ay, bx, by, (pixel, coverage) => {
    const at = pixel * MAPS;
    if (coverage * share > maps[at + across]) maps[at + across] = coverage * share;
    if (coverage * part > maps[at + along]) maps[at + along] = coverage * part;
  });
}

/** Length of the path up to each point of a stroke [x, y, x, y, ...]. */
function lengths(flat) {
  const along = new Float64Array(flat.length / 2);
  for (let i = 1; i < along.length; i++) {
    const [dx, dy] = [flat[2 * i] - flat[2 * i - 2], flat[2 * i + 1] - flat[2 * i - 1]];
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy);
  }
  return along;
}
