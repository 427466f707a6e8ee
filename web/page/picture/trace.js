/** A picture -> traced strokes, and the pixels of their ink. Pure: see each stage's own module. */

import { asterisksIn } from './asterisks.js';
import { chooseWriting } from './choose.js';
import { distances, fillHoles, toComponents } from './components.js';
import { cropped, keepFramed, leavesOut, paste, scaled } from './framed.js';
import { pruned, toGraph } from './graph.js';
import { blur, enlarge, flatten, inkIn, planeOf, shrink } from './grey.js';
import { assignPixels } from './pixels.js';
import { removeBoxes } from './printed-boxes.js';
import { removeRules } from './rules.js';
import { toStrokes } from './strokes.js';
import { clearEdge, clearTable, tableIn } from './table.js';
import { thin } from './thinning.js';
import { toMask } from './threshold.js';

const TINY = 80_000; // pixels: of the picture in which the channel is chosen
const SMALL = 300_000; // pixels: of the picture in which the pen is looked for
const LARGE = 1_300_000; // pixels, at most
const PEN = 7; // its width in pixels, about, while it is traced
const WIDE = 0.1; // of the longer side: half the width of the widest strokes
const ROOM = 2.5; // of the pen: reach of the ground beside a stroke
const SOFT = 0.15; // of the pen: blurred on each side, so that rough edges make no spurs
const DARKER = 2; // times as often is ink darker than its ground, where it may be either
const MOST = 400; // strokes: more are no numbers

/**
 * @typedef {import('./grey.js').Picture} Picture
 * @typedef {import('./graph.js').Point} Point
 *
 * @typedef {object} Traced
 * @property {Point[][]} strokes in pixels of the picture, in reading order
 * @property {number} pen its width, in pixels of the picture; 0 where there is no writing
 * @property {import('./pixels.js').Pixels | null} pixels of the ink; null where there is none
 */

/**
 * Works in steps, so that whoever runs it may stop between two of them.
 *
 * @param {Picture} picture
 * @param {import('./framed.js').Frame} [frame] the part to read, in whole pixels; what is around it is only looked at, to
 *   tell whether writing at the frame's edge belongs to it
 * @returns {Generator<void, Traced>}
 */
export function* trace(picture, frame) {
  const nothing = { strokes: [], pen: 0, pixels: null };
  const { width, height } = picture;
  const part = frame && leavesOut(frame, width, height) ? frame : undefined;
  const longest = Math.max(part?.width ?? width, part?.height ?? height);
  const factor = Math.max(1, Math.ceil(Math.sqrt((width * height) / SMALL)));
  const coarse = Math.max(1, Math.ceil(Math.sqrt((width * height) / TINY)));
  const small = sampled(part ? cut(picture, part) : picture, coarse);
  const first = inkIn(small, (WIDE * longest) / coarse);
  yield;
  const roughly = (/** @type {import('./grey.js').Ink} */ ink) => {
    const plane = planeOf(picture, ink.channel, ink.isLight);
    const shrunk = shrink(plane, factor);
    return {
      plane,
      rough: writingIn(shrunk, (WIDE * longest) / factor, 0, part, 1 / factor, { isLight: ink.isLight }),
    };
  };
  let { plane, rough } = roughly(first);
  if (first.isUnsure) {
    yield;
    const other = roughly(inkIn(small, (WIDE * longest) / coarse, !first.isLight));
    const weightOf = (/** @type {typeof rough} */ found, /** @type {boolean} */ isLight) =>
      (found?.weight ?? 0) * (isLight ? 1 : DARKER);
    if (weightOf(other.rough, !first.isLight) > weightOf(rough, first.isLight)) ({ plane, rough } = other);
  }
  if (!rough?.pen) return nothing;
  yield;
  const pen = rough.pen * factor; // in the picture's pixels
  const most = Math.floor(Math.sqrt(LARGE / (width * height)));
  const [down, up] = [Math.max(1, Math.floor(pen / PEN)), Math.max(1, Math.min(most, 4, Math.round(PEN / pen)))];
  const sized = down > 1 ? shrink(plane, down) : enlarge(plane, up);
  const scale = sized.width / (down > 1 ? Math.floor(width / down) * down : width);
  yield;
  const found = writingIn(sized, ROOM * pen * scale, pen * scale, part, scale, {
    table: rough.table && { ...rough.table, cell: rough.table.cell * factor },
  });
  if (!found?.pen || !found.kept.length) return nothing;
  const { mask, contrast, labels, depth } = found;
  yield;
  const labelled = new Set(found.kept.map(({ label }) => label));
  const writing = { ...mask, values: mask.values.map((value, i) => (value && labelled.has(labels.values[i]) ? 1 : 0)) };
  const graph = pruned(toGraph(thin(writing), sized.width, depth));
  const asterisks = asterisksIn(graph, labels);
  const kept = found.kept.filter(({ label }) => !asterisks.has(label));
  const strokes = inOrder(toStrokes(graph, found.pen), kept, labels);
  if (strokes.length > MOST) return nothing;
  yield;
  const full = new Map(kept.map((one) => [one.label, one.full]));
  const pixels = assignPixels(contrast, labels.values, full, 2 * mask.noise, strokes);
  return {
    strokes: strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x / scale, y: y / scale }))),
    pen: found.pen / scale,
    pixels,
  };
}

/** @param {Picture} picture @param {import('./framed.js').Frame} part @returns {Picture} */
function cut({ data, ...size }, part) {
  const { values, ...found } = cropped({ ...size, values: data }, part, 4);
  return { ...found, data: values };
}

/** Every so many pixels: enough to choose a channel. @param {Picture} picture @param {number} factor @returns {Picture} */
function sampled({ width, height, data }, factor) {
  if (factor === 1) return { width, height, data };
  const [across, down] = [Math.floor(width / factor), Math.floor(height / factor)];
  const found = new Uint8ClampedArray(4 * across * down);
  for (let y = 0, to = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const from = 4 * (y * factor * width + x * factor);
      for (let k = 0; k < 4; k++) found[to++] = data[from + k];
    }
  }
  return { width: across, height: down, data: found };
}

/**
 * @param {import('./grey.js').Plane} plane
 * @param {number} radius see flatten
 * @param {number} pen its width in pixels; 0 if it is not known
 * @param {import('./framed.js').Frame | undefined} part the frame, if there is one,
 * @param {number} scale pixels of the plane for one of the frame
 * @param {{isLight?: boolean, table?: import('./table.js').Table | null}} known the table, in pixels of the picture; it is
 *   looked for if it is undefined, unless the ink is light
 */
function writingIn(plane, radius, pen, part, scale, known) {
  const contrast = flatten(pen ? blur(plane, Math.round(SOFT * pen)) : plane, radius, !pen);
  const table = known.table ?? (pen || known.isLight ? null : tableIn(contrast));
  if (table) clearTable(contrast, table, pen ? scale : 1);
  const frame = part && scaled(part, scale, plane);
  if (frame && !(frame.width && frame.height)) return null;
  const find = () => {
    const mask = toMask(contrast, Math.max(1, pen), frame && cropped(contrast, frame));
    if (!mask) return null;
    fillHoles(mask, Math.max(1, Math.round((0.4 * pen) ** 2)));
    const depth = distances(mask);
    return { mask, depth, ...toComponents(mask, contrast, depth) };
  };
  let found = find();
  if (found && clearEdge(contrast, found.mask, found.components, found.labels)) found = find();
  if (!found) return null;
  const { mask } = found;
  let { depth, components, labels } = found;
  const again = (/** @type {Uint8Array | undefined} */ ends) => {
    depth = distances(mask);
    ({ components, labels } = toComponents(mask, contrast, depth, ends));
  };
  if (removeRules(mask, components)) again(undefined);
  if (removeBoxes(mask, components, labels)) again(undefined);
  if (frame) {
    const inner = cropped(mask, frame);
    if (removeRules(inner, toComponents(inner, cropped(contrast, frame), distances(inner)).components)) {
      paste(mask, inner, frame);
      again(undefined);
    }
    again(keepFramed(mask, components, labels, frame));
  }
  const chosen = chooseWriting(components, mask.high);
  const kept = chosen.kept.map((one) => ({ ...one, full: one.strongest }));
  return { mask, contrast, depth, labels, kept, pen: chosen.pen, weight: chosen.weight, table };
}

/**
 * Sorts strokes: by lines of writing, then from left to right by component; and adds a dot for each component without
 * any.
 *
 * @param {Point[][]} strokes
 * @param {import('./components.js').Component[]} components
 * @param {import('./components.js').Labels} labels
 * @returns {Point[][]}
 */
function inOrder(strokes, components, { width, values }) {
  /** @type {Map<number, Point[][]>} */
  const own = new Map(components.map(({ label }) => [label, []]));
  for (const stroke of strokes) {
    const places = [stroke[stroke.length >> 1], stroke[0], stroke[stroke.length - 1]];
    for (const point of places) {
      const found = own.get(values[Math.floor(point.y) * width + Math.floor(point.x)]);
      if (!found) continue;
      found.push(stroke);
      break;
    }
  }
  /** @type {{bottom: number, middle: number, members: typeof components}[]} */
  const rows = [];
  for (const one of [...components].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const middle = (one.top + one.bottom) / 2;
    const row = rows.at(-1);
    if (row && middle < row.bottom) {
      row.members.push(one);
      row.bottom = Math.max(row.bottom, one.bottom - (one.bottom - one.top) / 4);
    } else rows.push({ bottom: one.bottom - (one.bottom - one.top) / 4, middle, members: [one] });
  }
  return rows.flatMap(({ members }) =>
    members
      .sort((a, b) => a.left + a.right - b.left - b.right)
      .flatMap(({ label, left, right, top, bottom }) => {
        const found = own.get(label) ?? [];
        if (!found.length) return [[{ x: (left + right + 1) / 2, y: (top + bottom + 1) / 2 }]];
        return found.sort((a, b) => a[0].y - b[0].y);
      }),
  );
}
