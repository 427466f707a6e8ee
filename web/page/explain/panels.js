/**
 * Compare and How it works: their code and networks are fetched when they are opened, and they follow the
 * selected ink while they are open. A link to #compare or #how opens one.
 */

import { makeFailure } from '../lib/dom.js';

/**
 * @typedef {object} Panel
 * @property {(network: import('../network/networks.js').Network | null, drawing: import('../ink/drawing.js').Drawing)
 *   => void} show
 */

const PANELS = {
  compare: async (place, networks) => {
    const { createCompare } = await import('./compare.js');
    const compare = createCompare(place, networks);
    return { show: (_, drawing) => compare.show(drawing) };
  },
  how: async (place) => (await import('./how-it-works.js')).createHowItWorks(place),
};

const LOADING = 'Loading…';
const FAILED = 'This section didn’t load. Check your connection and try again.';

/** @param {ReturnType<import('../network/networks.js').createNetworks>} networks */
export function createPanels(networks) {
  const open = new Map(); // id -> panel
  let latest = { network: null, drawing: [] };

  for (const [id, create] of Object.entries(PANELS)) {
    const details = /** @type {HTMLDetailsElement} */ (document.getElementById(id));
    const place = details.querySelector('.panel-content');
    let creating = null; // the promise of the panel, created when it is first opened
    details.addEventListener('toggle', () => (details.open ? show() : open.delete(id)));
    if (location.hash === `#${id}`) details.open = true;

    async function show() {
      if (!creating) place.replaceChildren(LOADING);
      try {
        creating ??= create(place, networks);
        const panel = await creating;
        if (details.open) open.set(id, panel);
        panel.show(latest.network, latest.drawing);
      } catch {
        creating = null;
        place.replaceChildren(makeFailure(FAILED, retry));
      }
    }

    function retry() {
      details.querySelector('summary').focus(); // the button disappears
      show();
    }
  }

  return {
    /**
     * Shows another drawing or network in the open panels.
     *
     * @param {import('../network/networks.js').Network | null} network
     * @param {import('../ink/drawing.js').Drawing} drawing
     */
    show(network, drawing) {
      latest = { network, drawing };
      for (const panel of open.values()) panel.show(network, drawing);
    },
  };
}
