/**
 * Where a picture lies on the pad, and its strokes as those of a sheet. Pure.
 *
 * A part of a picture is a box in px of the upright picture, a place a box in px of the drawing.
 */

import { boxOf, heightOf, union, widthOf } from '../ink/boxes.js';

const LEGIBLE = 24; // CSS px: smaller strokes are hard to see and to tap
const ENLARGED = 1.5; // times that writing grows at least where the part around it is shown alone
const AROUND = 1; // of the typical stroke: paper around the writing in such a part
const MAX_ENLARGED = 4; // CSS px per px of the picture: more would only show its pixels
const DIGIT = 60; // px of the drawing: links and files round to a part of a px, so that smaller writing would suffer
const TYPICAL = 0.75; // quantile of the strokes' extents: cross strokes and dots are smaller than digits
const MAX_ZOOM = 6; // that of a pad that makes room
const SPEED = 0.5; // CSS px per ms, of a pen that has left no times: for replays

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../pad/pad.js').Size} Size
 * @typedef {import('../pad/pad.js').Sheet} Sheet
 * @typedef {{x: number, y: number, width: number, height: number}} Area x, y: left upper corner
 */

/**
 * Returns the largest place for a part of a picture, in the middle of the room.
 *
 * @param {Size} part
 * @param {Area} room on the pad, CSS px
 * @returns {Area} CSS px
 */
export function fitted({ width, height }, room) {
  const scale = Math.min(room.width / width, room.height / height, MAX_ENLARGED);
  const size = { width: width * scale, height: height * scale };
  return {
    x: room.x + (room.width - size.width) / 2,
    y: room.y + (room.height - size.height) / 2,
    ...size,
  };
}

/**
 * Returns the part around the writing, if the writing would be too small in the whole picture.
 *
 * @param {Drawing} drawing traced, in px of the picture
 * @param {Size} picture
 * @param {Area} room on the pad, CSS px
 * @returns {Area | null} in whole px of the picture; null if the whole picture shows it as well
 */
export function partNear(drawing, picture, room) {
  const scale = fitted(picture, room).width / picture.width;
  const box = boxOf(drawing.flat());
  const typical = Math.min(typicalOf(drawing), heightOf(box)); // digits may be joined
  if (!typical || typical * scale >= LEGIBLE) return null;
  const { left, top, right, bottom } = box;
  const air = AROUND * typical;
  const [x, y] = [left, top].map((edge) => Math.max(0, Math.floor(edge - air)));
  const width = Math.min(picture.width, Math.ceil(right + air)) - x;
  const height = Math.min(picture.height, Math.ceil(bottom + air)) - y;
  return fitted({ width, height }, room).width / width >= ENLARGED * scale ? { x, y, width, height } : null;
}

/** Returns the extent of a typical stroke: cross strokes and dots are smaller. @param {Drawing} drawing @returns {number} 0 for none */
function typicalOf(drawing) {
  const extents = drawing.filter(({ length }) => length).map(extentOf);
  return extents.sort((a, b) => a - b)[Math.floor(TYPICAL * extents.length)] ?? 0;
}

/**
 * Puts the strokes of a picture on a sheet.
 *
 * @param {Drawing} drawing traced, in px of the picture
 * @param {Area} part of the picture that is shown
 * @param {Area} shown where it is shown, CSS px of the pad
 * @param {Size} padSize CSS px
 * @returns {{strokes: Sheet['strokes'], size: Size, zoom: number, place: Area}} place: of the part, px of the drawing
 */
export function placed(drawing, part, shown, padSize) {
  const scale = shown.width / part.width;
  const typical = drawing.some(({ length }) => length) ? typicalOf(drawing) * scale : DIGIT;
  const zoom = Math.max(1, Math.min(MAX_ZOOM, DIGIT / typical));
  let t = 0;
  /** @type {{x: number, y: number} | null} */
  let last = null;
  const strokes = drawing.map((stroke) =>
    stroke.map((point) => {
      const [x, y] = [(point.x - part.x) * scale + shown.x, (point.y - part.y) * scale + shown.y];
      if (last) t += Math.hypot(x - last.x, y - last.y) / SPEED;
      last = { x, y };
      return { x: x * zoom, y: y * zoom, t };
    }),
  );
  return {
    strokes,
    size: { width: padSize.width * zoom, height: padSize.height * zoom },
    zoom,
    place: { x: shown.x * zoom, y: shown.y * zoom, width: shown.width * zoom, height: shown.height * zoom },
  };
}

/** @param {import('../ink/drawing.js').Stroke} stroke @returns {number} its longer side */
function extentOf(stroke) {
  const box = boxOf(stroke);
  return Math.max(widthOf(box), heightOf(box), 1);
}

/**
 * Returns the part of a picture that lies under a frame.
 *
 * @param {Area} frame CSS px of the pad
 * @param {Area} part of the picture that is shown
 * @param {Area} shown where it is shown, CSS px of the pad
 * @returns {Area} whole px of the picture, within the part
 */
export function partUnder(frame, part, shown) {
  const scale = part.width / shown.width;
  const left = clamp(part.x + (frame.x - shown.x) * scale, part.x, part.x + part.width - 1);
  const top = clamp(part.y + (frame.y - shown.y) * scale, part.y, part.y + part.height - 1);
  const right = clamp(part.x + (frame.x + frame.width - shown.x) * scale, left + 1, part.x + part.width);
  const bottom = clamp(part.y + (frame.y + frame.height - shown.y) * scale, top + 1, part.y + part.height);
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
}

/**
 * Returns the part that holds all strokes read in a part: those at its edge may reach beyond it.
 *
 * @param {Area} part of the picture
 * @param {Drawing} drawing in px of the picture
 * @param {number} pen its width
 * @param {Size} size of the picture
 * @returns {Area} whole px of the picture
 */
export function partAround(part, drawing, pen, size) {
  const inked = drawing.filter(({ length }) => length);
  const { left, top, right, bottom } = union([
    { left: part.x + pen, top: part.y + pen, right: part.x + part.width - pen, bottom: part.y + part.height - pen },
    ...inked.map((stroke) => boxOf(stroke)),
  ]);
  const [x, y] = [Math.max(0, Math.floor(left - pen)), Math.max(0, Math.floor(top - pen))];
  const [width, height] = [Math.ceil(right + pen) - x, Math.ceil(bottom + pen) - y];
  return { x, y, width: Math.min(width, size.width - x), height: Math.min(height, size.height - y) };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
