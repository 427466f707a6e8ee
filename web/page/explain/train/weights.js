/** What the first weights of a network learn, as pictures that are painted again as they change. */

import { make } from '../../lib/dom.js';
import { paintSigned } from '../../ui/pictures.js';

const FRAME = 28; // pixels: pictures of this side are of neurons, smaller ones of filters

/** @typedef {import('../../worker/training/trainer.js').Picture} Picture */

/** @returns {{element: HTMLElement, show: (name: string, picture: Picture) => void}} */
export function createWeights() {
  const caption = make('figcaption');
  const grid = make('div', { class: 'neurons', role: 'img' });
  const element = make('figure', { hidden: true }, caption, grid);
  /** @type {HTMLCanvasElement[]} */
  let canvases = [];
  /** @type {Picture | null} */
  let last = null;

  function paint() {
    for (const [i, own] of last?.values.entries() ?? []) paintSigned(canvases[i], own, last?.side ?? 0);
  }
  for (const colours of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(colours).addEventListener('change', paint);
  }
  return {
    element,
    show(name, picture) {
      last = picture;
      const { side, values } = picture;
      if (canvases.length !== values.length) {
        canvases = values.map(() => make('canvas', { class: 'pixels' }));
        grid.replaceChildren(...canvases);
      }
      const isDense = side === FRAME;
      const kind = isDense ? 'neurons' : 'filters';
      caption.textContent = `What ${values.length} ${kind} of the first layer of “${name}” have learned: how their weights have changed`;
      grid.setAttribute(
        'aria-label',
        `${caption.textContent}. Blue is an increase, orange a decrease; strokes appear.`,
      );
      element.hidden = false;
      paint();
    },
  };
}
