/** Ink on the canvas, for the eye only: nothing is ever read back from it. Sharp at every pixel ratio. */

const PEN = 0.024; // width of the pen as a part of the pad's shorter side
const THINNEST = 5; // CSS px,
const FINEST = 2; // and of a pad that is zoomed out

// Brackets, CSS px.
const BELOW = 9; // from the ink down
const HOOK = 5; // their ends turn up by as much
const NARROWEST = 18;
const LABEL = 15; // size of the type
const DASH = [4, 4]; // of what is unsure

/**
 * @param {HTMLCanvasElement} canvas its CSS `color` is the ink's, its --bracket the brackets'
 * @param {() => void} onResize called after the canvas has been cleared by a new size
 */
export function createPainter(canvas, onResize) {
  const context = canvas.getContext('2d');
  let [width, height, ratio] = [1, 1, 1]; // CSS px, and device px in one of them
  const line = (view, zoom = 1) => {
    const pen = Math.max(THINNEST, PEN * Math.min(width, height)) / zoom;
    context.setTransform(ratio * view, 0, 0, ratio * view, 0, 0);
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = Math.max(FINEST, pen) / view;
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
    get size() {
      return { width, height };
    },
    /** Draws a stroke's points from the one numbered `from` on. view: CSS px in a drawing's px; zoom: see pad.js. */
    stroke(points, view, zoom, from = 0) {
      line(view, zoom);
      context.beginPath();
      const begin = Math.max(0, from - 1);
      context.moveTo(points[begin].x, points[begin].y);
      for (const { x, y } of points.slice(begin + 1)) context.lineTo(x, y);
      if (points.length === 1) return dot(points[0], context.lineWidth / 2); // a line of no length is not drawn
      context.stroke();
    },
    /** Draws the ring that shows where the keyboard's pen is; filled while it is down. */
    ring({ x, y }, down, view) {
      line(view);
      context.beginPath();
      context.arc(x, y, 10 / view, 0, 2 * Math.PI);
      if (down) context.fill();
      context.lineWidth = 2 / view;
      context.stroke();
    },
    /** Draws a bracket under ink, and what it is read as: bold where it is selected, dashed where it is unsure. */
    bracket({ left, right, bottom, label, isSure, isSelected }, view) {
      const middle = ((left + right) / 2) * view;
      const reach = Math.max(NARROWEST, (right - left) * view) / 2;
      const y = Math.min(bottom * view + BELOW + HOOK, height - LABEL - HOOK); // on the pad, whatever is written
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = context.fillStyle = getComputedStyle(canvas).getPropertyValue('--bracket').trim();
      context.lineWidth = isSelected ? 3 : 1.5;
      context.setLineDash(isSure ? [] : DASH);
      context.beginPath();
      context.moveTo(middle - reach, y - HOOK);
      context.lineTo(middle - reach, y);
      context.lineTo(middle + reach, y);
      context.lineTo(middle + reach, y - HOOK);
      context.stroke();
      context.font = `${isSelected ? 700 : 400} ${LABEL}px system-ui, sans-serif`;
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

/** Calls back with {width, height, ratio} now, and whenever size, zoom or screen changes. */
function observeSize(canvas, callback) {
  const observer = new ResizeObserver(([entry]) => {
    const { inlineSize: width, blockSize: height } = entry.contentBoxSize[0];
    if (width && height) callback({ width, height, ratio: devicePixelRatio });
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas); // Safari: told of sizes, not of zoom
  }
}
