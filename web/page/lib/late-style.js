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
    const fail = () => {
      link.remove();
      loading = null;
      reject(new Error(`${href} did not load`));
    };
    // one that a host sends with a wrong type is empty, without an error
    link.addEventListener('load', () => (link.sheet?.cssRules.length ? resolve() : fail()));
    link.addEventListener('error', fail);
    document.head.append(link);
  });
  return loading;
}
