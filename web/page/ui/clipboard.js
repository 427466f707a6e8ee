/** Copies text to the clipboard, in whichever way the browser allows. */

import { make } from '../lib/dom.js';

export const NOT_COPIED = 'Couldn’t copy: the browser blocked access to the clipboard.';

/**
 * Must be called within the event that asks for it, even if the text is still to come.
 *
 * @param {string | Promise<string>} text
 * @returns {Promise<boolean>} whether it was copied; rejects as the text does
 */
export async function copyText(text) {
  try {
    await write(text); // before any other await: Safari forgets the event then
    return true;
  } catch {
    return copySelection(await text); // pages without HTTPS have no clipboard, and access may be blocked
  }
}

/** @param {string | Promise<string>} text */
function write(text) {
  if (typeof text === 'string') return navigator.clipboard.writeText(text);
  const blob = text.then((known) => new Blob([known], { type: 'text/plain' }));
  blob.catch(() => {}); // the text's own failure is reported
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
