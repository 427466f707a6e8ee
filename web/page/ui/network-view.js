/** The network on the sheet: progress while it loads, and its name, unless it is the default. */

import { setText } from '../lib/dom.js';

const DEFAULT_TEXT = 'See the network in between';

/** @param {string} defaultName of the network that reads unless the visitor chooses another */
export function createNetworkView(defaultName) {
  const link = /** @type {HTMLElement} */ (document.getElementById('between'));
  const progress = /** @type {HTMLProgressElement} */ (document.getElementById('progress'));
  return {
    /** @param {import('../session/session.js').State} state */
    show({ loading: { part }, network }) {
      setText(link, network && network.name !== defaultName ? `See “${network.name}” at work` : DEFAULT_TEXT);
      progress.hidden = part === null;
      progress.value = part ?? 0;
    },
  };
}
