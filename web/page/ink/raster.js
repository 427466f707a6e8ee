/**
 * Renders a drawing to a 28x28 raster, from its strokes. Twin of train/features/ink.py, which explains
 * the contract and defines the constants; both agree within 1/255 per pixel on the golden vectors of
 * every bundle. Pure: no DOM, no canvas.
 */

export const FRAME = 28; // side of the raster, in pixels
export const PIXELS = FRAME * FRAME;
export const BOX = 20; // longer side of the ink box, pen included, in pixels
export const PEN = 2.4; // width of the pen, in pixels, whatever the size of the drawing
const SMALLEST = 1e-9; // a drawing no larger than this (CSS px) is a dot
const LARGEST = 1e300; // coordinates are clamped to this, so that differences stay finite
export const CONSTANTS = { frame: FRAME, box: BOX, pen: PEN, smallest: SMALLEST, largest: LARGEST };

const REACH = PEN / 2 + 0.5; // pixels farther than this from the path stay paper

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @returns {Float32Array} 784 values, row-major, 0 paper to 1 ink; all 0 for a blank drawing
 */
export function rasterize(drawing) {
  return place(drawing).raster;
}

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @returns {{strokes: Float64Array[], raster: Float32Array}} the strokes in the coordinates of the raster, in
 *   pixels, each flat: [x, y, x, y, ...]; and the raster
 */
export function place(drawing) {
  const strokes = fit(drawing.filter((stroke) => stroke.length > 0));
  const shift = shiftToCentre(cover(strokes));
  for (const flat of strokes) {
    for (let i = 0; i < flat.length; i++) flat[i] += shift[i % 2];
  }
  return { strokes, raster: Float32Array.from(cover(strokes)) };
}

/**
 * Scales the strokes to the box and puts its middle in the middle of the raster.
 *
 * @param {import('./drawing.js').Drawing} strokes
 * @returns {Float64Array[]} each flat: [x, y, x, y, ...]
 */
function fit(strokes) {
  const clamp = (/** @type {number} */ value) => Math.min(Math.max(value, -LARGEST), LARGEST);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const { x, y } of stroke) {
      left = Math.min(left, clamp(x));
      right = Math.max(right, clamp(x));
      top = Math.min(top, clamp(y));
      bottom = Math.max(bottom, clamp(y));
    }
  }
  const extent = Math.max(right - left, bottom - top);
  const scale = extent > SMALLEST ? (BOX - PEN) / extent : 0;
  const [middleX, middleY] = [left + (right - left) / 2, top + (bottom - top) / 2];
  return strokes.map((stroke) => {
    const flat = new Float64Array(2 * stroke.length);
    stroke.forEach(({ x, y }, i) => {
      flat[2 * i] = (clamp(x) - middleX) * scale + FRAME / 2;
      flat[2 * i + 1] = (clamp(y) - middleY) * scale + FRAME / 2;
    });
    return flat;
  });
}

/**
 * Computes how far the strokes cover each pixel, 0..1.
 *
 * @param {Float64Array[]} strokes each flat: [x, y, x, y, ...]
 */
function cover(strokes) {
  const canvas = new Float64Array(PIXELS);
  const raise = (/** @type {number} */ pixel, /** @type {number} */ coverage) => {
    if (coverage > canvas[pixel]) canvas[pixel] = coverage;
  };
  for (const flat of strokes) {
    const last = Math.max(flat.length - 2, 2); // a single point is a line segment of no length
    for (let i = 0; i < last; i += 2) {
      const end = Math.min(i + 2, flat.length - 2);
      coverPixels(flat[i], flat[i + 1], flat[end], flat[end + 1], raise);
    }
  }
  return canvas;
}

/**
 * Calls raise for each pixel near the line segment from a to b, in pixels. Coverage is at most 1, and negative in
 * the corners of the window around the line segment.
 *
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 * @param {(pixel: number, coverage: number) => void} raise
 */
export function coverPixels(ax, ay, bx, by, raise) {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy || 1;
  const firstRow = Math.max(0, Math.floor(Math.min(ay, by) - REACH));
  const lastRow = Math.min(FRAME - 1, Math.floor(Math.max(ay, by) + REACH));
  const firstColumn = Math.max(0, Math.floor(Math.min(ax, bx) - REACH));
  const lastColumn = Math.min(FRAME - 1, Math.floor(Math.max(ax, bx) + REACH));
  for (let row = firstRow; row <= lastRow; row++) {
    const py = row + 0.5 - ay;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const px = column + 0.5 - ax;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
      const [offX, offY] = [px - along * dx, py - along * dy];
      raise(row * FRAME + column, Math.min(1, REACH - Math.sqrt(offX * offX + offY * offY)));
    }
  }
}

/**
 * Returns the shift [dx, dy] from the centre of mass to the middle of the raster; [0, 0] for a blank canvas.
 *
 * @param {Float64Array} canvas
 */
function shiftToCentre(canvas) {
  let [mass, x, y] = [0, 0, 0];
  canvas.forEach((ink, pixel) => {
    mass += ink;
    x += ink * ((pixel % FRAME) + 0.5);
    y += ink * (Math.floor(pixel / FRAME) + 0.5);
  });
  return mass > 0 ? [FRAME / 2 - x / mass, FRAME / 2 - y / mass] : [0, 0];
}
