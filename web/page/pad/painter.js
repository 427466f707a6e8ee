/** Paints ink, and over it, on another canvas, the brackets under graphemes and the keyboard pen. */

import { createLayer } from './layer.js';

const PEN = 0.024; // width of the pen, by the pad's shorter side
const MIN_PEN = 5; // CSS px,
const MIN_PEN_ZOOMED = 2; // and when the pad is zoomed out

// Brackets, in CSS px.
const DISTANCE = 9; // from the ink down
const HOOK = 5; // height of the ends, which turn up
const MIN_WIDTH = 18;
const FONT_SIZE = 15; // of the label
const DASH = [4, 4]; // where the network is not confident

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
 * @param {HTMLCanvasElement} canvas its CSS `color` is that of the keyboard pen, its --bracket that of the brackets
 * @param {() => void} onClear called when all must be painted again
 */
export function createMarkPainter(canvas, onClear) {
  const layer = createLayer(canvas, onClear);
  return {
    clear: layer.clear,
    /**
     * Paints a bracket and its label: bold if it is selected, dashed if the network is not confident.
     *
     * @param {import('../session/number.js').Bracket} bracket
     * @param {number} scale CSS px per px of the drawing
     */
    bracket({ left, right, bottom, label, isConfident, isSelected }, scale) {
      const context = layer.begin(1);
      const middle = ((left + right) / 2) * scale;
      const reach = Math.max(MIN_WIDTH, (right - left) * scale) / 2;
      const y = Math.min(bottom * scale + DISTANCE + HOOK, layer.size.height - FONT_SIZE - HOOK); // within the pad
      context.strokeStyle = context.fillStyle = layer.style('--bracket');
      context.lineWidth = isSelected ? 3 : 1.5;
      context.setLineDash(isConfident ? [] : DASH);
      context.beginPath();
      context.moveTo(middle - reach, y - HOOK);
      context.lineTo(middle - reach, y);
      context.lineTo(middle + reach, y);
      context.lineTo(middle + reach, y - HOOK);
      context.stroke();
      context.font = `${isSelected ? 700 : 400} ${FONT_SIZE}px system-ui, sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillText(label, middle, y + 3);
    },
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
      context.setLineDash([]);
      context.beginPath();
      context.arc(x * scale, y * scale, RING, 0, 2 * Math.PI);
      if (isDown) context.fill();
      context.stroke();
    },
  };
}
