/** The address of this page with a drawing in its fragment, which no server ever sees. */

import { isBlank } from '../ink/drawing.js';
import { encode, LONGEST_LINK } from '../ink/encoding.js';
import { CONFIDENT, isOfInk } from '../session/number.js';
import { fragmentOf } from './address.js';

const LONGEST_FINE = 1400; // characters that a finer drawing may take
const TOO_LARGE = 'This drawing is too large for a link. Save it as a file instead.';

/**
 * @param {import('../session/session.js').Session} session
 * @param {import('../pad/pad.js').Pad} pad
 * @param {{current: string | null}} parts
 */
export function createLink(session, pad, parts) {
  /**
   * Returns the link to a drawing, with the network, the open part and the selected digit.
   *
   * @param {import('../ink/drawing.js').Drawing | null} given null: the one on the pad
   * @returns {string}
   * @throws {RangeError} with the kind 'too large', and a sentence for the visitor
   */
  return (given) => {
    const { network, number, isReading, drawing } = session.state;
    const { strokes, size } = given ? { strokes: given, size: null } : pad.sheet;
    const isSure = !given && !isReading && isOfInk(number, drawing) && number.confidence >= CONFIDENT;
    const name = network?.name ?? null;
    const state = {
      network: name && session.names.indexOf(name) > 0 ? name : null, // others are on this device alone
      part: parts.current,
      selected: given ? null : chosenIn(number),
    };
    const before = location.href.split('#')[0];
    if (isBlank(strokes)) return [before, fragmentOf({ drawing: null, ...state })].filter(Boolean).join('#');
    const room = LONGEST_LINK - `${before}#${fragmentOf({ drawing: '', ...state })}`.length;
    // where the reading hangs in the balance, less than half a pixel may tip it
    for (const finer of isSure ? [0] : [4, 3, 2, 1, 0]) {
      try {
        const encoded = encode({ strokes, size }, { finer, limit: finer ? Math.min(LONGEST_FINE, room) : room });
        return `${before}#${fragmentOf({ drawing: encoded, ...state })}`;
      } catch (error) {
        if (!finer) throw Object.assign(new RangeError(TOO_LARGE, { cause: error }), { kind: 'too large' });
      }
    }
    throw new RangeError(TOO_LARGE); // never: the last attempt has thrown it
  };
}

/** The selected digit, if it is not the last one, which is selected by itself. @param {import('../session/number.js').NumberState} number */
export const chosenIn = ({ selectedIndex, graphemes }) =>
  selectedIndex >= 0 && selectedIndex < graphemes.length - 1 ? selectedIndex : null;
