/**
 * The pad: owns the sheet with its strokes, and their history. The strokes are the data; the canvas is painted from them.
 * Every change of the sheet is sent to all subscribers, and every change of its view to those of the view.
 */

import { createEmitter } from '../lib/emitter.js';
import { createHistory } from './history.js';
import { createPainter } from './painter.js';
import { listen } from './pointer.js';

const ZOOM_DELAY = 400; // ms after a stroke until the pad zooms out: the next stroke may belong to the same digit
const PREDICTION_TIME = 50; // ms without an event, after which predicted points are wrong
const REACH = 8; // CSS px around the eraser

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
 * @property {import('../photo/layer.js').Picture} [picture] under the ink, whose strokes are not painted
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
 * @typedef {object} Sweep of the eraser
 * @property {{x: number, y: number} | null} from its last point
 * @property {Sheet | null} sheet that it has left
 *
 * @typedef {ReturnType<typeof createPad>} Pad
 */

/** @type {Sheet} */
const BLANK = Object.freeze({ strokes: [], size: null, zoom: 1, begin: 0, corrections: [] });

/**
 * @param {HTMLCanvasElement} canvas for the ink
 * @param {HTMLCanvasElement} overlay over it, see painter.js
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let predictionTimer;
  /** @type {import('./painter.js').PaleInk | null} */
  let pale = null;
  /** @type {Sheet | null} what is on the pad when the replay in progress has ended */
  let replayed = null;
  /** @type {typeof import('./zoom.js') | undefined} fetched after the first stroke */
  let zooming;
  const painter = createPainter(canvas, overlay, resize);

  /** Returns the CSS px per px of the drawing, once the pad has zoomed: 1 until its size changes. */
  function scale() {
    const { width, height } = painter.size;
    return sheet.size ? Math.min(width / sheet.size.width, height / sheet.size.height) : 1;
  }

  const drawing = () => (stroke ? [...sheet.strokes, stroke] : sheet.strokes);

  /** @returns {View} */
  const view = () => ({ scale: shown.scale, ...painter.size });

  /** Shows the sheet at a scale. @param {{scale: number, zoom: number}} next */
  function show(next) {
    shown = next;
    emitView(view());
    painter.paint(sheet.picture?.inked(sheet.strokes) ?? sheet.strokes, stroke, shown);
    mark();
  }

  function resize() {
    stopZooming();
    show({ scale: scale(), zoom: sheet.zoom });
  }

  /** Shows the sheet; gradually, if the ink on show stays. @param {boolean} isGradual */
  function zoom(isGradual) {
    stopZooming();
    const next = { scale: scale(), zoom: sheet.zoom };
    if (isGradual && zooming && next.scale !== shown.scale) stopZooming = zooming.animate(shown, next, show);
    else show(next);
  }

  const mark = () => painter.mark(pen, pale);

  function report() {
    const isDrawing = stroke !== null || replayed !== null;
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
    zooming = await import('./zoom.js');
    if (stroke || sheet.strokes !== expected.strokes) return;
    const { width, height } = painter.size;
    const wider = zooming.zoomedOut(sheet, { width: width / scale(), height: height / scale() });
    if (wider === sheet) return;
    history.replace(wider);
    sheet = wider;
    zoom(true);
    report();
  }

  /** Shows a part of a sheet that is replayed. @param {TimedPoint[][]} strokes @param {TimedPoint[] | null} begun */
  function showReplayed(strokes, begun) {
    for (const written of strokes.slice(sheet.strokes.length)) {
      painter.extend(written);
      painter.end();
    }
    sheet = { ...sheet, strokes };
    stroke = begun;
    if (stroke) painter.extend(stroke);
    report();
  }

  /** Ends whatever is being written. */
  function finish() {
    if (!pad.finishReplay()) pad.end();
  }

  const pad = {
    subscribe,
    /** Calls back whenever the view changes: for every frame of a zoom, before it is painted, and on resizing. */
    subscribeView,
    get view() {
      return view();
    },
    /** The sheet; while one is replayed, all of it. */
    get sheet() {
      return replayed ?? sheet;
    },
    /** The stroke in progress. */
    get stroke() {
      return replayed ? null : stroke;
    },
    /** Size that the coordinates of the drawing refer to, in CSS px. */
    get size() {
      return sheet.size ?? painter.size;
    },
    /** Size of the element, in CSS px. */
    get elementSize() {
      return painter.size;
    },
    /** @param {number} x px of the element @param {number} y */
    toDrawing: (x, y) => ({ x: x / scale(), y: y / scale() }),

    /** Begins a stroke, and returns it. @param {TimedPoint} point */
    begin(point) {
      pad.finishReplay();
      clearTimeout(zoomTimer);
      if (!sheet.strokes.length) sheet = { ...BLANK, size: painter.size, begin: point.t };
      stopZooming();
      if (shown.scale !== scale()) show({ scale: scale(), zoom: sheet.zoom });
      /** @type {TimedPoint[]} */
      const begun = [];
      stroke = begun;
      pad.extend([point]);
      return begun;
    },
    /**
     * Adds points to the stroke; those that repeat the one before are left out.
     *
     * @param {TimedPoint[]} points
     * @param {{x: number, y: number}[]} [predicted] points that may follow, for the eye only
     */
    extend(points, predicted = []) {
      if (!stroke) return;
      const from = stroke.length;
      for (const { x, y, t } of points) {
        const last = stroke.at(-1);
        if (last?.x !== x || last?.y !== y) stroke.push({ x, y, t: Math.max(0, t - sheet.begin) });
      }
      if (stroke.length === from) return;
      painter.extend(stroke, predicted);
      clearTimeout(predictionTimer);
      if (predicted.length) predictionTimer = setTimeout(mark, PREDICTION_TIME);
      report();
    },
    /** Ends the stroke. */
    end() {
      if (!stroke || replayed) return;
      painter.end();
      sheet = { ...sheet, strokes: drawing() };
      stroke = null;
      history.push(sheet);
      const written = sheet;
      zoomTimer = setTimeout(() => zoomOut(written).catch(() => {}), ZOOM_DELAY); // without its code it stays as it is
      report();
    },
    /** Drops the stroke: it was not meant. */
    drop() {
      if (stroke && !replayed) showCurrent();
    },
    /** Undoes the stroke. */
    cancel() {
      if (stroke && !replayed) pad.undo();
    },

    /** Undoes the stroke or the replay in progress, or else the last change. */
    undo() {
      pad.finishReplay();
      pad.end();
      if (!history.canUndo) return;
      history.undo();
      showCurrent();
    },
    redo() {
      if (pad.finishReplay()) return;
      pad.end(); // after which there is nothing to redo
      if (!history.canRedo) return;
      history.redo();
      showCurrent();
    },
    clear() {
      finish();
      if (history.current.strokes.length) history.push(BLANK);
      showCurrent();
    },
    /** Shows another sheet. @param {Sheet} next */
    put(next) {
      finish();
      history.push(next);
      showCurrent();
    },
    /**
     * Erases the strokes between two points, those of one sweep in one step of the history.
     *
     * @param {{x: number, y: number}} point px of the drawing
     * @param {Sweep} [sweep] changed in place: the same object for all points of a sweep
     * @returns {Promise<void>}
     */
    async erase(point, sweep = { from: null, sheet: null }) {
      pad.finishReplay();
      const from = sweep.from ?? point;
      sweep.from = point;
      const { withoutTouched } = await import('./erase.js');
      const strokes = withoutTouched(sheet.strokes, from, point, REACH / scale());
      if (strokes === sheet.strokes) return;
      sheet = strokes.length ? { ...sheet, strokes } : BLANK;
      if (history.current === sweep.sheet) history.replace(sheet);
      else history.push(sheet);
      sweep.sheet = sheet;
      zoom(true);
      report();
    },

    /**
     * Writes a sheet stroke by stroke, at its own speed; at once where motion is reduced. It is one step of the history,
     * made at the end. Events on the pad, and other changes of the sheet, end the replay: all ink is then there.
     *
     * @param {Sheet} whole
     * @returns {Promise<void>} resolves at the end
     */
    async replay(whole) {
      finish();
      clearTimeout(zoomTimer);
      const mine = { ...whole }; // the same one may be replayed again meanwhile
      replayed = mine;
      sheet = { ...whole, strokes: [] };
      zoom(false);
      report();
      const isEnded = () => replayed !== mine;
      try {
        const { play } = await import('./replay.js');
        await play(whole, isEnded, showReplayed);
      } catch {
        // without its code the sheet is shown at once
      }
      if (!isEnded()) pad.finishReplay();
    },
    /** Shows at once all of the sheet that is replayed. @returns {boolean} whether there is one */
    finishReplay() {
      if (!replayed) return false;
      const whole = replayed;
      replayed = null;
      const done = drawing(); // the same arrays: to all who follow, their ink is the same
      stroke?.push(...whole.strokes[done.length - 1].slice(stroke.length));
      sheet = { ...whole, strokes: [...done, ...whole.strokes.slice(done.length)] };
      stroke = null;
      history.push(sheet);
      zoom(false);
      report();
      return true;
    },

    /** Changes the corrections of the sheet, a step of the history. @param {readonly any[]} corrections */
    amend(corrections) {
      finish();
      sheet = { ...sheet, corrections };
      history.push(sheet);
      report();
    },
    /** Shows the keyboard pen; null hides it. @param {{x: number, y: number, isDown: boolean} | null} next */
    showPen(next) {
      pen = next;
      mark();
    },
    /** Shows pale ink over the pad; null hides it. @param {import('./painter.js').PaleInk | null} next */
    showPale(next) {
      pale = next;
      mark();
    },
  };
  canvas.addEventListener('keydown', pad.finishReplay, { capture: true }); // before the keyboard pen
  listen(canvas, pad);
  return pad;
}
