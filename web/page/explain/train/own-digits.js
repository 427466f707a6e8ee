/** The digits on the pad, as they are read or corrected now, to be learned from. Pure. */

import { inkOf } from '../../ink/identity.js';

const DIGIT = /^\d$/;

/**
 * @param {import('../../session/number.js').NumberState} number
 * @returns {{drawing: import('../../ink/drawing.js').Drawing, label: number}[]} marks and non-digits are left out
 */
export const ownDigits = ({ graphemes, drawing }) =>
  graphemes
    .filter(({ grapheme }) => DIGIT.test(grapheme))
    .map(({ grapheme, parts }) => ({ drawing: inkOf(drawing, parts), label: Number(grapheme) }));
