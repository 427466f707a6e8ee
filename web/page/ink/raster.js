/**
 * A drawing becomes a 28x28 raster, computed from its strokes: the twin of train/ink.py, which
 * explains the contract and is the author of the constants. Pure: no DOM, no canvas.
 *
 * Both agree within 1/255 per pixel on the golden vectors of every bundle.
 */

export const FRAME = 28; // side of the raster, pixels
export const PIXELS = FRAME * FRAME;
export const BOX = 20; // longer side of the ink box, pen included, pixels
export const PEN = 2.4; // width of the pen, pixels, whatever the drawing's size
export const SMALLEST = 1e-9; // a drawing no larger than this (CSS px) is one dot
export const LARGEST = 1e300; // coordinates are cut to this, so that differences stay finite
export const CONSTANTS = { frame: FRAME, box: BOX, pen: PEN, smallest: SMALLEST, largest: LARGEST };

const REACH = PEN / 2 + 0.5; // a pixel farther than this from every segment stays paper

/**
 * @param {{x: number, y: number}[][]} drawing strokes of points, CSS px, y down
 * @returns {Float32Array} 784 values, row-major, 0 paper to 1 ink; blank for a blank drawing
 */
export function rasterize(drawing) {
  return place(drawing).raster;
}

/**
 * @param {{x: number, y: number}[][]} drawing
 * @returns {{strokes: Float64Array[], raster: Float32Array}} the strokes where they are in the frame,
 *   pixels, each flat: [x, y, x, y, ...]; and their raster
 */
export function place(drawing) {
  const strokes = fit(drawing.filter((stroke) => stroke.length > 0));
  const shift = middleLessMass(cover(strokes));
  for (const flat of strokes) {
    for (let i = 0; i < flat.length; i++) flat[i] += shift[i % 2];
  }
  return { strokes, raster: Float32Array.from(cover(strokes)) };
}

/** Scales the strokes to the box, its middle in the middle of the frame; flat [x, y, x, y, ...] each. */
function fit(strokes) {
  const cut = (value) => Math.min(Math.max(value, -LARGEST), LARGEST);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const { x, y } of stroke) {
      left = Math.min(left, cut(x));
      right = Math.max(right, cut(x));
      top = Math.min(top, cut(y));
      bottom = Math.max(bottom, cut(y));
    }
  }
  const extent = Math.max(right - left, bottom - top);
  const scale = extent > SMALLEST ? (BOX - PEN) / extent : 0;
  const [middleX, middleY] = [left + (right - left) / 2, top + (bottom - top) / 2];
  return strokes.map((stroke) => {
    const flat = new Float64Array(2 * stroke.length);
    stroke.forEach(({ x, y }, i) => {
      flat[2 * i] = (cut(x) - middleX) * scale + FRAME / 2;
      flat[2 * i + 1] = (cut(y) - middleY) * scale + FRAME / 2;
    });
    return flat;
  });
}

/** Coverage of every pixel by the strokes: Float64Array(784). */
function cover(strokes) {
  const canvas = new Float64Array(PIXELS);
  const raise = (pixel, coverage) => {
    if (coverage > canvas[pixel]) canvas[pixel] = coverage;
  };
  for (const flat of strokes) {
    const last = Math.max(flat.length - 2, 2); // a stroke of one point is one segment of no length
    for (let i = 0; i < last; i += 2) {
      const end = Math.min(i + 2, flat.length - 2);
      reached(flat[i], flat[i + 1], flat[end], flat[end + 1], raise);
    }
  }
  return canvas;
}

/**
 * Calls raise(pixel, coverage) for the pixels that one segment, from a to b in pixels, can reach;
 * coverage is 1 at most, and negative in the corners of its window.
 */
export function reached(ax, ay, bx, by, raise) {
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

/** What moves the centre of mass to the middle of the frame: [dx, dy]; [0, 0] for a blank canvas. */
function middleLessMass(canvas) {
  let [mass, x, y] = [0, 0, 0];
  canvas.forEach((ink, pixel) => {
    mass += ink;
    x += ink * ((pixel % FRAME) + 0.5);
    y += ink * (Math.floor(pixel / FRAME) + 0.5);
  });
  return mass > 0 ? [FRAME / 2 - x / mass, FRAME / 2 - y / mass] : [0, 0];
}
