/** The selected ink as it is now, while a stroke grows: a reading knows only the ink that it was made of. Pure. */

import { isOfInk } from '../../session/number.js';

/**
 * @param {Pick<import('../../session/session.js').State, 'drawing' | 'number'>} state
 * @returns {import('../../ink/drawing.js').Drawing} ink of the selected grapheme, with what has been added to its last
 *   stroke since it was read; all ink where nothing has been read. A stroke that is not read yet belongs to no grapheme
 */
export function growingInk({ drawing, number }) {
  const { selected, graphemes, ink } = number;
  if (!isOfInk(number, drawing)) return ink;
  if (!selected) return drawing;
  const last = number.drawing.length - 1;
  const ends = graphemes.flatMap(({ parts }) => parts.filter(({ stroke }) => stroke === last).map(({ end }) => end));
  const read = Math.max(...ends);
  return selected.parts.map(({ stroke, begin, end }) => {
    const isGrowing = stroke === last && end === read;
    return drawing[stroke].slice(begin, isGrowing ? undefined : end);
  });
}
