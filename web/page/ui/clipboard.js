/** Copies text to the clipboard, in whichever way the browser allows. */

import { make } from '../lib/dom.js';

/**
 * Must be called within the event that asks for it. A text that is still to come may follow.
 *
 * @param {string | Promise<string | null>} text null: nothing is copied
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text) {
  try {
    await write(text); // Safari allows it before the first await only
    return true;
  } catch {
    const known = await text;
    return known !== null && copySelection(known); // pages without HTTPS have no clipboard, and access may be blocked
  }
}

/** @param {string | Promise<string | null>} text */
function write(text) {
  if (typeof text === 'string') return navigator.clipboard.writeText(text);
  const blob = text.then((known) => {
    if (known === null) throw new TypeError('text: there is none');
    return new Blob([known], { type: 'text/plain' });
  });
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

/** The older way, which copies selected text. @param {string} text */
function copySelection(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const attributes = { class: 'visually-hidden', readonly: true, tabindex: -1, 'aria-hidden': 'true' };
  const area = make('textarea', attributes);
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    focused?.focus({ preventScroll: true });
  }
}
