/**
 * The pad: pointer events -> strokes. The strokes are the data; the canvas is painted from them.
 *
 * One pointer draws at a time: others (a second finger, the palm) are ignored until it is lifted.
 * The stroke of a pointer that the system takes away (pointercancel) is dropped.
 */

import { createPainter } from './painter.js';

/**
 * @typedef {{width: number, height: number}} Size
 *
 * @typedef {object} Sheet the content of the pad
 * @property {{x: number, y: number, t: number}[][]} strokes the drawing; t: ms from its first point
 * @property {Size | null} size of the pad when the drawing was begun, in CSS px, times zoom: its coordinates refer
 *   to it; null while nothing is drawn
 * @property {number} zoom how many times the pad has been zoomed out to make room, 1 at first
 * @property {number} begin time stamp of the drawing's first point, in ms
 */

/** @type {Sheet} */
export const BLANK = Object.freeze({ strokes: [], size: null, zoom: 1, begin: 0 });

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} listeners
 * @param {() => void} listeners.onDraw called when the drawing changes, the stroke in progress included
 * @param {(sheet: Sheet) => void} listeners.onStroke called when a stroke is finished; the sheet with it is to be
 *   passed to `show`
 */
export function createPad(canvas, { onDraw, onStroke }) {
  let sheet = BLANK;
  let stroke = null; // the one in progress, its points
  let pointer = null; // id of the pointer that draws it; null: the keyboard pen
  let pen = null; // {x, y}: the keyboard pen, while it is shown
  let brackets = []; // under the graphemes
  const painter = createPainter(canvas, repaint);

  /** Returns the CSS px per px of the drawing: 1 until the size of the pad changes. */
  function scale() {
    const { width, height } = painter.size;
    return sheet.size ? Math.min(width / sheet.size.width, height / sheet.size.height) : 1;
  }

  function repaint() {
    painter.clear();
    for (const bracket of brackets) painter.bracket(bracket, scale());
    for (const points of drawing()) {
      if (points.length) painter.stroke(points, scale(), sheet.zoom);
    }
    if (pen) painter.ring(pen, stroke !== null && pointer === null, scale());
  }

  const drawing = () => (stroke ? [...sheet.strokes, stroke] : sheet.strokes);

  function begin(point, id = null) {
    if (!sheet.strokes.length) sheet = { ...BLANK, size: painter.size, begin: point.t };
    pointer = id;
    stroke = [];
    extend([point]);
  }

  function extend(points) {
    const from = stroke.length;
    for (const { x, y, t } of points) {
      const last = stroke.at(-1);
      if (last?.x !== x || last?.y !== y) stroke.push({ x, y, t: Math.max(0, t - sheet.begin) });
    }
    if (stroke.length === from) return;
    painter.stroke(stroke, scale(), sheet.zoom, from);
    onDraw();
  }

  function end() {
    const strokes = drawing();
    stroke = pointer = null;
    onStroke({ ...sheet, strokes });
  }

  function cancel() {
    stroke = pointer = null;
    if (!sheet.strokes.length) sheet = BLANK; // the next stroke refers to the size of the pad at that time
    repaint();
    onDraw();
  }

  listen(canvas, {
    pointOf: (event) => {
      const box = canvas.getBoundingClientRect();
      const x = (event.clientX - box.left) / scale();
      return { x, y: (event.clientY - box.top) / scale(), t: event.timeStamp };
    },
    isDrawing: (event) => stroke !== null && event.pointerId === pointer,
    begin: (event, point) => stroke ?? begin(point(), event.pointerId),
    extend,
    end,
    cancel,
  });

  return {
    /** The drawing, the stroke in progress included. @returns {import('../ink/drawing.js').Drawing} */
    get drawing() {
      return drawing();
    },
    /** Size that the coordinates of the drawing refer to, in CSS px. */
    get size() {
      return sheet.size ?? painter.size;
    },
    /** Size of the element, in CSS px. */
    get elementSize() {
      return painter.size;
    },
    /** Size of the visible part of the drawing's plane, in px of the drawing. */
    get visibleSize() {
      const { width, height } = painter.size;
      return { width: width / scale(), height: height / scale() };
    },
    get isDrawing() {
      return stroke !== null;
    },
    /** Shows a sheet; a stroke in progress is dropped. */
    show(next) {
      sheet = next;
      cancel();
    },
    /** Shows brackets under the graphemes. @param {import('../session/number.js').Bracket[]} next */
    showBrackets(next) {
      if (JSON.stringify(next) === JSON.stringify(brackets)) return;
      brackets = next;
      repaint();
    },
    /** Shows the keyboard pen at {x, y}, filled while it draws; null hides it. */
    showPen(position) {
      pen = position;
      repaint();
    },
    begin,
    extend,
    end,
    cancel,
  };
}

/** Turns pointer events into begin, extend, end and cancel. */
function listen(canvas, { pointOf, isDrawing, begin, extend, end, cancel }) {
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text selection, no drag
    canvas.focus({ preventScroll: true, focusVisible: false });
    canvas.setPointerCapture(event.pointerId);
    begin(event, () => pointOf(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!isDrawing(event)) return;
    const events = event.getCoalescedEvents?.() ?? [];
    extend((events.length ? events : [event]).map(pointOf));
  });
  canvas.addEventListener('pointerup', (event) => {
    if (!isDrawing(event)) return;
    extend([pointOf(event)]);
    end();
  });
  canvas.addEventListener('pointercancel', (event) => isDrawing(event) && cancel());
  canvas.addEventListener('lostpointercapture', (event) => isDrawing(event) && end());
  canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // a long press draws a dot
}
