/** Text -> the clipboard, with what the browser has for it. */

import { make } from '../lib/dom.js';

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOld(text); // a page without HTTPS has no clipboard, and it may be forbidden
  }
}

/** The way before there was one, which needs selected text. */
function copyOld(text) {
  const focused = document.activeElement;
  const area = make('textarea', { class: 'unseen', readonly: true, tabindex: -1, 'aria-hidden': 'true' });
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
