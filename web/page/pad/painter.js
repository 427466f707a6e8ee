/** Paints ink, and over it, on another canvas, the keyboard pen. */

import { createLayer } from './layer.js';

const PEN = 0.024; // width of the pen, by the pad's shorter side
const MIN_PEN = 5; // CSS px,
const MIN_PEN_ZOOMED = 2; // and when the pad is zoomed out

const RING = 10; // CSS px: radius of the keyboard pen

/** @typedef {{x: number, y: number}} Point */

/**
 * @param {HTMLCanvasElement} canvas its CSS `color` is that of the ink
 * @param {() => void} onClear called when the ink must be painted again
 */
export function createInkPainter(canvas, onClear) {
  const layer = createLayer(canvas, onClear);
  /** @param {number} scale @param {number} zoom */
  const setPen = (scale, zoom) => {
    const context = layer.begin(scale);
    const pen = Math.max(MIN_PEN, PEN * Math.min(layer.size.width, layer.size.height)) / zoom;
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = Math.max(MIN_PEN_ZOOMED, pen) / scale;
    context.strokeStyle = context.fillStyle = layer.style('color');
    return context;
  };
  return {
    get size() {
      return layer.size;
    },
    /**
     * Paints all strokes anew.
     *
     * @param {Point[][]} strokes
     * @param {number} scale CSS px per px of the drawing
     * @param {number} zoom see pad.js
     */
    paint(strokes, scale, zoom) {
      layer.clear();
      const context = setPen(scale, zoom);
      for (const points of strokes) trace(context, points, 0);
    },
    /**
     * Paints the newest points of a stroke.
     *
     * @param {Point[]} points of the whole stroke
     * @param {number} scale
     * @param {number} zoom
     * @param {number} from index of the first new point
     */
    extend(points, scale, zoom, from) {
      trace(setPen(scale, zoom), points, from);
    },
  };
}

/** @param {CanvasRenderingContext2D} context @param {Point[]} points @param {number} from */
function trace(context, points, from) {
  if (!points.length) return;
  const begin = Math.max(0, from - 1);
  context.beginPath();
  context.moveTo(points[begin].x, points[begin].y);
  if (points.length === 1) {
    // a line of no length is not painted
    context.arc(points[0].x, points[0].y, context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  for (let i = begin + 1; i < points.length; i++) context.lineTo(points[i].x, points[i].y);
  context.stroke();
}

/**
 * @param {HTMLCanvasElement} canvas its CSS `color` is that of the keyboard pen
 * @param {() => void} onClear called when all must be painted again
 */
export function createMarkPainter(canvas, onClear) {
  const layer = createLayer(canvas, onClear);
  return {
    clear: layer.clear,
    /**
     * Paints the keyboard pen as a ring, filled while it is down.
     *
     * @param {Point} point
     * @param {boolean} isDown
     * @param {number} scale CSS px per px of the drawing
     */
    ring({ x, y }, isDown, scale) {
      const context = layer.begin(1);
      context.strokeStyle = context.fillStyle = layer.style('color');
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x * scale, y * scale, RING, 0, 2 * Math.PI);
      if (isDown) context.fill();
      context.stroke();
    },
  };
}
