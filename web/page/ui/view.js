/** The page around the reading -> DOM: tools, networks, cards. Knows the elements, not how they came about. */

import { cardRows } from './card.js';
import { make, setText } from '../lib/dom.js';
import { kilobytes } from '../lib/format.js';

const SEEN = 'What the network sees: 28\u2009×\u200928';

const element = (id) => document.getElementById(id);

export function createView() {
  return {
    /** Tells a screen reader, and nobody else; the same words twice are told twice. */
    say(text) {
      element('said').textContent = '';
      requestAnimationFrame(() => setText(element('said'), text));
    },

    showDrawn(isBlank) {
      element('pad-hint').hidden = !isBlank;
      element('update-costs').hidden = isBlank;
    },

    /** Shows which tools have something to do. They keep the focus, so they are not `disabled`. */
    showTools({ canUndo, canRedo, canClear }) {
      element('undo').setAttribute('aria-disabled', !canUndo);
      element('redo').setAttribute('aria-disabled', !canRedo);
      element('clear').setAttribute('aria-disabled', !canClear);
    },

    /** @param {string[]} numbers drawings of which can be tried @param {(number: string) => void} onChoice */
    offerSamples(numbers, onChoice) {
      for (const number of numbers) {
        const button = make('button', { type: 'button', 'aria-label': `Sample ${number}` }, number);
        button.addEventListener('click', () => onChoice(number));
        element('samples').append(button);
      }
    },

    /** @param {[string, number][]} networks name and bytes of each @param {(name: string) => void} onChoice */
    offerNetworks(networks, onChoice) {
      const options = networks.map(([name, bytes]) => make('option', { value: name }, `${name} (${kilobytes(bytes)})`));
      element('network').replaceChildren(...options);
      element('network').addEventListener('change', ({ target }) => onChoice(target.value));
    },

    /** Shows which network is in use, or is being loaded. */
    showChoice(name) {
      element('network').value = name;
    },

    /** @param {number | null} part of a network that has arrived, 0..1; null when none is being loaded */
    showProgress(part) {
      element('progress').hidden = part === null;
      element('progress').value = part ?? 0;
    },

    showCard(card) {
      setText(element('raster-told'), card.maps.names.length > 1 ? `${SEEN}, and which way the pen went` : SEEN);
      setText(element('network-about'), `“${card.name}”: ${card.about}.`);
      element('network-link').href = `models/${card.name}/card.json`;
      element('network-link').hidden = false;
      element('network-card').replaceChildren(...cardRows(card).flatMap(termAndText));
    },
  };
}

const termAndText = ([term, text]) => [make('dt', {}, term), make('dd', {}, text)];
