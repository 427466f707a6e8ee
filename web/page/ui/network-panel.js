/** The network section: choice, progress, description and model card of the network in use. */

import { make, makeFailure, setText } from '../lib/dom.js';
import { kilobytes } from '../lib/format.js';
import { idle } from '../lib/schedule.js';

const WAIT = 2000; // ms, for browsers without requestIdleCallback
const LOADING = 'Loading the model card…';
const FAILED = 'The model card didn’t load. Check your connection and try again.';

/** @typedef {import('../session/networks.js').Network} Network */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {[string, number][]} networks name and bytes of each
 * @param {(name: string) => void} onChoice
 */
export function createNetworkPanel(networks, onChoice) {
  const select = /** @type {HTMLSelectElement} */ (element('network'));
  const progress = /** @type {HTMLProgressElement} */ (element('progress'));
  /** @type {Network | null} the one that is shown */
  let current = null;
  /** @type {import('../session/session.js').Loading | null} */
  let shown = null;
  select.append(...networks.map(([name, bytes]) => make('option', { value: name }, `${name} (${kilobytes(bytes)})`)));
  select.addEventListener('change', () => onChoice(select.value));

  /** Shows the network in use, and its card when the page is idle. @param {Network} network */
  function showNetwork(network) {
    current = network;
    setText(element('network-description'), `“${network.name}”`);
    element('network-card').replaceChildren();
    const link = /** @type {HTMLAnchorElement} */ (element('card-link'));
    link.href = `models/${network.name}/card.json`;
    link.hidden = false;
    idle(WAIT).then(() => {
      if (network === current) showCard(network);
    });
  }

  /** Loads and shows the card of a network, unless another is in use by then. @param {Network} network */
  async function showCard(network) {
    if (!network.card) element('card-status').replaceChildren(LOADING);
    try {
      const { cardRows, descriptionOf } = await import('./card.js');
      const card = await network.loadCard();
      if (network !== current) return;
      element('card-status').replaceChildren();
      setText(element('network-description'), descriptionOf(card));
      element('network-card').replaceChildren(...cardRows(card).flatMap(termAndText));
    } catch {
      if (network !== current) return;
      const retry = () => {
        select.focus(); // the button disappears
        showCard(network);
      };
      element('card-status').replaceChildren(makeFailure(FAILED, retry));
    }
  }

  return {
    /** @param {import('../session/session.js').State} state */
    show({ loading, network }) {
      if (network && network !== current) showNetwork(network);
      if (loading === shown) return;
      shown = loading;
      // the choice is the network that is loading; where that fails, the one in use
      select.value = loading.status === 'failed' && network ? network.name : loading.name;
      progress.hidden = loading.part === null;
      progress.value = loading.part ?? 0;
    },
  };
}

/** @param {string[]} row */
const termAndText = ([term, text]) => [make('dt', {}, term), make('dd', {}, text)];
