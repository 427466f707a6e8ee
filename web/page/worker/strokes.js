/**
 * Drawings on their way from the page to the worker. Only ink that the other side lacks is sent: a drawing of a thousand
 * strokes grows by one. Numbers in three arrays are copied much faster than points. Pure.
 *
 * @typedef {object} PackedDrawing
 * @property {Uint32Array} ids of all strokes of the drawing, in order
 * @property {Uint32Array} counts for each stroke the number of points that are new
 * @property {Float64Array} points their coordinates: x, y, x, y, ... in CSS px
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 */

import { createIdentity } from '../ink/identity.js';

/** @returns {(drawing: Drawing) => PackedDrawing} packs drawings one after another, for one function of createUnpacker */
export function createPacker() {
  const { idOf } = createIdentity();
  /** @type {Map<number, number>} id of each stroke of the last drawing -> points that have been sent */
  let sent = new Map();
  return (drawing) => {
    const ids = Uint32Array.from(drawing, idOf);
    const counts = new Uint32Array(drawing.length);
    /** @type {Map<number, number>} */
    const now = new Map();
    /** @type {number[]} */
    const points = [];
    drawing.forEach((stroke, i) => {
      const from = now.get(ids[i]) ?? sent.get(ids[i]) ?? 0;
      for (let k = from; k < stroke.length; k++) points.push(stroke[k].x, stroke[k].y);
      counts[i] = stroke.length - from;
      now.set(ids[i], stroke.length);
    });
    sent = now;
    return { ids, counts, points: Float64Array.from(points) };
  };
}

/** @returns {(packed: PackedDrawing) => Drawing} strokes that were there before are the same arrays, which have grown */
export function createUnpacker() {
  /** @type {Map<number, import('../ink/drawing.js').Stroke>} */
  let strokes = new Map();
  return ({ ids, counts, points }) => {
    const now = new Map();
    let at = 0;
    const drawing = Array.from(ids, (id, i) => {
      const stroke = now.get(id) ?? strokes.get(id) ?? [];
      for (let k = 0; k < counts[i]; k++, at += 2) stroke.push({ x: points[at], y: points[at + 1] });
      now.set(id, stroke);
      return stroke;
    });
    strokes = now;
    return drawing;
  };
}

/** Packs one drawing by itself. @param {Drawing} drawing @returns {PackedDrawing} */
export const pack = (drawing) => createPacker()(drawing);

/** Unpacks a drawing that was packed by itself. @param {PackedDrawing} packed @returns {Drawing} */
export const unpack = (packed) => createUnpacker()(packed);
