/** The style sheet that the first reading does not need. */

import { make } from './dom.js';

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Loads it, once; its address is in index.html.
 *
 * @returns {Promise<void>} rejects if it cannot; the next call then tries again
 */
export function loadLateStyle() {
  loading ??= new Promise((resolve, reject) => {
    const href = document.documentElement.dataset.lateStyle ?? '';
    const link = make('link', { rel: 'stylesheet', href });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      link.remove();
      loading = null;
      reject(new Error(`${href} did not load`));
    });
    document.head.append(link);
  });
  return loading;
}
