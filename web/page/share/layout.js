/**
 * The layout of a picture of the sheet: ink, tiles and numerals in columns, as on the page, for PNG and SVG. It depends
 * on drawing and number alone, not on the window, so that everybody's pictures are alike. Pure.
 */

import { boxOf, heightOf, middleX, union, widthOf } from '../ink/boxes.js';
import { isBlank } from '../ink/drawing.js';
import { inkOf } from '../ink/identity.js';
import { rasterize } from '../ink/raster.js';
import { median } from '../lib/math.js';
import { createCurve } from '../pad/curve.js';
import { isMark } from '../session/number.js';
import { columnsOf } from '../ui/columns.js';

// All lengths are in px of the picture.
const WIDTH = 560;
const MARGIN = 42; // beside the ink
const AIR = 34; // above and below it
const MIN_INK_ROW = 150;
const MAX_INK = 172; // height of one line of writing,
const MAX_INK_LINES = 270; // and of several
const MAX_SCALE = 4; // px per px of the drawing: a dot stays a dot
const PEN = 0.045; // width of the pen, by the height of a digit
const [MIN_PEN, MAX_PEN] = [2, 8.5];
const [MAX_TILE, MAX_NUMERAL] = [64, 84];
const [MAX_TILE_LINES, MAX_NUMERAL_LINES] = [48, 60]; // with several lines of writing
const TILE_AIR = 9; // above and below a tile
const ROW = 1.44; // height of a row of numerals, by their size: see columns.js
const MIDDLE = 0.46; // of a row in which there are second guesses
const BASELINE = 0.35; // from the middle of a numeral down, by its size
const [UNDER, UNDER_SIZE] = [14, 0.1]; // from a numeral down to its second guess: px, and part of its size
const UNDER_AIR = 9; // from a second guess down to the edge
const WIDE = 90; // a column that has room for “or no digit?”
const WORDS = 26; // size of words in place of a numeral

/**
 * @typedef {import('../session/number.js').ShownGrapheme} ShownGrapheme
 * @typedef {import('../photo/placing.js').Area} Area
 *
 * @typedef {object} Curve a part of a stroke
 * @property {number[]} path x, y of its beginning, then six numbers for each cubic Bézier curve, see pad/curve.js
 * @property {number} width
 *
 * @typedef {object} Numeral
 * @property {string} text a digit, a mark, or words
 * @property {number} x its middle
 * @property {number} y its baseline
 * @property {number} size of the font
 * @property {number} width of its column
 * @property {number} under it, the baseline of its second guess
 * @property {boolean} isDigit or a mark; else words, or the sign of a non-digit
 * @property {boolean} isConfident
 * @property {boolean} isCorrected
 * @property {string} second guess, such as “or 9?”; '' for none
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} pen width of the pen
 * @property {Curve[][]} strokes
 * @property {{x: number, y: number, side: number, raster: Float32Array}[]} tiles x, y: left upper corner
 * @property {Numeral[]} numerals
 * @property {{y: number, row: 'tiles' | 'numerals'}[]} rules the lines above rows
 * @property {Area | null} photo where the part of the photo that is on the sheet lies; its ink is not in `strokes`
 * @property {number} inkRow height of the row of ink
 */

/**
 * @param {object} content
 * @param {import('../ink/drawing.js').Drawing} content.drawing not blank
 * @param {ShownGrapheme[]} content.graphemes of the drawing; none if it has not been read
 * @param {string} content.words in place of a number, where the drawing is one non-digit
 * @param {Pick<import('../photo/layer.js').Picture, 'place' | 'traced'>} [content.picture] that ink was traced in, if it is
 *   to be shown
 * @param {{hasTiles: boolean}} rows
 * @returns {Layout}
 */
export function layoutOf({ drawing, graphemes, words, picture }, { hasTiles }) {
  if (isBlank(drawing)) throw new RangeError('drawing: expected one that is not blank');
  const inks = graphemes.map(({ parts }) => inkOf(drawing, parts));
  const boxes = inks.map((ink) => union(ink.map((points) => boxOf(points))));
  const lines = new Set(graphemes.map(({ line }) => line)).size;
  const { place, scale, inkRow } = placeInk(drawing, lines);
  const digits = boxes.filter((_, i) => graphemes[i].grapheme && !isMark(graphemes[i].grapheme));
  const typical = digits.length ? median(digits.map(heightOf)) : heightOf(boxOf(drawing.flat()));
  const pen = clamp(PEN * typical * scale, MIN_PEN, MAX_PEN);

  const middles = graphemes.map((grapheme, i) => ({
    x: place(middleX(boxes[i]), 0)[0],
    line: grapheme.line,
    grapheme: grapheme.grapheme,
  }));
  const { columns, tileRow, numeralRow } = fittedColumns(middles, lines);
  const tilesHeight = hasTiles && lines ? lines * tileRow + 2 * TILE_AIR : 0;
  const numeralsTop = inkRow + tilesHeight;
  const numerals = columns.map(({ x, line, width, numeral, second }, i) => {
    const { grapheme, isConfident, isCorrected, second: other } = graphemes[i];
    const top = numeralsTop + line * numeralRow;
    const guess = other && second ? other.grapheme || (width < WIDE ? '×' : 'no digit') : '';
    return {
      ...{ text: grapheme || words || '×', isDigit: grapheme !== '', isConfident, isCorrected },
      ...{ x, y: top, size: grapheme ? numeral : words ? WORDS : numeral / 2, width, under: 0 },
      second: guess && (second === 'long' ? `or ${guess}?` : `${guess}?`),
    };
  });
  const middle = numerals.some(({ second }) => second) ? MIDDLE : 0.5;
  for (const numeral of numerals) {
    numeral.y += middle * numeralRow + BASELINE * numeral.size;
    numeral.under = numeral.y + UNDER + UNDER_SIZE * numeral.size;
  }
  const unders = numerals.filter(({ second }) => second).map(({ under }) => under + UNDER_AIR);

  return {
    width: WIDTH,
    height: Math.round(Math.max(numeralsTop + lines * numeralRow, ...unders)),
    pen,
    strokes: drawing.filter((points) => !picture?.traced.has(points)).map((points) => curvesOf(points, place, pen)),
    photo: picture ? placeOf(picture.place, place, scale) : null,
    inkRow,
    tiles: tilesHeight
      ? columns.flatMap(({ x, line, tile: side }, i) => {
          if (isMark(graphemes[i].grapheme)) return [];
          const y = inkRow + TILE_AIR + line * tileRow + (tileRow - side) / 2;
          return { x: x - side / 2, y, side, raster: rasterize(inks[i]) };
        })
      : [],
    numerals,
    rules: [
      ...(tilesHeight ? [{ y: inkRow, row: /** @type {const} */ ('tiles') }] : []),
      ...(lines ? [{ y: numeralsTop, row: /** @type {const} */ ('numerals') }] : []),
    ],
  };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/**
 * Puts the ink into the middle of its row, as large as the row allows.
 *
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {number} lines of writing
 * @returns {{place: (x: number, y: number) => [number, number], scale: number, inkRow: number}} place: px of the
 *   drawing -> px of the picture; inkRow: height
 */
function placeInk(drawing, lines) {
  const box = boxOf(drawing.flat());
  const [width, height] = [widthOf(box), heightOf(box)];
  const most = lines > 1 ? MAX_INK_LINES : MAX_INK;
  const scale = Math.min((WIDTH - 2 * MARGIN) / width, most / height, MAX_SCALE); // 1 / 0 is no limit
  const inkRow = Math.max(MIN_INK_ROW, height * scale + 2 * AIR);
  const [left, top] = [(WIDTH - width * scale) / 2, (inkRow - height * scale) / 2];
  return { place: (x, y) => [left + (x - box.left) * scale, top + (y - box.top) * scale], scale, inkRow };
}

/**
 * @param {Area} area px of the drawing
 * @param {(x: number, y: number) => [number, number]} place
 * @param {number} scale
 * @returns {Area} px of the picture
 */
function placeOf(area, place, scale) {
  const [x, y] = place(area.x, area.y);
  return { x, y, width: area.width * scale, height: area.height * scale };
}

/**
 * Columns in rows no higher than their tiles and numerals need.
 *
 * @param {{x: number, line: number, grapheme: string}[]} middles
 * @param {number} lines
 */
function fittedColumns(middles, lines) {
  /** @param {number} tile @param {number} numeral */
  const fitting = (tile, numeral) =>
    columnsOf(middles, {
      width: WIDTH,
      tilesHeight: lines * (tile + TILE_AIR),
      numeralsHeight: lines * numeral * ROW,
      maxTile: tile,
      maxNumeral: numeral,
    });
  const { columns } = lines > 1 ? fitting(MAX_TILE_LINES, MAX_NUMERAL_LINES) : fitting(MAX_TILE, MAX_NUMERAL);
  return fitting(
    Math.max(0, ...columns.map(({ tile }) => tile)),
    Math.max(0, ...columns.map(({ numeral }) => numeral)),
  );
}

/**
 * @param {import('../ink/drawing.js').Stroke} points
 * @param {(x: number, y: number) => [number, number]} place
 * @param {number} pen width
 * @returns {Curve[]}
 */
function curvesOf(points, place, pen) {
  /** @type {Curve[]} */
  const curves = [];
  /** @param {number[]} path @param {number} width by that of the pen */
  const add = (path, width) => {
    const placed = path.flatMap((_, i) => (i % 2 ? [] : place(path[i], path[i + 1])));
    curves.push({ path: placed, width: width * pen });
  };
  const curve = createCurve(add);
  for (const point of points) curve.add(point);
  if (points.length) add(...curve.rest());
  return curves;
}
