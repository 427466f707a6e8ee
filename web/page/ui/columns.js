/**
 * Where tiles and numerals stand: in a column under the ink of their digit, a row for each line of writing, as large as
 * the distance to their neighbours allows. Pure.
 */

import { median } from '../lib/math.js';

const NUMERAL_WIDTH = 0.62; // of a digit in the numerals' font, with a little air, by its size
const MARK_WIDTH = 0.2; // of a point, comma or minus, which stand low and may reach under a digit
const LEAST_OF_TYPICAL = 0.6; // one narrow pair must not make a whole number tiny
const TILE_GAP = 4; // CSS px between tiles
const MIN_TILE = 10; // CSS px
const MIN_NUMERAL = 13; // CSS px
const SECOND_HEIGHT = 0.22; // of a row of numerals, kept for second guesses
const SECOND_WIDTHS = [26, 48]; // CSS px of a column that has room for "9?", and for "or 9?"
const HEIGHT = 1.12; // of a row, by the size of the numerals in it

/**
 * @typedef {object} Column
 * @property {number} x its middle, CSS px from the left edge of the sheet's rows
 * @property {number} line row, from 0
 * @property {number} width CSS px, up to half way to its neighbours
 * @property {number} tile side of its tile, CSS px
 * @property {number} numeral font size, CSS px
 * @property {'' | 'short' | 'long'} second form of the second guess there is room for
 *
 * @typedef {object} Room
 * @property {number} width of the rows, CSS px
 * @property {number} tilesHeight CSS px
 * @property {number} numeralsHeight CSS px
 * @property {number} maxTile CSS px
 * @property {number} maxNumeral CSS px
 */

/**
 * @param {{x: number, line: number, isMark: boolean}[]} middles of the ink, in reading order: CSS px; line of writing
 * @param {Room} room
 * @returns {{columns: Column[], rows: number, tileRow: number, numeralRow: number}} heights of a row in CSS px
 */
export function columnsOf(middles, room) {
  const lines = [...new Set(middles.map(({ line }) => line))].sort((a, b) => a - b);
  const rows = Math.max(1, lines.length);
  const numeralRow = Math.max(MIN_NUMERAL * HEIGHT, room.numeralsHeight / rows);
  const tileRow = Math.max(MIN_TILE + 2, room.tilesHeight / rows);
  /** @type {Column[]} */
  const columns = new Array(middles.length);
  lines.forEach((line, row) => {
    const own = [...middles.keys()].filter((i) => middles[i].line === line);
    const sizes = sizesOf(own, middles, room);
    const numeral = Math.max(
      MIN_NUMERAL,
      Math.min(room.maxNumeral, sizes.numeral, (numeralRow / HEIGHT) * (1 - SECOND_HEIGHT)),
    );
    const tile = Math.max(MIN_TILE, Math.min(room.maxTile, sizes.distance - TILE_GAP, tileRow - 2 * TILE_GAP));
    for (const i of own) {
      const { x } = middles[i];
      const width = Math.min(sizes.widths.get(i) ?? room.width, 2 * Math.max(1, Math.min(x, room.width - x)));
      const second = rows > 1 || width < SECOND_WIDTHS[0] ? '' : width < SECOND_WIDTHS[1] ? 'short' : 'long';
      const beside = 2 * Math.min(x, room.width - x); // as wide as the sheet lets a column be
      columns[i] = {
        ...{ x, line: row, width: Math.min(width, 1.6 * room.maxNumeral), second },
        ...{
          tile: Math.max(MIN_TILE, Math.min(tile, beside)),
          numeral: Math.max(MIN_NUMERAL, Math.min(numeral, beside / NUMERAL_WIDTH)),
        },
      };
    }
  });
  return { columns, rows, tileRow, numeralRow };
}

/**
 * Computes the sizes that the distances within one line allow.
 *
 * @param {number[]} own indices of the line's graphemes
 * @param {{x: number, isMark: boolean}[]} middles
 * @param {Room} room
 */
function sizesOf(own, middles, room) {
  const sorted = [...own].sort((a, b) => middles[a].x - middles[b].x);
  /** @type {Map<number, number>} */
  const widths = new Map();
  /** @type {number[]} */
  const numerals = [];
  let distance = Infinity;
  sorted.forEach((i, place) => {
    const [left, right] = [sorted[place - 1], sorted[place + 1]];
    const [toLeft, toRight] = [left, right].map((j) =>
      j === undefined ? Infinity : Math.abs(middles[i].x - middles[j].x),
    );
    widths.set(i, Math.min(toLeft, toRight));
    if (right === undefined) return;
    const share = (widthOf(middles[i]) + widthOf(middles[right])) / 2;
    numerals.push(toRight / share);
    if (!middles[i].isMark && !middles[right].isMark) distance = Math.min(distance, toRight);
  });
  const numeral = numerals.length
    ? Math.max(Math.min(...numerals), LEAST_OF_TYPICAL * median(numerals))
    : room.maxNumeral;
  return { widths, numeral, distance };
}

/** @param {{isMark: boolean}} grapheme */
const widthOf = ({ isMark }) => (isMark ? MARK_WIDTH : NUMERAL_WIDTH);
