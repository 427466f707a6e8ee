/** The picture under the ink, with an outline around each digit that has been found in it. */

import { boxOf, union } from '../ink/boxes.js';
import { inkOf } from '../ink/identity.js';
import { make } from '../lib/dom.js';
import { makeSvg } from '../lib/elements.js';
import { isOfInk } from '../session/number.js';

const SHARP = 1.5; // px painted per device px: for a window that is made larger
const AIR = 0.1; // between ink and its outline, by the height of the ink
const [MIN_AIR, MAX_AIR] = [1.5, 5]; // CSS px
const ROUND = 5; // CSS px

/**
 * @typedef {import('./placing.js').Area} Area
 *
 * @typedef {object} Picture on a sheet, never changed in place
 * @property {Blob} source
 * @property {number} turns of the upright picture to the right, by 90 degrees: what follows is of the turned one
 * @property {ImageBitmap} image all of it, upright, perhaps reduced
 * @property {import('../pad/pad.js').Size} size of all of it, upright, in px
 * @property {Area} part that is shown, in these px
 * @property {Area} place of the part, in px of the drawing
 * @property {number} pen width of its strokes, in px of the drawing
 * @property {Set<object>} traced strokes that were found in it, which are not painted
 * @property {<T extends object>(strokes: T[]) => T[]} inked returns the others of some strokes
 */

/**
 * @param {HTMLElement} host of the pad's canvases
 * @param {import('../pad/pad.js').Pad} pad
 * @param {import('../session/session.js').Session} session
 */
export function createLayer(host, pad, session) {
  const canvas = make('canvas');
  const outlines = makeSvg('svg', { 'aria-hidden': 'true' });
  const layer = make('div', { class: 'photo', 'aria-hidden': 'true', hidden: true }, canvas, outlines);
  host.prepend(layer);
  /** @type {Picture | undefined} */
  let shown;

  function paint() {
    const { picture } = pad.sheet;
    const { scale } = pad.view;
    host.classList.toggle('has-photo', picture !== undefined);
    layer.hidden = !picture;
    if (!picture) {
      shown = undefined;
      canvas.width = canvas.height = 0; // frees its memory
      return;
    }
    const { place } = picture;
    const [x, y, width, height] = [place.x, place.y, place.width, place.height].map((length) => length * scale);
    if (picture !== shown) paintPart(canvas, picture, width * devicePixelRatio * SHARP);
    shown = picture;
    canvas.style.transform = `translate(${x}px, ${y}px)`;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    outline();
  }

  /** Outlines each digit, mark and non-digit of the reading that holds ink of the picture. */
  function outline() {
    const { picture, strokes } = pad.sheet;
    const { number, drawing } = session.state;
    const { scale } = pad.view;
    if (!picture) return;
    const graphemes = isOfInk(number, drawing) && drawing[0] === strokes[0] ? number.graphemes : [];
    const boxes = graphemes.flatMap(({ parts }, i) => {
      if (!parts.some(({ stroke }) => picture.traced.has(number.drawing[stroke]))) return [];
      const { left, top, right, bottom } = union(inkOf(number.drawing, parts).map((points) => boxOf(points)));
      const air = Math.max(MIN_AIR, Math.min(MAX_AIR, AIR * (bottom - top) * scale)) + (picture.pen * scale) / 2;
      const box = {
        x: left * scale - air,
        y: top * scale - air,
        width: (right - left) * scale + 2 * air,
        height: (bottom - top) * scale + 2 * air,
        rx: ROUND,
      };
      const kind = i === number.selectedIndex ? 'selected' : 'outline';
      return [makeSvg('rect', { ...box, class: 'halo' }), makeSvg('rect', { ...box, class: kind })];
    });
    outlines.replaceChildren(...boxes);
  }

  pad.subscribeView(paint);
  pad.subscribe(({ isDrawing }) => isDrawing || paint());
  session.subscribe(outline);
  return { paint };
}

/**
 * Paints a part of a picture, no larger than it is shown.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 * @param {number} most device px of its width
 */
function paintPart(canvas, picture, most) {
  const { image, size, part } = picture;
  const width = Math.max(1, Math.round(Math.min((part.width * image.width) / size.width, most)));
  canvas.width = width;
  canvas.height = Math.max(1, Math.round((width * part.height) / part.width));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  drawPart(context, picture, { x: 0, y: 0, width, height: canvas.height });
}

/**
 * Draws the part of a picture that is on its sheet.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Picture} picture
 * @param {Area} area of the canvas
 */
export function drawPart(context, { image, size, part }, area) {
  const reduced = image.width / size.width;
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    ...[image, part.x * reduced, part.y * reduced, part.width * reduced, part.height * reduced],
    ...[area.x, area.y, area.width, area.height],
  );
}
