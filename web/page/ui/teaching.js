/**
 * What follows a correction: the ink is learned as the visitor says, and a message says so, with a button to undo. Where the
 * network takes the ink for a non-digit, or surely for another digit, the visitor is asked first: one wrong example goes
 * far. Fetched with the popover.
 */

import { InkError, toExample } from '../hand/examples.js';
import { uncapitalized } from '../lib/format.js';
import { reasonOf } from '../lib/late-code.js';
import { DIGITS } from '../network/classes.js';
import { createLessons } from '../session/lessons.js';
import { createOffer, QUESTION_TIME, UNDO_TIME } from './offer.js';
import { articleOf, inWords } from './wording.js';

const SURE = 0.99; // probability of another digit, from which the visitor is asked

/**
 * @typedef {import('../session/corrections.js').Corrections} Corrections
 *
 * @param {import('../session/session.js').Session} session
 * @param {import('../session/hand.js').Hand} hand
 * @param {(text: string, time?: number) => void} report shows a message for so many ms
 */
export function createTeaching(session, hand, report) {
  const lessons = createLessons(session, hand);
  const offer = createOffer(session, report);

  /**
   * @param {import('../session/corrections.js').Label} correction
   * @param {import('../hand/examples.js').Example} example
   * @param {string} recognized
   */
  async function learn(correction, example, recognized) {
    lessons.teach(correction, example, recognized);
    const name = uncapitalized(inWords(example.grapheme));
    await hand.ready;
    try {
      await hand.learned;
    } catch (error) {
      return report(`Your ${name} couldn’t be learned yet. ${await reasonOf(error)}`);
    }
    if (!lessons.has(correction)) return; // undone meanwhile
    const ending = hand.state.isStored ? '' : ' for this visit: this browser can’t store it';
    offer.show(correction, `Learned your ${name}${ending}.`, UNDO_TIME, {
      Undo() {
        lessons.forget(correction);
        report(`Forgot this ${name}.`);
      },
    });
  }

  /**
   * Returns the digit that the network, by itself, surely takes ink for; null if there is none.
   *
   * @param {import('../ink/drawing.js').Drawing} ink
   */
  async function sureDigit(ink) {
    const { network } = session.state;
    if (!network) return null;
    const probabilities = await session.classifyWith(network, [ink]).catch(() => []); // it took too long
    return DIGITS.find((digit) => probabilities[network.summary.classes.indexOf(digit)] >= SURE) ?? null;
  }

  return {
    hideOffer: offer.hide,
    takenBack: lessons.takenBack,
    /**
     * @param {import('../session/number.js').NumberState} number in which a grapheme was chosen
     * @param {Corrections} before
     * @param {Corrections} corrections after the choice, on the sheet
     */
    async afterChoice({ selected, ink }, before, corrections) {
      const correction = corrections.find((one) => !before.includes(one));
      if (hand.state.isPaused || !selected || correction?.kind !== 'label' || !correction.grapheme) return;
      const { grapheme } = correction;
      try {
        const example = toExample(ink, grapheme, Date.now());
        const { recognized } = selected;
        const other = recognized && (await sureDigit(ink));
        if (lessons.isUndone(correction)) return;
        if (recognized && (!other || other === grapheme)) return learn(correction, example, recognized);
        const name = uncapitalized(inWords(grapheme));
        const question = other
          ? `This looks like ${articleOf(other)} ${other}. Learn it as your ${name}?`
          : `This doesn’t look like ${articleOf(name)} ${name}. Learn it anyway?`;
        offer.show(correction, question, QUESTION_TIME, {
          Yes: () => void learn(correction, example, recognized),
          No() {},
        });
      } catch (error) {
        if (!(error instanceof InkError)) throw error;
        report(error.message);
      }
    },
  };
}
