/** A sheet that is nearly full -> the same with room for more. Pure. */

import { boxOf } from '../ink/boxes.js';
import { toLines } from '../recognize/lines.js';

const EDGE = 0.12; // of the pad: ink that comes so near to its edge wants room
const MORE = 2; // digits that there shall be room for,
const DIGIT = 0.8; // each so wide with the paper beside it, of the digits' height
const LINE = 1.4; // a line's height with the paper below it, of the digits' height
const STEP = 2; // the pad zooms out by no more at a time,
const FARTHEST = 6; // and by no more together

/**
 * Ink near the right edge wants room for digits; near the bottom, for a line: but only below another
 * line, for one digit alone may well fill the pad.
 *
 * @param {import('./pad.js').Sheet} sheet whose last stroke has just been written
 * @param {{width: number, height: number}} extent what of the sheet is to be seen on the pad, in the drawing's px
 * @returns {import('./pad.js').Sheet} the same one where there is room enough
 */
export function roomier(sheet, { width, height }) {
  const boxes = sheet.strokes.map((stroke) => boxOf(stroke));
  const last = boxes.length - 1;
  if (last < 0) return sheet;
  const lines = toLines(boxes);
  const digit = lines.find(({ members }) => members.includes(last)).height;
  const { right, bottom } = boxes[last];
  let times = 1;
  if (right > (1 - EDGE) * width) times = (right + MORE * DIGIT * digit) / ((1 - EDGE) * width);
  if (lines.length > 1 && bottom > (1 - EDGE) * height) {
    times = Math.max(times, (bottom + LINE * digit) / ((1 - EDGE) * height));
  }
  const zoom = Math.min(FARTHEST, sheet.zoom * Math.min(STEP, times));
  if (zoom <= sheet.zoom) return sheet;
  const grown = zoom / sheet.zoom;
  return { ...sheet, size: { width: width * grown, height: height * grown }, zoom };
}
