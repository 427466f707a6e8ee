/**
 * The pad: owns the sheet with its strokes, and their history. The strokes are the data; the canvas is painted from them.
 * Every change of the sheet is sent to all subscribers, and every change of its view to those of the view.
 */

import { createEmitter } from '../lib/emitter.js';
import { animate } from '../lib/motion.js';
import { createHistory } from './history.js';
import { createInkPainter, createMarkPainter } from './painter.js';
import { listen } from './pointer.js';

const ZOOM_DELAY = 400; // ms after a stroke until the pad zooms out: the next stroke may belong to the same digit
const ZOOM_TIME = 140; // ms that zooming takes

/**
 * @typedef {import('./layer.js').Size} Size
 * @typedef {import('./pointer.js').TimedPoint} TimedPoint
 *
 * @typedef {object} Sheet the content of the pad, never changed in place
 * @property {TimedPoint[][]} strokes the drawing; t: ms from its first point
 * @property {Size | null} size of the pad when the drawing was begun, in CSS px, times zoom: its coordinates refer
 *   to it; null while nothing is drawn
 * @property {number} zoom how many times the pad has been zoomed out to make room, 1 at first
 * @property {number} begin time stamp of the drawing's first point, in ms
 * @property {readonly any[]} corrections of the reading, never changed in place: the session's, the pad only keeps them,
 *   so that they are undone and redone
 *
 * @typedef {object} Change
 * @property {TimedPoint[][]} drawing the stroke in progress included: its array grows, others stay as they are
 * @property {boolean} isDrawing whether a stroke is in progress
 * @property {readonly any[]} corrections of the sheet
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 *
 * @typedef {object} View of the drawing: its px (x, y) is shown at CSS px (x * scale, y * scale) of the element
 * @property {number} scale
 * @property {number} width of the element, in CSS px
 * @property {number} height
 *
 * @typedef {ReturnType<typeof createPad>} Pad
 */

/** @type {Sheet} */
const BLANK = Object.freeze({ strokes: [], size: null, zoom: 1, begin: 0, corrections: Object.freeze([]) });

/**
 * @param {HTMLCanvasElement} canvas for the ink
 * @param {HTMLCanvasElement} overlay over it, for the keyboard pen
 */
export function createPad(canvas, overlay) {
  const { subscribe, emit } = createEmitter();
  const { subscribe: subscribeView, emit: emitView } = createEmitter();
  const history = createHistory(BLANK);
  /** @type {Sheet} */
  let sheet = BLANK;
  /** @type {TimedPoint[] | null} the stroke in progress */
  let stroke = null;
  /** @type {{x: number, y: number, isDown: boolean} | null} the keyboard pen, while it is shown */
  let pen = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let zoomTimer;
  let shown = { scale: 1, zoom: 1 }; // between those of two sheets while the pad zooms
  let stopZooming = () => {};
  const ink = createInkPainter(canvas, resize);
  const marks = createMarkPainter(overlay, paintMarks);

  /** Returns the CSS px per px of the drawing, once the pad has zoomed: 1 until its size changes. */
  function scale() {
    const { width, height } = ink.size;
    return sheet.size ? Math.min(width / sheet.size.width, height / sheet.size.height) : 1;
  }

  const drawing = () => (stroke ? [...sheet.strokes, stroke] : sheet.strokes);

  /** @returns {View} */
  const view = () => ({ scale: shown.scale, ...ink.size });

  /** Shows the sheet at a scale. @param {{scale: number, zoom: number}} next */
  function show(next) {
    shown = next;
    emitView(view());
    ink.paint(drawing(), shown.scale, shown.zoom);
    paintMarks();
  }

  function resize() {
    stopZooming();
    show({ scale: scale(), zoom: sheet.zoom });
  }

  /** Shows the sheet; gradually, if the ink on show stays. @param {boolean} isGradual */
  function zoom(isGradual) {
    stopZooming();
    const [from, to] = [shown, { scale: scale(), zoom: sheet.zoom }];
    if (!isGradual || from.scale === to.scale) return show(to);
    /** @param {'scale' | 'zoom'} key @param {number} part */
    const between = (key, part) => from[key] + (to[key] - from[key]) * part;
    stopZooming = animate(ZOOM_TIME, (part) => {
      show(part < 1 ? { scale: between('scale', part), zoom: between('zoom', part) } : to);
    });
  }

  function paintMarks() {
    marks.clear();
    if (pen) marks.ring(pen, pen.isDown, shown.scale);
  }

  function report() {
    const isDrawing = stroke !== null;
    const canUndo = history.canUndo || isDrawing;
    emit({ drawing: drawing(), isDrawing, corrections: sheet.corrections, canUndo, canRedo: history.canRedo });
  }

  /** Shows the current sheet of the history; a stroke in progress is dropped. */
  function showCurrent() {
    const before = sheet;
    stroke = null;
    sheet = history.current;
    zoom(before.strokes[0] === sheet.strokes[0]);
    report();
  }

  /** Makes room for more strokes. @param {Sheet} expected the sheet that has been written */
  async function zoomOut(expected) {
    const { zoomedOut } = await import('./zoom.js');
    if (stroke || sheet.strokes !== expected.strokes) return;
    const { width, height } = ink.size;
    const wider = zoomedOut(sheet, { width: width / scale(), height: height / scale() });
    if (wider === sheet) return;
    history.replace(wider);
    sheet = wider;
    zoom(true);
    report();
  }

  const pad = {
    subscribe,
    /** Calls back whenever the view changes: for every frame of a zoom, before it is painted, and on resizing. */
    subscribeView,
    get view() {
      return view();
    },
    get sheet() {
      return sheet;
    },
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
      stopZooming();
      if (shown.scale !== scale()) show({ scale: scale(), zoom: sheet.zoom });
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
      ink.extend(stroke, shown.scale, shown.zoom, from);
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

    /** Changes the corrections of the sheet, a step of the history. @param {readonly any[]} corrections */
    amend(corrections) {
      pad.end();
      sheet = { ...sheet, corrections };
      history.push(sheet);
      report();
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
