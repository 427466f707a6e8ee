/**
 * Compare and How it works: their code and networks are fetched when they are opened, and they follow
 * the selected ink only while they are open. A link to #compare or #how opens one.
 */

import { make } from '../lib/dom.js';

const PARTS = {
  compare: async (place, networks) => {
    const { createCompare } = await import('./compare.js');
    const compare = createCompare(place, networks);
    return { show: (network, drawing) => compare.show(drawing) };
  },
  how: async (place) => (await import('./how-it-works.js')).createHow(place),
};

const FAILED = 'This part could not be fetched; check the connection, close it and open it again.';

/** @param {ReturnType<import('../network/networks.js').createNetworks>} networks */
export function createMore(networks) {
  const open = new Map(); // id -> the part that is shown
  let latest = [null, []];

  for (const [id, create] of Object.entries(PARTS)) {
    const details = document.getElementById(id);
    const place = details.querySelector('.inside');
    let making = null; // the promise of the part: made once, when it is first opened
    details.addEventListener('toggle', async () => {
      if (!details.open) return open.delete(id);
      making ??= create(place, networks);
      try {
        const part = await making;
        if (details.open) open.set(id, part);
        part.show(...latest);
      } catch {
        making = null;
        place.replaceChildren(make('p', { class: 'failed' }, FAILED));
      }
    });
    if (location.hash === `#${id}`) details.open = true;
  }

  return {
    /** Shows another drawing or network in what is open. */
    show(network, drawing) {
      latest = [network, drawing];
      for (const part of open.values()) part.show(network, drawing);
    },
  };
}
