/** The number that is shown -> the bracket under each grapheme's ink. Pure. */

import { boxOf, union } from '../ink/boxes.js';
import { inkOf } from '../session/shown.js';

/**
 * @typedef {object} Bracket
 * @property {number} left of the ink, in the drawing's px
 * @property {number} right
 * @property {number} bottom
 * @property {string} label what is read, with a question mark where that is unsure
 * @property {boolean} isSure
 * @property {boolean} isSelected
 */

/** @param {import('../session/shown.js').Shown} shown @returns {Bracket[]} */
export const bracketsOf = ({ drawing, graphemes, selected }) =>
  graphemes.map(({ grapheme, parts, isSure }, i) => {
    const { left, right, bottom } = union(inkOf(drawing, parts).map((points) => boxOf(points)));
    return { left, right, bottom, label: isSure ? grapheme : `${grapheme}?`, isSure, isSelected: i === selected };
  });
