/** The sheet as a picture, a PNG for chats. */

import { FRAME } from '../ink/raster.js';
import { make } from '../lib/dom.js';
import { trace } from '../pad/painter.js';
import { drawPart } from '../photo/layer.js';
import { paintTile, rgbOf } from '../ui/tile.js';
import { PALETTE } from './palette.js';

const RATIO = 2; // px of the file per px of the layout: it is 1200 px wide
const LABELS = { tiles: 'what it sees', numerals: 'what it reads' };
const MARGIN = 20; // px of the ground around the sheet
const FOOT = 44; // px below it
const INSET = 20; // px of labels from the sheet's edge
const RADIUS = 14; // px
const UNDER_PHOTO = 10; // px, for the label of the next row
const TILE_RADIUS = 0.08; // of its side
const DASH = [3, 3];
const FONT_WAIT = 2000; // ms: a font that does not come is done without

/** @typedef {{numerals: string, title: string, text: string}} Fonts CSS families */

/**
 * Browsers that guard against fingerprinting may change a few pixels by a little; that is all they can read of it.
 *
 * @param {import('./layout.js').Layout} layout with tiles
 * @param {Fonts} fonts
 * @param {string} address of the page, such as example.org; '' for none
 * @param {import('../photo/layer.js').Picture} [photo] on the sheet
 * @returns {Promise<Blob>} PNG; rejects with an Error if the browser does not make it
 */
export async function toPng(layout, fonts, address, photo) {
  await arrivalOf(fonts.numerals);
  const canvas = make('canvas'); // Safari 16.0 has no OffscreenCanvas that paints
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + MARGIN + FOOT];
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.scale(RATIO, RATIO);
  context.fillStyle = PALETTE.ground;
  context.fillRect(0, 0, width, height);
  paintFoot(context, width, height - FOOT / 2, fonts, address);
  context.translate(MARGIN, MARGIN);
  paintPaper(context, layout);
  if (photo) paintPhoto(context, layout, photo);
  for (const rule of layout.rules) paintRule(context, layout, rule, fonts);
  paintInk(context, layout);
  for (const tile of layout.tiles) placeTile(context, tile);
  for (const numeral of layout.numerals) paintNumeral(context, numeral, fonts);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve));
  if (!blob) throw new Error('no picture');
  return blob;
}

/** Waits for the numerals' font. @param {string} family */
async function arrivalOf(family) {
  const late = new Promise((resolve) => setTimeout(resolve, FONT_WAIT));
  await Promise.race([document.fonts.load(`600 40px ${family}`, '0123456789.,-'), late]).catch(() => {});
}

/**
 * Makes a path of a rectangle, with round corners where the browser has them.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {[x: number, y: number, width: number, height: number]} box
 * @param {number} radius
 */
function traceBox(context, box, radius) {
  context.beginPath();
  const { roundRect } = /** @type {Partial<CanvasRenderingContext2D>} */ (context);
  if (roundRect) context.roundRect(...box, radius);
  else context.rect(...box);
}

/** @param {CanvasRenderingContext2D} context @param {import('./layout.js').Layout} layout */
function paintPaper(context, { width, height }) {
  traceBox(context, [0, 0, width, height], RADIUS);
  context.fillStyle = PALETTE.paper;
  context.strokeStyle = PALETTE.line;
  context.fill();
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./layout.js').Layout} layout
 * @param {import('./layout.js').Layout['rules'][0]} rule
 * @param {Fonts} fonts
 */
function paintRule(context, { width }, { y, row }, fonts) {
  context.font = `12px ${fonts.text}`;
  context.textBaseline = 'middle';
  context.fillStyle = PALETTE.soft;
  context.fillText(LABELS[row], INSET, y);
  const [from, to] = [INSET - 7, INSET + 7 + context.measureText(LABELS[row]).width];
  context.setLineDash(DASH);
  context.strokeStyle = PALETTE.line;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(from, y);
  context.moveTo(to, y);
  context.lineTo(width, y);
  context.stroke();
  context.setLineDash([]);
}

/**
 * Paints a photo in the row of ink, so that each digit stands in its column.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import('./layout.js').Layout} layout
 * @param {import('../photo/layer.js').Picture} picture
 */
function paintPhoto(context, { width, inkRow, photo }, picture) {
  if (!photo) return;
  context.save();
  traceBox(context, [0, 0, width, inkRow - UNDER_PHOTO], RADIUS);
  context.clip();
  drawPart(context, picture, photo);
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {import('./layout.js').Layout} layout */
function paintInk(context, { strokes }) {
  context.strokeStyle = context.fillStyle = PALETTE.ink;
  context.lineCap = context.lineJoin = 'round';
  for (const { path, width } of strokes.flat()) trace(context, path, width);
}

/** @param {CanvasRenderingContext2D} context @param {{x: number, y: number, side: number, raster: Float32Array}} tile */
function placeTile(context, { x, y, side, raster }) {
  const canvas = make('canvas', { width: FRAME, height: FRAME });
  paintTile(canvas, raster, rgbOf(PALETTE.ink));
  context.save();
  traceBox(context, [x, y, side, side], TILE_RADIUS * side);
  context.clip();
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, x, y, side, side);
  context.restore();
  context.strokeStyle = PALETTE.line;
  context.lineWidth = 1;
  traceBox(context, [x, y, side, side], TILE_RADIUS * side);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./layout.js').Numeral} numeral
 * @param {Fonts} fonts
 */
function paintNumeral(context, numeral, fonts) {
  const { text, x, y, size, under, isDigit, isConfident, isCorrected, second } = numeral;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.font = isDigit ? `600 ${size}px ${fonts.numerals}` : `${size}px ${fonts.text}`;
  context.fillStyle = !isDigit ? PALETTE.soft : isConfident ? PALETTE.ink : PALETTE.unsure;
  context.fillText(text, x, y);
  if (isCorrected) {
    context.fillStyle = PALETTE.accent;
    context.fillRect(x - size / 4, y + 0.15 * size, size / 2, 2);
  }
  if (second) {
    context.font = `13px ${fonts.text}`;
    context.fillStyle = PALETTE.soft;
    context.fillText(second, x, under);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width of the picture
 * @param {number} middle of the foot
 * @param {Fonts} fonts
 * @param {string} address
 */
function paintFoot(context, width, middle, fonts, address) {
  context.textBaseline = 'middle';
  context.font = `700 20px ${fonts.title}`;
  context.fillStyle = PALETTE.ink;
  context.fillText('Numbre', MARGIN, middle);
  context.textAlign = 'right';
  context.font = `13px ${fonts.text}`;
  context.fillStyle = PALETTE.soft;
  context.fillText(address, width - MARGIN, middle);
  context.textAlign = 'left';
}
