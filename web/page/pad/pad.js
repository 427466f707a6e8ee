/**
 * The pad: owns the sheet with its strokes, and their history. The strokes are the data; the canvas is painted from them.
 * Every change of the drawing is sent to all subscribers.
 */

import { createEmitter } from '../lib/emitter.js';
import { createHistory } from './history.js';
import { createInkPainter, createMarkPainter } from './painter.js';
import { listen } from './pointer.js';

const ZOOM_DELAY = 400; // ms after a stroke until the pad zooms out: the next stroke may belong to the same digit

/**
 * @typedef {import('./layer.js').Size} Size
 * @typedef {import('./pointer.js').TimedPoint} TimedPoint
 * @typedef {import('../session/number.js').Bracket} Bracket
 *
 * @typedef {object} Sheet the content of the pad, never changed in place
 * @property {TimedPoint[][]} strokes the drawing; t: ms from its first point
 * @property {Size | null} size of the pad when the drawing was begun, in CSS px, times zoom: its coordinates refer
 *   to it; null while nothing is drawn
 * @property {number} zoom how many times the pad has been zoomed out to make room, 1 at first
 * @property {number} begin time stamp of the drawing's first point, in ms
 *
 * @typedef {object} Change
 * @property {TimedPoint[][]} drawing the stroke in progress included: its array grows, others stay as they are
 * @property {boolean} isDrawing whether a stroke is in progress
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 *
 * @typedef {ReturnType<typeof createPad>} Pad
 */

/** @type {Sheet} */
const BLANK = Object.freeze({ strokes: [], size: null, zoom: 1, begin: 0 });

/**
 * @param {HTMLCanvasElement} canvas for the ink
 * @param {HTMLCanvasElement} overlay over it, for brackets and the keyboard pen
 */
export function createPad(canvas, overlay) {
  const { subscribe, emit } = createEmitter();
  const history = createHistory(BLANK);
  let sheet = BLANK;
  /** @type {TimedPoint[] | null} the stroke in progress */
  let stroke = null;
  /** @type {Bracket[]} under the graphemes */
  let brackets = [];
  /** @type {{x: number, y: number, isDown: boolean} | null} the keyboard pen, while it is shown */
  let pen = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let zoomTimer;
  const ink = createInkPainter(canvas, paint);
  const marks = createMarkPainter(overlay, paintMarks);

  /** Returns the CSS px per px of the drawing: 1 until the size of the pad changes. */
  function scale() {
    const { width, height } = ink.size;
    return sheet.size ? Math.min(width / sheet.size.width, height / sheet.size.height) : 1;
  }

  const drawing = () => (stroke ? [...sheet.strokes, stroke] : sheet.strokes);

  function paint() {
    ink.paint(drawing(), scale(), sheet.zoom);
  }

  function paintMarks() {
    marks.clear();
    for (const bracket of brackets) marks.bracket(bracket, scale());
    if (pen) marks.ring(pen, pen.isDown, scale());
  }

  function report() {
    const isDrawing = stroke !== null;
    emit({ drawing: drawing(), isDrawing, canUndo: history.canUndo || isDrawing, canRedo: history.canRedo });
  }

  /** Shows the current sheet of the history; a stroke in progress is dropped. */
  function showCurrent() {
    stroke = null;
    sheet = history.current;
    brackets = []; // the ink above them may be gone
    paint();
    paintMarks();
    report();
  }

  /** Makes room for more strokes. @param {Sheet} expected the sheet that has been written */
  async function zoomOut(expected) {
    const { zoomedOut } = await import('./zoom.js');
    if (stroke || sheet !== expected) return;
    const { width, height } = ink.size;
    const wider = zoomedOut(sheet, { width: width / scale(), height: height / scale() });
    if (wider === sheet) return;
    history.replace(wider);
    sheet = wider;
    paint();
    paintMarks();
    report();
  }

  const pad = {
    subscribe,
    /** The stroke in progress. */
    get stroke() {
      return stroke;
    },
    /** Size that the coordinates of the drawing refer to, in CSS px. */
    get size() {
      return sheet.size ?? ink.size;
    },
    /** Size of the element, in CSS px. */
    get elementSize() {
      return ink.size;
    },
    /** @param {number} x px of the element @param {number} y */
    toDrawing: (x, y) => ({ x: x / scale(), y: y / scale() }),

    /** Begins a stroke, and returns it. @param {TimedPoint} point */
    begin(point) {
      clearTimeout(zoomTimer);
      if (!sheet.strokes.length) sheet = { ...BLANK, size: ink.size, begin: point.t };
      /** @type {TimedPoint[]} */
      const begun = [];
      stroke = begun;
      pad.extend([point]);
      return begun;
    },
    /** Adds points to the stroke; those that repeat the one before are left out. @param {TimedPoint[]} points */
    extend(points) {
      if (!stroke) return;
      const from = stroke.length;
      for (const { x, y, t } of points) {
        const last = stroke.at(-1);
        if (last?.x !== x || last?.y !== y) stroke.push({ x, y, t: Math.max(0, t - sheet.begin) });
      }
      if (stroke.length === from) return;
      ink.extend(stroke, scale(), sheet.zoom, from);
      report();
    },
    /** Ends the stroke. */
    end() {
      if (!stroke) return;
      sheet = { ...sheet, strokes: drawing() };
      stroke = null;
      history.push(sheet);
      const written = sheet;
      zoomTimer = setTimeout(() => zoomOut(written).catch(() => {}), ZOOM_DELAY); // without its code it stays as it is
      report();
    },
    /** Drops the stroke. */
    cancel: showCurrent,

    /** Undoes the stroke in progress, or else the last change. */
    undo() {
      if (!stroke && !history.canUndo) return;
      if (!stroke) history.undo();
      showCurrent();
    },
    redo() {
      if (!stroke && !history.canRedo) return;
      history.redo();
      showCurrent();
    },
    clear() {
      if (history.current.strokes.length) history.push(BLANK);
      showCurrent();
    },
    /** Shows another sheet. @param {Sheet} next */
    put(next) {
      history.push(next);
      showCurrent();
    },

    /** Shows brackets under the graphemes. @param {Bracket[]} next */
    showBrackets(next) {
      if (JSON.stringify(next) === JSON.stringify(brackets)) return;
      brackets = next;
      paintMarks();
    },
    /** Shows the keyboard pen; null hides it. @param {{x: number, y: number, isDown: boolean} | null} next */
    showPen(next) {
      pen = next;
      paintMarks();
    },
  };
  listen(canvas, pad);
  return pad;
}
