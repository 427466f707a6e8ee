/** The first weights of a network as pictures, painted again as they change. */

import { make } from '../../lib/dom.js';
import { paintSigned } from '../../ui/pictures.js';

const FRAME = 28; // pixels: pictures of this side are of neurons, smaller ones of filters

/** @returns {{element: HTMLElement, show: (picture: import('../../worker/training/trainer.js').Picture) => void}} */
export function createWeights() {
  const caption = make('figcaption');
  const grid = make('div', { class: 'neurons', role: 'img' });
  const element = make('figure', { hidden: true }, caption, grid);
  /** @type {HTMLCanvasElement[]} */
  let canvases = [];
  return {
    element,
    show({ side, values }) {
      if (canvases.length !== values.length) {
        canvases = values.map(() => make('canvas', { class: 'pixels' }));
        grid.replaceChildren(...canvases);
      }
      const isDense = side === FRAME;
      const kind = isDense ? 'neurons' : 'filters';
      caption.textContent = `The weights of ${values.length} ${kind} of the first layer`;
      const colours = `blue adds to a ${isDense ? 'neuron' : 'filter'}’s sum, orange takes from it`;
      grid.setAttribute('aria-label', `${caption.textContent}: ${colours}. They begin as noise, and become strokes.`);
      element.hidden = false;
      values.forEach((own, i) => paintSigned(canvases[i], own, side));
    },
  };
}
