/** Paints ink; and over it, on another canvas, the end of the stroke in progress, the keyboard pen and pale ink. */

import { createCurve } from './curve.js';
import { createLayer } from './layer.js';

const PEN = 0.024; // width of the pen, by the pad's shorter side
const MIN_PEN = 5; // CSS px,
const MIN_PEN_ZOOMED = 2; // and when the pad is zoomed out

const RING = 10; // CSS px: radius of the keyboard pen

/**
 * @typedef {import('./curve.js').Point} Point
 * @typedef {{scale: number, zoom: number}} Shown scale: CSS px per px of the drawing; zoom: see pad.js
 * @typedef {{strokes: Point[][], opacity: number}} PaleInk opacity: 0..1
 */

/**
 * @param {HTMLCanvasElement} canvas for ink; its CSS `color` is that of the ink
 * @param {HTMLCanvasElement} overlay its CSS `color` is that of the keyboard pen, its --pale that of pale ink
 * @param {() => void} onClear called when all must be painted again
 */
export function createPainter(canvas, overlay, onClear) {
  const layer = createLayer(canvas, onClear);
  const over = createLayer(overlay, onClear);
  /** @type {{stroke: Point[], count: number, curve: ReturnType<typeof createCurve>} | null} the stroke in progress */
  let live = null;
  /** @type {[x: number, y: number, width: number, height: number] | null} of the overlay, that its end covers */
  let covered = null;
  /** @type {Point[]} predicted to follow */
  let more = [];
  let frame = 0; // in which the end of the stroke is to be painted
  /** @type {Shown} */
  let shown = { scale: 1, zoom: 1 };
  let color = ''; // asking for it takes longer than painting

  const penWidth = () => {
    const pen = Math.max(MIN_PEN, PEN * Math.min(layer.size.width, layer.size.height)) / shown.zoom;
    return Math.max(MIN_PEN_ZOOMED, pen) / shown.scale;
  };

  /** @param {ReturnType<typeof createLayer>} target @param {string} ink */
  function begin(target, ink) {
    const context = target.begin(shown.scale);
    const pen = penWidth();
    context.lineCap = context.lineJoin = 'round';
    context.strokeStyle = context.fillStyle = ink;
    /** @type {import('./curve.js').PaintStretch} */
    const paint = (path, width) => trace(context, path, width * pen);
    return { context, pen, paint };
  }

  /** @param {Point[]} points @param {import('./curve.js').PaintStretch} paint */
  function paintStroke(points, paint) {
    const curve = createCurve(paint);
    for (const point of points) curve.add(point);
    if (points.length) paint(...curve.rest());
  }

  /** Paints the end of the stroke in progress, which the next point may change. */
  function paintEnd() {
    clearEnd();
    if (!live) return;
    const { pen, paint } = begin(over, color);
    const [path, width] = live.curve.rest(more);
    paint(path, width);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < path.length; i += 2) {
      left = Math.min(left, path[i] - pen);
      right = Math.max(right, path[i] + pen);
      top = Math.min(top, path[i + 1] - pen);
      bottom = Math.max(bottom, path[i + 1] + pen);
    }
    covered = [left, top, right - left, bottom - top];
  }

  function clearEnd() {
    cancelAnimationFrame(frame);
    frame = 0;
    if (covered) over.begin(shown.scale).clearRect(...covered);
    covered = null;
  }

  /** @param {Point[]} stroke */
  function follow(stroke) {
    const curve = createCurve((path, width) => begin(layer, color).paint(path, width));
    live = { stroke, count: 0, curve };
    return live;
  }

  const painter = {
    get size() {
      return layer.size;
    },
    /**
     * Paints all strokes anew.
     *
     * @param {Point[][]} strokes
     * @param {Point[] | null} stroke in progress
     * @param {Shown} next
     */
    paint(strokes, stroke, next) {
      shown = next;
      color = layer.style('color');
      live = null;
      layer.clear();
      const { paint } = begin(layer, color);
      for (const points of strokes) paintStroke(points, paint);
      if (stroke) painter.extend(stroke);
    },
    /**
     * Paints the newest points of the stroke in progress.
     *
     * @param {Point[]} stroke all of it
     * @param {Point[]} [predicted] points that may follow, shown until the next call of this or of mark
     */
    extend(stroke, predicted = []) {
      const { curve, count } = live?.stroke === stroke ? live : follow(stroke);
      for (let i = count; i < stroke.length; i++) curve.add(stroke[i]);
      if (live) live.count = stroke.length;
      more = predicted;
      frame ||= requestAnimationFrame(paintEnd); // once for many events, and still in this frame
    },
    /** Ends the stroke in progress. */
    end() {
      clearEnd();
      if (live) begin(layer, color).paint(...live.curve.rest());
      live = null;
    },
    /**
     * Paints the keyboard pen as a ring, filled while it is down, and pale ink, or clears them.
     *
     * @param {(Point & {isDown: boolean}) | null} ring
     * @param {PaleInk | null} pale
     */
    mark(ring, pale) {
      over.clear();
      covered = null;
      more = [];
      if (pale) {
        const { context, paint } = begin(over, over.style('--pale'));
        for (const points of pale.strokes) paintStroke(points, paint);
        context.globalCompositeOperation = 'destination-in'; // all at once: strokes that cross are no darker
        context.globalAlpha = pale.opacity;
        context.fillRect(0, 0, over.size.width / shown.scale, over.size.height / shown.scale);
        context.globalCompositeOperation = 'source-over';
        context.globalAlpha = 1;
      }
      if (ring) {
        const context = over.begin(1);
        context.strokeStyle = context.fillStyle = over.style('color');
        context.lineWidth = 2;
        context.beginPath();
        context.arc(ring.x * shown.scale, ring.y * shown.scale, RING, 0, 2 * Math.PI);
        if (ring.isDown) context.fill();
        context.stroke();
      }
      paintEnd();
    },
  };
  return painter;
}

/**
 * Paints a stretch of ink.
 *
 * @param {CanvasRenderingContext2D} context with round caps and joints
 * @param {number[]} path see curve.js
 * @param {number} width
 */
export function trace(context, path, width) {
  if (!path.length) return;
  const [x, y] = path;
  context.beginPath();
  if (path.length === 2) {
    // a line of no length is not painted
    context.arc(x, y, width / 2, 0, 2 * Math.PI);
    return context.fill();
  }
  context.lineWidth = width;
  context.moveTo(x, y);
  for (let i = 2; i < path.length; i += 6) {
    context.bezierCurveTo(path[i], path[i + 1], path[i + 2], path[i + 3], path[i + 4], path[i + 5]);
  }
  context.stroke();
}
