/**
 * Compare and How it works: their code and networks are fetched when they are opened, and they follow the
 * selected ink while they are open. A link to #compare or #how opens one.
 */

import { makeFailure } from '../lib/dom.js';

/**
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../session/networks.js').Network} Network
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Panel
 * @property {(network: Network | null, drawing: Drawing) => Promise<void>} show rejects if it cannot
 */

/** @type {Record<string, (place: Element, session: Session) => Promise<Panel>>} */
const PANELS = {
  compare: async (place, session) => (await import('./compare.js')).createCompare(place, session),
  how: async (place, session) => (await import('./how-it-works.js')).createHowItWorks(place, session),
};

const LOADING = 'Loading…';
const NOT_FETCHED = 'This section didn’t load. Check your connection and try again.';
const FAILED = 'Something went wrong here.';

/** @param {Session} session */
export function createPanels(session) {
  /** @type {Set<() => void>} of the open panels */
  const open = new Set();
  /** @type {{network: Network | null, drawing: Drawing}} */
  let shown = { network: null, drawing: [] };

  for (const [id, create] of Object.entries(PANELS)) {
    const details = /** @type {HTMLDetailsElement} */ (document.getElementById(id));
    const place = /** @type {Element} */ (details.querySelector('.panel-content'));
    /** @type {Promise<Panel> | null} created when it is first opened */
    let creating = null;
    details.addEventListener('toggle', () => (details.open ? begin() : open.delete(show)));
    if (location.hash === `#${id}`) details.open = true;

    function begin() {
      open.add(show);
      if (!creating) place.replaceChildren(LOADING);
      show();
    }

    async function show() {
      creating ??= create(place, session);
      const panel = await creating.catch(() => fail(NOT_FETCHED));
      await panel?.show(shown.network, shown.drawing).catch(() => fail(FAILED));
    }

    /** @param {string} message */
    function fail(message) {
      creating = null;
      open.delete(show); // it stays as it is until the visitor tries again
      place.replaceChildren(makeFailure(message, retry));
      return null;
    }

    function retry() {
      details.querySelector('summary')?.focus(); // the button disappears
      begin();
    }
  }

  /** Shows the latest drawing again, in the colours of another colour scheme, too. */
  function repaint() {
    for (const show of open) show();
  }

  return {
    /** Shows another drawing or network in the open panels. @param {import('../session/session.js').State} state */
    show({ network, number: { ink } }) {
      if (network === shown.network && ink === shown.drawing) return;
      shown = { network, drawing: ink };
      repaint();
    },
    repaint,
  };
}
