/** The network section: choice, progress, description and model card of the network in use. */

import { make, makeFailure, setText } from '../lib/dom.js';
import { kilobytes } from '../lib/format.js';
import { idle } from '../lib/schedule.js';

const WAIT = 2000; // ms, for browsers without requestIdleCallback
const LOADING = 'Loading the model card…';
const FAILED = 'The model card didn’t load. Check your connection and try again.';

const element = (id) => document.getElementById(id);

/**
 * @param {[string, number][]} networks name and bytes of each
 * @param {(name: string) => void} onChoice
 */
export function createNetworkPanel(networks, onChoice) {
  const select = /** @type {HTMLSelectElement} */ (element('network'));
  const progress = /** @type {HTMLProgressElement} */ (element('progress'));
  let current = null; // the network in use
  select.append(...networks.map(([name, bytes]) => make('option', { value: name }, `${name} (${kilobytes(bytes)})`)));
  select.addEventListener('change', () => onChoice(select.value));

  /** Loads and shows the card of a network, unless another is in use by then. */
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
    /** Selects the network that is in use or loading. @param {string} name */
    showChoice(name) {
      select.value = name;
    },

    /** @param {number | null} part of a network that has arrived, 0..1; null if none is loading */
    showProgress(part) {
      progress.hidden = part === null;
      progress.value = part ?? 0;
    },

    /**
     * Shows the network in use, and its card when the page is idle.
     *
     * @param {import('../network/networks.js').Network} network
     */
    showNetwork(network) {
      current = network;
      const { name } = network.summary;
      setText(element('network-description'), `“${name}”`);
      element('network-card').replaceChildren();
      const link = /** @type {HTMLAnchorElement} */ (element('card-link'));
      link.href = `models/${name}/card.json`;
      link.hidden = false;
      idle(WAIT).then(() => network === current && showCard(network));
    },
  };
}

const termAndText = ([term, text]) => [make('dt', {}, term), make('dd', {}, text)];
