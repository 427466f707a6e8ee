/**
 * numbre.recognizeImage: checks its source, has the worker trace it, and reads the traced drawing as if it had been
 * written. Fetched on demand.
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./api.js').HandwritingPrediction} HandwritingPrediction
 * @typedef {import('./api.js').HandwritingSegment} HandwritingSegment
 * @typedef {{x: number, y: number, width: number, height: number}} PixelBox in pixels of the upright picture
 *
 * @typedef {Omit<HandwritingPrediction, 'segmentationResult'> &
 *   {segmentationResult: (HandwritingSegment & {box: PixelBox})[], drawing: Drawing}} PicturePrediction drawing: the traced
 *   strokes, to which drawingSegments refer
 */

import { boxOf, heightOf, union, widthOf } from '../ink/boxes.js';
import { toHint } from '../recognize/hints.js';

const SOURCES = 'expected a Blob or File, an ImageBitmap, an ImageData, a canvas or an img';
const ELSEWHERE = 'source: its pixels come from another site, which does not allow this page to read them';
const UNREADABLE = 'source: this browser cannot read its pixels';

/**
 * @param {import('./session.js').Session} session
 * @param {(drawing: Drawing, options?: any) => Promise<HandwritingPrediction[]>} recognize of the API
 * @param {unknown} source
 * @param {unknown} [options] of recognize
 * @returns {Promise<PicturePrediction[]>} best first; none where there is no ink. Rejects with a TypeError that names the
 *   argument, or an error named PictureError whose message is a sentence for visitors
 */
export async function recognizeImage(session, recognize, source, options) {
  if (options !== undefined) toHint(options);
  const given = await toSource(source);
  await session.ready;
  const { drawing, pen } = await session.tracePicture(given);
  const predictions = await recognize(drawing, options);
  return predictions.map((prediction) => ({
    ...prediction,
    segmentationResult: prediction.segmentationResult.map((segment) => ({
      ...segment,
      box: pixelBox(drawing, segment, pen),
    })),
    drawing,
  }));
}

/** @param {Drawing} drawing @param {HandwritingSegment} segment @param {number} pen its width @returns {PixelBox} */
function pixelBox(drawing, { drawingSegments }, pen) {
  const box = union(
    drawingSegments.map(({ strokeIndex, beginPointIndex, endPointIndex }) =>
      boxOf(drawing[strokeIndex], beginPointIndex, endPointIndex),
    ),
  );
  return { x: box.left - pen / 2, y: box.top - pen / 2, width: widthOf(box) + pen, height: heightOf(box) + pen };
}

/**
 * Checks a source, and makes one that a worker can be sent.
 *
 * @param {any} source
 * @returns {Promise<Blob | ImageBitmap | ImageData>} rejects with a TypeError
 */
export async function toSource(source) {
  const kind = Object.prototype.toString.call(source).slice(8, -1); // instances from the page around a frame are others
  switch (kind) {
    case 'Blob':
    case 'File':
      return source;
    case 'ImageBitmap':
    case 'ImageData':
      return sized(source, source.width, source.height);
    case 'HTMLCanvasElement':
    case 'OffscreenCanvas':
      return bitmapOf(sized(source, source.width, source.height));
    case 'HTMLImageElement':
      await source.decode().catch(() => {
        throw new TypeError('source: the img has not loaded, or is no picture');
      });
      return bitmapOf(sized(source, source.naturalWidth, source.naturalHeight));
    default:
      throw new TypeError(`source: ${SOURCES}`);
  }
}

/**
 * @template T
 * @param {T} source
 * @param {number} width
 * @param {number} height
 */
function sized(source, width, height) {
  if (!(width > 0 && height > 0)) throw new TypeError('source: expected a picture with pixels');
  return source;
}

/**
 * @param {any} source a canvas or img
 * @returns {Promise<ImageBitmap>} rejects with a TypeError where the page may not read it
 */
async function bitmapOf(source) {
  try {
    const isElement = 'ownerDocument' in source;
    const canvas = isElement ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
    canvas.width = canvas.height = 1;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(source, 0, 0, 1, 1);
    context.getImageData(0, 0, 1, 1); // refused where the source is from elsewhere
    const { naturalWidth: resizeWidth, naturalHeight: resizeHeight } = source;
    return await createImageBitmap(source).catch((error) => {
      if (!resizeWidth) throw error;
      return createImageBitmap(source, { resizeWidth, resizeHeight }); // a drawing (SVG) may have no size of its own
    });
  } catch (error) {
    throw new TypeError(/** @type {Error} */ (error).name === 'SecurityError' ? ELSEWHERE : UNREADABLE);
  }
}
