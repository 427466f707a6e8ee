/** The selected grapheme -> the title of its popover. Pure. */

import { uncapitalized } from '../lib/format.js';
import { isMark } from '../session/number.js';
import { inWords } from './wording.js';

/** @typedef {import('../session/number.js').NumberState} NumberState */

/**
 * Describes the selected grapheme, and its place among digits and marks.
 *
 * @param {NumberState} state
 * @returns {string} such as “Digit 4 of 4: 6”, or “9 (read as 6)”; '' for no reading
 */
export function describeSelected({ selected, graphemes, selectedIndex }) {
  if (!selected) return '';
  const { grapheme, recognized, isSet } = selected;
  const readAs = isSet && recognized !== grapheme ? ` (read as ${uncapitalized(inWords(recognized))})` : '';
  const countIn = (/** @type {typeof graphemes} */ some) => some.filter((one) => one.grapheme).length;
  const kind = isMark(grapheme) ? 'Mark' : 'Digit';
  const place = `${kind} ${countIn(graphemes.slice(0, selectedIndex + 1))} of ${countIn(graphemes)}: `;
  return (grapheme && countIn(graphemes) > 1 ? place : '') + inWords(grapheme) + readAs;
}
