/** Copies text to the clipboard, in whichever way the browser allows. */

import { make } from '../lib/dom.js';

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text); // pages without HTTPS have no clipboard, and access may be blocked
  }
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
