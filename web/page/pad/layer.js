/** A canvas over the pad that is painted and never read back. Sharp at every pixel ratio. */

import { contextOf } from '../lib/canvas.js';

/** @typedef {{width: number, height: number}} Size in CSS px */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} onClear called after a new size or colour scheme has cleared the canvas
 * @throws {Error} where the browser gives no canvas to draw on; floor.js then says so
 */
export function createLayer(canvas, onClear) {
  const context = contextOf(canvas);
  if (!context) throw new Error('No canvas');
  let [width, height, ratio] = [0, 0, 1]; // in CSS px, 0 until it is known; and device px per CSS px
  observeSize(canvas, (size) => {
    ({ width, height, ratio } = size);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    onClear();
  });
  for (const colors of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(colors).addEventListener('change', onClear);
  }
  return {
    /** Of the canvas, in CSS px. @returns {Size} */
    get size() {
      return width ? { width, height } : { width: canvas.clientWidth, height: canvas.clientHeight };
    },
    /** Prepares to paint. @param {number} scale CSS px per unit of the coordinates that follow */
    begin(scale) {
      context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0);
      return context;
    },
    /** A property of the canvas's style. @param {string} name */
    style: (name) => getComputedStyle(canvas).getPropertyValue(name).trim(),
    clear() {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}

/**
 * Calls back at once, and whenever size, zoom or screen changes.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(size: Size & {ratio: number}) => void} callback
 */
function observeSize(canvas, callback) {
  const observer = new ResizeObserver(([{ contentBoxSize, devicePixelContentBoxSize: device }]) => {
    const { inlineSize: width, blockSize: height } = contentBoxSize[0];
    const exact = device ? device[0].inlineSize / width : 0; // follows CSS zoom, but no emulated screen,
    const ratio = exact > 0.9 * devicePixelRatio ? exact : devicePixelRatio; // which this does
    if (width && height) callback({ width, height, ratio });
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas); // Safari: follows the size, but not the zoom
  }
}
