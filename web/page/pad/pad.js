/**
 * Pointer events -> strokes. The strokes are the truth; the canvas is painted from them.
 *
 * One pointer draws at a time: others (a second finger, the palm) are ignored until it is lifted.
 * A pointer that the system takes away (pointercancel) takes its stroke with it.
 */

import { createPainter } from './painter.js';

/**
 * @typedef {object} Sheet what is on the pad
 * @property {{x: number, y: number, t: number}[][]} strokes the drawing
 * @property {{width: number, height: number} | null} size what the drawing's coordinates refer to: that
 *   of the pad when it was begun, CSS px, times zoom; null while nothing is drawn
 * @property {number} zoom how many times the pad has been zoomed out for more to be written, 1 at first
 * @property {number} began time stamp of the drawing's first point, which its t count from
 */

/** @type {Sheet} */
export const BLANK = Object.freeze({ strokes: [], size: null, zoom: 1, began: 0 });

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{onDraw: () => void, onStroke: (sheet: Sheet) => void}} on
 *   onDraw: what is on the pad has changed, a stroke in progress included; onStroke: a stroke has
 *   been finished and the sheet with it is to be shown
 */
export function createPad(canvas, { onDraw, onStroke }) {
  let sheet = BLANK;
  let live = null; // the points of the stroke in progress
  let pointer = null; // the id of the pointer that draws it; null: the keyboard's pen
  let pen = null; // {x, y}: the keyboard's pen, while it is shown
  let brackets = []; // under what has been read
  const painter = createPainter(canvas, repaint);

  /** CSS px in one px of the drawing: 1 until the pad's size changes under the drawing. */
  function view() {
    const { width, height } = painter.size;
    return sheet.size ? Math.min(width / sheet.size.width, height / sheet.size.height) : 1;
  }

  function repaint() {
    painter.clear();
    for (const bracket of brackets) painter.bracket(bracket, view());
    for (const stroke of drawing()) {
      if (stroke.length) painter.stroke(stroke, view(), sheet.zoom);
    }
    if (pen) painter.ring(pen, live !== null && pointer === null, view());
  }

  const drawing = () => (live ? [...sheet.strokes, live] : sheet.strokes);

  function begin(point, id = null) {
    if (!sheet.strokes.length) sheet = { ...BLANK, size: painter.size, began: point.t };
    pointer = id;
    live = [];
    extend([point]);
  }

  function extend(points) {
    const from = live.length;
    for (const { x, y, t } of points) {
      const last = live.at(-1);
      if (last?.x !== x || last?.y !== y) live.push({ x, y, t: Math.max(0, t - sheet.began) });
    }
    if (live.length === from) return;
    painter.stroke(live, view(), sheet.zoom, from);
    onDraw();
  }

  function end() {
    const strokes = drawing();
    live = pointer = null;
    onStroke({ ...sheet, strokes });
  }

  function cancel() {
    live = pointer = null;
    if (!sheet.strokes.length) sheet = BLANK; // the next stroke refers to the pad as it is then
    repaint();
    onDraw();
  }

  listen(canvas, {
    place: (event) => {
      const box = canvas.getBoundingClientRect();
      const scale = view();
      return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale, t: event.timeStamp };
    },
    isDrawing: (event) => live !== null && event.pointerId === pointer,
    begin: (event, point) => live ?? begin(point(), event.pointerId),
    extend,
    end,
    cancel,
  });

  return {
    /** The drawing as it is now, the stroke in progress included. */
    get drawing() {
      return drawing();
    },
    /** What the coordinates of the drawing refer to, CSS px. */
    get size() {
      return sheet.size ?? painter.size;
    },
    /** The size of the pad as it is now, CSS px. */
    get ownSize() {
      return painter.size;
    },
    /** What of the drawing's plane is to be seen, the drawing's px. */
    get extent() {
      const { width, height } = painter.size;
      return { width: width / view(), height: height / view() };
    },
    get isDrawing() {
      return live !== null;
    },
    /** Shows a sheet; a stroke in progress is dropped. */
    show(next) {
      sheet = next;
      cancel();
    },
    /** Shows what has been read, see brackets.js. */
    showBrackets(next) {
      if (JSON.stringify(next) === JSON.stringify(brackets)) return;
      brackets = next;
      repaint();
    },
    /** Shows the keyboard's pen at {x, y}, filled while it draws, or hides it with null. */
    showPen(at) {
      pen = at;
      repaint();
    },
    begin,
    extend,
    end,
    cancel,
  };
}

/** Translates pointer events into begin, extend, end and cancel. */
function listen(canvas, { place, isDrawing, begin, extend, end, cancel }) {
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text selection, no drag
    canvas.focus({ preventScroll: true, focusVisible: false });
    canvas.setPointerCapture(event.pointerId);
    begin(event, () => place(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!isDrawing(event)) return;
    const all = event.getCoalescedEvents?.() ?? [];
    extend((all.length ? all : [event]).map(place));
  });
  canvas.addEventListener('pointerup', (event) => {
    if (!isDrawing(event)) return;
    extend([place(event)]);
    end();
  });
  canvas.addEventListener('pointercancel', (event) => isDrawing(event) && cancel());
  canvas.addEventListener('lostpointercapture', (event) => isDrawing(event) && end());
  canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // a long press is a dot
}
