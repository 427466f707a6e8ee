/**
 * Look inside: the selected digit on its way through the network in use. Its layers are planes, painted again as fast as the
 * network answers while the visitor writes; any of their numbers can be taken apart. Fetched on demand.
 */

import { createView } from './view.js';

/**
 * @typedef {import('../../session/session.js').State} State
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('./view.js').View} View
 */

/**
 * @param {HTMLElement} place to fill
 * @param {import('../../session/session.js').Session} session
 * @param {import('../../pad/pad.js').Pad} pad
 * @returns {import('../parts.js').Part}
 */
export function createLookInside(place, session, pad) {
  /** @type {View | null} the one on show */
  let view = null;
  /** @type {{network: Network, view: Promise<View>} | null} the one that is made, or was made last */
  let making = null;
  /** @type {Network | null} */
  let wanted = null;
  /** @type {State['number'] | null} */
  let shown = null;
  let points = 0; // of the drawing that was followed last

  /** Makes the view of a network, once for all readings that come meanwhile. @param {Network} network */
  function viewOf(network) {
    if (making?.network === network) return making.view;
    making?.view.then((last) => last !== view && last.end()).catch(() => {});
    const own = { network, view: createView(network, session, pad) };
    making = own;
    own.view.catch(() => {
      if (making === own) making = null; // the next call tries again
    });
    return own.view;
  }

  /** @type {import('../parts.js').Part['show']} */
  async function show({ network, number }) {
    wanted = network;
    if (network && network !== view?.network) {
      const next = await viewOf(network);
      if (wanted !== network) return; // another has been chosen meanwhile
      if (next !== view) {
        view?.end();
        view = next;
        place.replaceChildren(...next.elements);
        next.begin();
      }
    }
    if (number === shown) view?.refresh(); // in the colours of another colour scheme
    shown = number;
    await view?.follow(session.state);
  }

  // a stroke grows between two readings
  session.subscribe((/** @type {State} */ state) => {
    if (!state.isDrawing || !view?.isShown()) return;
    const count = state.drawing.reduce((sum, { length }) => sum + length, 0);
    if (count === points) return;
    points = count;
    view.follow(state).catch(() => {}); // the next reading reports it
  });

  place.replaceChildren('The network is not loaded yet.');
  return { show };
}
