/**
 * Where tiles and numerals stand: in a column under the ink of their digit, a row for each line of writing, as large as
 * the distance to their neighbours allows. Pure.
 */

import { median } from '../lib/math.js';
import { isMark } from '../session/number.js';

const DIGIT_WIDTH = 0.61; // of a digit in the numerals' font, by its size,
const NUMERAL_WIDTH = 0.68; // and with air between it and its neighbour
/** Of marks; those that stand low may reach under a digit. @type {Record<string, number>} */
const MARK_WIDTHS = { '.': 0.2, ',': 0.2, '-': 0.2, ':': 0.3, '(': 0.3, ')': 0.3, '/': 0.4, '%': 0.85 };
const LEAST_OF_TYPICAL = 0.55; // one narrow pair must not make a whole number tiny
const TILE_GAP = 4; // CSS px between tiles
const ALIKE = 0.7; // tiles that differ by less are made the same
const MIN_TILE = 10; // CSS px
const LARGEST_OF_LEAST = 2; // tile, by the smallest of its line
const MIN_NUMERAL = 13; // CSS px
const MIN_WIDTH = 8; // CSS px of a column, even where another is nearer: it can be pointed at
const SECOND_HEIGHT = 0.22; // of a row of numerals, kept for second guesses
const SECOND_WIDTHS = [26, 48]; // CSS px of a column that has room for "9?", and for "or 9?"
const SECOND_ROW = 44; // CSS px of a row that has room for either
const WIDEST = 1.2; // column, by the size of the largest numeral
const HEIGHT = 1.12; // of a row, by the size of the numerals in it

/**
 * @typedef {object} Column
 * @property {number} x its middle, CSS px from the left edge of the sheet's rows
 * @property {number} line row, from 0
 * @property {number} width CSS px, up to half way to its neighbours
 * @property {number} tile side of its tile, CSS px
 * @property {number} numeral font size, CSS px
 * @property {'' | 'short' | 'long'} second form of the second guess there is room for: "9?" or "or 9?"; between two rows
 *   of numerals only the short one
 *
 * @typedef {object} Room
 * @property {number} width of the rows, CSS px
 * @property {number} tilesHeight CSS px
 * @property {number} numeralsHeight CSS px
 * @property {number} maxTile CSS px
 * @property {number} maxNumeral CSS px
 */

/**
 * @param {{x: number, line: number, grapheme: string}[]} middles of the ink, in reading order: CSS px; line of writing
 * @param {Room} room
 * @returns {{columns: Column[], rows: number, tileRow: number, numeralRow: number}} heights of a row in CSS px
 */
export function columnsOf(middles, room) {
  const lines = [...new Set(middles.map(({ line }) => line))].sort((a, b) => a - b);
  const rows = Math.max(1, lines.length);
  const numeralRow = Math.max(MIN_NUMERAL * HEIGHT, room.numeralsHeight / rows);
  const rowGap = rows > 1 ? TILE_GAP : 2 * TILE_GAP; // half of it above a tile, half below
  const tileRow = room.tilesHeight / rows;
  /** @type {Column[]} */
  const columns = new Array(middles.length);
  lines.forEach((line, row) => {
    const own = [...middles.keys()].filter((i) => middles[i].line === line);
    const sizes = sizesOf(own, middles, room);
    const numeral = Math.max(
      MIN_NUMERAL,
      Math.min(room.maxNumeral, sizes.numeral, (numeralRow / HEIGHT) * (1 - SECOND_HEIGHT)),
    );
    // the halves of a digit may nearly coincide: the others need not shrink for them
    const usual = Math.max(
      LARGEST_OF_LEAST * (sizes.distance - TILE_GAP),
      LEAST_OF_TYPICAL * (sizes.typical - TILE_GAP),
    );
    const largest = Math.min(room.maxTile, usual, tileRow - rowGap);
    const limits = own.map((i) => Math.min(largest, (sizes.distances.get(i) ?? Infinity) - TILE_GAP));
    const alike = ALIKE * Math.max(...limits);
    const common = Math.min(...limits.filter((limit) => limit >= alike));
    own.forEach((i, place) => {
      const { x } = middles[i];
      const free = Math.max(MIN_WIDTH, sizes.widths.get(i) ?? room.width);
      const width = Math.min(free, 2 * Math.max(1, Math.min(x, room.width - x)));
      const second = secondOf(width, numeralRow, rows);
      const beside = 2 * Math.min(x, room.width - x); // as wide as the sheet lets a column be
      columns[i] = {
        ...{ x, line: row, width: Math.min(width, WIDEST * room.maxNumeral), second },
        ...{
          tile: Math.max(Math.min(MIN_TILE, 0.9 * tileRow), Math.min(common, limits[place], beside)),
          numeral: Math.max(MIN_NUMERAL, Math.min(numeral, beside / DIGIT_WIDTH)),
        },
      };
    });
  });
  return { columns, rows, tileRow, numeralRow };
}

/**
 * Computes the sizes that the distances within one line allow.
 *
 * @param {number[]} own indices of the line's graphemes
 * @param {{x: number, grapheme: string}[]} middles
 * @param {Room} room
 */
function sizesOf(own, middles, room) {
  const sorted = [...own].sort((a, b) => middles[a].x - middles[b].x);
  /** @type {Map<number, number>} */
  const widths = new Map();
  /** @type {number[]} */
  const numerals = [];
  sorted.forEach((i, place) => {
    const right = sorted[place + 1];
    widths.set(i, nearest(sorted, place, middles));
    if (right === undefined) return;
    const share = (widthOf(middles[i]) + widthOf(middles[right])) / 2;
    numerals.push((middles[right].x - middles[i].x) / share);
  });
  const digits = sorted.filter((i) => !isMark(middles[i].grapheme)); // marks have no tiles
  const distances = new Map(digits.map((i, place) => [i, nearest(digits, place, middles)]));
  const numeral = numerals.length
    ? Math.max(Math.min(...numerals), LEAST_OF_TYPICAL * median(numerals))
    : room.maxNumeral;
  const all = [...distances.values()];
  return {
    widths,
    numeral,
    distances,
    distance: Math.min(...all),
    typical: digits.length > 1 ? median(all) : Infinity,
  };
}

/**
 * Computes the distance to the nearer neighbour, CSS px: Infinity where there is none.
 *
 * @param {number[]} sorted indices from left to right
 * @param {number} place in sorted
 * @param {{x: number}[]} middles
 */
function nearest(sorted, place, middles) {
  const { x } = middles[sorted[place]];
  const neighbours = [sorted[place - 1], sorted[place + 1]].filter((i) => i !== undefined);
  return Math.min(...neighbours.map((i) => Math.abs(middles[i].x - x)));
}

/**
 * @param {number} width of a column, CSS px
 * @param {number} height of its row, CSS px
 * @param {number} rows count
 * @returns {Column['second']}
 */
function secondOf(width, height, rows) {
  if (width < SECOND_WIDTHS[0] || height < SECOND_ROW) return '';
  return rows > 1 || width < SECOND_WIDTHS[1] ? 'short' : 'long';
}

/** @param {{grapheme: string}} middle */
const widthOf = ({ grapheme }) => MARK_WIDTHS[grapheme] ?? NUMERAL_WIDTH;
