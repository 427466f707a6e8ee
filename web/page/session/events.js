/**
 * Events for the site around the page, like those of a text field: `input` when the number changes, `change` when it
 * has settled. Both bubble and have detail {text: string, confidence: number}.
 */

/**
 * @param {import('./session.js').Session} session
 * @param {EventTarget} target
 */
export function dispatchEvents(session, target) {
  /** @type {Record<string, string>} type -> text of the last event */
  const last = { input: '', change: '' };
  /** @param {string} type @param {import('./number.js').NumberState} number */
  const dispatch = (type, { text, confidence }) => {
    if (text === last[type]) return;
    last[type] = text;
    target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { text, confidence } }));
  };
  session.subscribe(({ number, isReading, isSettled }) => {
    if (!isReading) dispatch('input', number); // partial readings are for the eye
    if (isSettled) dispatch('change', number);
  });
}
