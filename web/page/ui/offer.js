/**
 * A message in the bar with one or two buttons beside it: Undo, or Yes and No. It goes with the correction that it is
 * about, with the next stroke or message, or after a while; then nothing happens. Fetched on demand.
 */

import { make, makeButton } from '../lib/dom.js';

/** ms that a button to undo stays, or longer while it is pointed at or has the focus */
export const UNDO_TIME = 12_000;
/** ms that a question stays: until the next stroke; the longest that a timer takes */
export const QUESTION_TIME = 2 ** 31 - 1;

/** @typedef {import('../session/corrections.js').Correction} Correction */

/**
 * @param {import('../session/session.js').Session} session
 * @param {(text: string, time?: number) => void} report shows a message for so many ms
 */
export function createOffer(session, report) {
  const element = make('span', { class: 'offer' });
  const message = /** @type {HTMLElement} */ (document.querySelector('.message'));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Correction | null} */
  let about = null;

  function hide() {
    clearTimeout(timer);
    if (!element.isConnected) return;
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    message.classList.remove('has-offer');
    report('', 0);
    if (hadFocus) document.getElementById('pad')?.focus({ preventScroll: true });
  }

  /** @param {Correction | null} correction */
  const isOver = (correction) => {
    const { isDrawing, corrections } = session.state;
    return isDrawing || (correction !== null && !corrections.includes(correction));
  };

  session.subscribe(() => isOver(about) && hide());

  return {
    hide,
    /**
     * @param {Correction} correction that it is about
     * @param {string} text
     * @param {number} time ms that it stays
     * @param {Record<string, () => void>} actions by the label of their button: the first click ends the offer
     */
    show(correction, text, time, actions) {
      hide();
      if (isOver(correction)) return;
      about = correction;
      const buttons = Object.entries(actions).map(([label, act]) =>
        makeButton(label, () => {
          hide();
          act();
        }),
      );
      element.replaceChildren(...buttons);
      message.append(element);
      message.classList.add('has-offer');
      report(text, QUESTION_TIME); // `hide` ends it
      const end = () => {
        if (element.matches(':hover, :focus-within')) timer = setTimeout(end, time);
        else hide();
      };
      timer = setTimeout(end, time);
    },
  };
}
