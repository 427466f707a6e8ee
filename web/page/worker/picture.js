/**
 * Reads pictures, in the worker: opens a file, turns it upright, brings it down to a size that can be traced in time.
 * Fetched with the first picture.
 *
 * @typedef {Blob | ImageBitmap | ImageData} Source
 * @typedef {{x: number, y: number, width: number, height: number}} Frame in pixels of the upright picture
 *
 * @typedef {object} TracedPicture
 * @property {import('../ink/drawing.js').Drawing} drawing traced strokes, in pixels of the upright picture
 * @property {number} width of the upright picture, in pixels
 * @property {number} height
 * @property {number} pen its width, in pixels; 0 where there is no ink
 * @property {ImageBitmap} [image] the upright picture, to be shown
 */

import { formatOf, HEAD, notOpened, PictureError, requireSize } from '../picture/format.js';
import { around, scaled } from '../picture/framed.js';
import { trace } from '../picture/trace.js';

export { createPictures } from '../picture/pictures.js';

const MOST = 1.5e6; // pixels to trace
const SIGN = 300; // ms between two signs of life
const LIMIT = 8000; // ms, after which tracing ends
const TOO_LONG = 'This picture took too long. Cut out the part with the number, then try again.';
const HIDDEN =
  'This browser hides the contents of pictures from pages, as a protection against tracking. Allow it for this page, or use another browser.';
const TOO_OLD = 'This browser is too old to read pictures. Update it, then try again.';
const FAILED = 'This picture couldn’t be read. The device may be short of memory: close other pages, then try again.';
const NOTHING_FRAMED = 'The frame holds nothing of the picture.';

/**
 * @param {Source} source
 * @param {Frame | undefined} frame the part to read; all if undefined. Strokes of digits on its edge reach beyond it
 * @param {ReturnType<typeof import('../picture/pictures.js').createPictures>} pictures
 * @param {{spent: () => number, turn: () => Promise<void>}} clock of the request
 * @param {number} [shown] longer side of the picture to be shown, at most, in pixels; none is made if undefined
 * @param {number} [turns] to the right, by 90 degrees: for pictures that the file's orientation does not turn upright
 * @returns {Promise<TracedPicture>} rejects with a PictureError
 */
export async function readPicture(source, frame, pictures, clock, shown, turns = 0) {
  const signs = setInterval(clock.turn, SIGN); // opening a large file is no hanging
  const bitmap = await open(source)
    .then((upright) => turned(upright, turns))
    .finally(() => clearInterval(signs));
  try {
    await clock.turn();
    const { width, height } = bitmap;
    const framed = within(frame ?? { x: 0, y: 0, width, height }, width, height);
    const part = around(framed, width, height);
    const scale = Math.min(1, Math.sqrt(MOST / (part.width * part.height)));
    const picture = pixelsOf(bitmap, part, scale);
    const [stretchX, stretchY] = [part.width / picture.width, part.height / picture.height];
    const inner = { ...framed, x: framed.x - part.x, y: framed.y - part.y };
    const { strokes, pen, pixels } = await run(trace(picture, scaled(inner, 1 / stretchX, picture)), clock);
    const drawing = strokes.map((stroke) =>
      stroke.map(({ x, y }) => ({ x: part.x + x * stretchX, y: part.y + y * stretchY })),
    );
    if (pixels) pictures.add(drawing, pixels, pen * stretchX);
    const image = shown ? await reduced(bitmap, shown) : undefined;
    return { drawing, width, height, pen: pen * stretchX, image };
  } catch (error) {
    throw error instanceof PictureError ? error : new PictureError(FAILED);
  } finally {
    if ('close' in bitmap && bitmap !== source) bitmap.close();
  }
}

/**
 * @param {ReturnType<typeof trace>} steps
 * @param {{spent: () => number, turn: () => Promise<void>}} clock
 */
async function run(steps, clock) {
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value;
    if (clock.spent() > LIMIT) throw new PictureError(TOO_LONG);
    await clock.turn();
  }
}

/** @param {Source} source @returns {Promise<ImageBitmap | ImageData>} upright */
async function open(source) {
  if (!(source instanceof Blob)) {
    requireSize(source.width, source.height);
    return source;
  }
  const bytes = await source
    .slice(0, HEAD)
    .arrayBuffer()
    .catch(() => {
      throw new PictureError('This file can’t be read any more. Choose it again.');
    });
  const format = formatOf(new Uint8Array(bytes), source.type);
  try {
    const bitmap = await createImageBitmap(source, { imageOrientation: 'from-image' }).catch((error) => {
      if (error instanceof TypeError) return createImageBitmap(source); // it knows no such option, and turns them anyway
      throw error;
    });
    requireSize(bitmap.width, bitmap.height);
    return bitmap;
  } catch (error) {
    throw error instanceof PictureError ? error : notOpened(format);
  }
}

/**
 * @param {ImageBitmap | ImageData} image
 * @param {number} turns to the right, by 90 degrees
 */
function turned(image, turns) {
  if (!turns) return image;
  const isLying = turns % 2 === 1;
  const context = contextOf(isLying ? image.height : image.width, isLying ? image.width : image.height);
  const { canvas } = context;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image instanceof ImageData ? canvasOf(image) : image, -image.width / 2, -image.height / 2);
  return canvas.transferToImageBitmap();
}

/**
 * @param {Frame} frame
 * @param {number} width of the picture
 * @param {number} height
 * @returns {Frame} in whole pixels, within the picture
 */
function within(frame, width, height) {
  const [left, top] = [Math.max(0, Math.floor(frame.x)), Math.max(0, Math.floor(frame.y))];
  const right = Math.min(width, Math.ceil(frame.x + frame.width));
  const bottom = Math.min(height, Math.ceil(frame.y + frame.height));
  if (!(right > left && bottom > top)) throw new PictureError(NOTHING_FRAMED);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * @param {ImageBitmap | ImageData} image
 * @param {Frame} part
 * @param {number} scale at most 1
 * @returns {import('../picture/grey.js').Picture}
 */
function pixelsOf(image, part, scale) {
  const [width, height] = [part.width, part.height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = contextOf(width, height);
  requireTruth();
  const drawn = image instanceof ImageData ? canvasOf(image) : image;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(drawn, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/**
 * Here, and not in the page: Chromium reduces 12 megapixels on the thread that asks for it, in 0.3 s.
 *
 * @param {ImageBitmap | ImageData} image
 * @param {number} longest side, in pixels
 * @returns {Promise<ImageBitmap>}
 */
async function reduced(image, longest) {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = contextOf(width, height);
  context.imageSmoothingQuality = 'medium';
  context.drawImage(image instanceof ImageData ? canvasOf(image) : image, 0, 0, width, height);
  return context.canvas.transferToImageBitmap();
}

/** @param {ImageData} image */
function canvasOf(image) {
  const context = contextOf(image.width, image.height);
  context.putImageData(image, 0, 0);
  return context.canvas;
}

/** @param {number} width @param {number} height */
function contextOf(width, height) {
  if (!('OffscreenCanvas' in globalThis)) throw new PictureError(TOO_OLD); // Safari before 16.4
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new PictureError(FAILED);
  return context;
}

/** @throws {PictureError} where the browser gives other pixels than were painted, or none */
function requireTruth() {
  const context = contextOf(8, 8);
  context.fillStyle = '#3c78b4';
  context.fillRect(0, 0, 8, 8);
  /** @type {Uint8ClampedArray} */
  let data;
  try {
    ({ data } = context.getImageData(0, 0, 8, 8));
  } catch {
    throw new PictureError(HIDDEN);
  }
  if (data.some((value, i) => Math.abs(value - [0x3c, 0x78, 0xb4, 255][i % 4]) > 1)) throw new PictureError(HIDDEN);
}
