/** Zooms out of a sheet that is nearly full, gradually. */

import { boxOf } from '../ink/boxes.js';
import { isMotionReduced } from '../lib/motion.js';
import { toLines } from '../recognize/lines.js';

const EDGE = 0.12; // of the pad: ink this near to an edge needs room
const MORE_DIGITS = 2; // to make room for
const DIGIT_WIDTH = 0.8; // with the paper beside it, by the digits' height
const LINE_HEIGHT = 1.4; // with the paper below it, by the digits' height
const MAX_STEP = 2; // zoom at a time,
const MAX_ZOOM = 6; // and in all

const TIME = 140; // ms that zooming takes

/**
 * Ink near the right edge needs room for digits, ink near the bottom for a line: but only below another line,
 * because a single digit may well fill the pad.
 *
 * @param {import('./pad.js').Sheet} sheet whose last stroke has just been written
 * @param {import('./pad.js').Size} visibleSize of the sheet's part on the pad, in px of the drawing
 * @returns {import('./pad.js').Sheet} the same one if there is enough room
 */
export function zoomedOut(sheet, { width, height }) {
  const boxes = sheet.strokes.map((stroke) => boxOf(stroke));
  const last = boxes.length - 1;
  if (last < 0) return sheet;
  const lines = toLines(boxes);
  const digit = lines.find(({ members }) => members.includes(last))?.height ?? 0;
  const { right, bottom } = boxes[last];
  let times = 1;
  if (right > (1 - EDGE) * width) times = (right + MORE_DIGITS * DIGIT_WIDTH * digit) / ((1 - EDGE) * width);
  if (lines.length > 1 && bottom > (1 - EDGE) * height) {
    times = Math.max(times, (bottom + LINE_HEIGHT * digit) / ((1 - EDGE) * height));
  }
  const zoom = Math.min(MAX_ZOOM, sheet.zoom * Math.min(MAX_STEP, times));
  if (zoom <= sheet.zoom) return sheet;
  const grown = zoom / sheet.zoom;
  return { ...sheet, size: { width: width * grown, height: height * grown }, zoom };
}

/**
 * Calls back on every frame of a zoom, which slows down towards its end; only with the end where motion is reduced.
 *
 * @param {import('./painter.js').Shown} from
 * @param {import('./painter.js').Shown} to
 * @param {(shown: import('./painter.js').Shown) => void} onFrame
 * @returns {() => void} stops it where it is
 */
export function animate(from, to, onFrame) {
  const start = performance.now();
  let isStopped = false;
  function step() {
    if (isStopped) return;
    const left = Math.max(0, 1 - (performance.now() - start) / TIME) ** 3;
    if (!left) return onFrame(to);
    onFrame({ scale: to.scale + (from.scale - to.scale) * left, zoom: to.zoom + (from.zoom - to.zoom) * left });
    requestAnimationFrame(step);
  }
  if (isMotionReduced()) onFrame(to);
  else requestAnimationFrame(step);
  return () => {
    isStopped = true;
  };
}
