/**
 * Pointer events -> strokes. The strokes are the truth; the canvas is painted from them.
 *
 * One pointer draws at a time: others (a second finger, the palm) are ignored until it is lifted.
 * A pointer that the system takes away (pointercancel) takes its stroke with it.
 */

import { createPainter } from './paint.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{onDraw: () => void, onStroke: (stroke: object[]) => void}} on
 *   onDraw: the drawing has changed, a stroke in progress included; onStroke: one was finished
 */
export function createPad(canvas, { onDraw, onStroke }) {
  let strokes = [];
  let live = null; // the points of the stroke in progress
  let pointer = null; // the id of the pointer that draws it
  let home = null; // the size of the pad when the drawing was begun, which its coordinates refer to
  let began = 0; // time stamp of the drawing's first point
  let pen = null; // {x, y, down}: the keyboard's pen, while it is shown
  const painter = createPainter(canvas, repaint);

  /** CSS px in one px of the drawing: 1 until the pad's size changes under the drawing. */
  const view = () => (home ? Math.min(painter.size.width / home.width, painter.size.height / home.height) : 1);

  function repaint() {
    painter.clear();
    for (const stroke of [...strokes, ...(live ? [live] : [])]) {
      if (stroke.length) painter.stroke(stroke, view());
    }
    if (pen) painter.ring(pen, pen.down, view());
  }

  function begin(point) {
    if (!strokes.length) {
      home = painter.size;
      began = point.t;
    }
    live = [];
    extend([point]);
  }

  function extend(points) {
    const from = live.length;
    for (const { x, y, t } of points) {
      const last = live.at(-1);
      if (last?.x !== x || last?.y !== y) live.push({ x, y, t: Math.max(0, t - began) });
    }
    if (live.length === from) return;
    painter.stroke(live, view(), from);
    onDraw();
  }

  function end() {
    const stroke = live;
    live = pointer = null;
    if (stroke) onStroke(stroke);
  }

  function cancel() {
    live = pointer = null;
    repaint();
    onDraw();
  }

  listen(canvas, {
    place: (event) => {
      const box = canvas.getBoundingClientRect();
      const scale = view();
      return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale, t: event.timeStamp };
    },
    isDrawing: (event) => event.pointerId === pointer,
    begin: (event, point) => {
      if (live) return;
      pointer = event.pointerId;
      begin(point);
    },
    extend,
    end,
    cancel,
  });

  return {
    /** The drawing as it is now, the stroke in progress included. */
    get drawing() {
      return live ? [...strokes, live] : strokes;
    },
    get size() {
      return home ?? painter.size;
    },
    get isDrawing() {
      return live !== null;
    },
    /** Shows another drawing; a stroke in progress is dropped. Coordinates refer to `size`. */
    show(drawing) {
      strokes = drawing;
      live = pointer = null;
      if (!strokes.length) home = null;
      else home ??= painter.size;
      repaint();
      onDraw();
    },
    /** Shows the keyboard's pen at {x, y, down}, or hides it with null. */
    showPen(next) {
      pen = next;
      repaint();
    },
    begin,
    extend,
    end,
  };
}

/** Translates pointer events into begin, extend, end and cancel. */
function listen(canvas, { place, isDrawing, begin, extend, end, cancel }) {
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text selection, no drag
    canvas.focus({ preventScroll: true, focusVisible: false });
    canvas.setPointerCapture(event.pointerId);
    begin(event, place(event));
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
