/** Paints ink and brackets on the canvas, which is never read back. Sharp at every pixel ratio. */

const PEN = 0.024; // width of the pen, by the pad's shorter side
const MIN_PEN = 5; // CSS px,
const MIN_PEN_ZOOMED = 2; // and when the pad is zoomed out

// Brackets, in CSS px.
const DISTANCE = 9; // from the ink down
const HOOK = 5; // height of the ends, which turn up
const MIN_WIDTH = 18;
const FONT_SIZE = 15; // of the label
const DASH = [4, 4]; // where the network is not confident

/**
 * @param {HTMLCanvasElement} canvas its CSS `color` is that of the ink, its --bracket that of the brackets
 * @param {() => void} onResize called after a new size has cleared the canvas
 */
export function createPainter(canvas, onResize) {
  const context = canvas.getContext('2d');
  let [width, height, ratio] = [1, 1, 1]; // in CSS px; and device px per CSS px
  const setPen = (scale, zoom = 1) => {
    const pen = Math.max(MIN_PEN, PEN * Math.min(width, height)) / zoom;
    context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0);
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = Math.max(MIN_PEN_ZOOMED, pen) / scale;
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
  };
  const dot = ({ x, y }, radius) => {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };
  observeSize(canvas, (size) => {
    ({ width, height, ratio } = size);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    onResize();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onResize);
  return {
    /** Of the canvas, in CSS px. */
    get size() {
      return { width, height };
    },
    /** Draws a stroke, from the point of an index on. scale: CSS px per px of the drawing; zoom: see pad.js. */
    stroke(points, scale, zoom, from = 0) {
      setPen(scale, zoom);
      context.beginPath();
      const begin = Math.max(0, from - 1);
      context.moveTo(points[begin].x, points[begin].y);
      for (const { x, y } of points.slice(begin + 1)) context.lineTo(x, y);
      if (points.length === 1) return dot(points[0], context.lineWidth / 2); // a line of no length is not drawn
      context.stroke();
    },
    /** Draws the keyboard pen as a ring, filled while it is down. */
    ring({ x, y }, isDown, scale) {
      setPen(scale);
      context.beginPath();
      context.arc(x, y, 10 / scale, 0, 2 * Math.PI);
      if (isDown) context.fill();
      context.lineWidth = 2 / scale;
      context.stroke();
    },
    /** Draws a bracket and its label: bold if it is selected, dashed if the network is not confident. */
    bracket({ left, right, bottom, label, isConfident, isSelected }, scale) {
      const middle = ((left + right) / 2) * scale;
      const reach = Math.max(MIN_WIDTH, (right - left) * scale) / 2;
      const y = Math.min(bottom * scale + DISTANCE + HOOK, height - FONT_SIZE - HOOK); // within the pad
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = context.fillStyle = getComputedStyle(canvas).getPropertyValue('--bracket').trim();
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
      context.restore();
    },
    clear() {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}

/** Calls back with {width, height, ratio} at once, and whenever size, zoom or screen changes. */
function observeSize(canvas, callback) {
  const observer = new ResizeObserver(([entry]) => {
    const { inlineSize: width, blockSize: height } = entry.contentBoxSize[0];
    if (width && height) callback({ width, height, ratio: devicePixelRatio });
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas); // Safari: follows the size, but not the zoom
  }
}
