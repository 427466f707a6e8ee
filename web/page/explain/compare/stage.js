/** What the networks read now: the drawing, its raster, and what there is to say about it. */

import { isBlank } from '../../ink/drawing.js';
import { FRAME, rasterize } from '../../ink/raster.js';
import { make, makeButton, setText } from '../../lib/dom.js';
import { makeSvg } from '../../lib/elements.js';
import { paintRaster } from '../../ui/pictures.js';
import { paintStrokes } from './shelf.js';

/**
 * @typedef {import('./row.js').Input} Input
 * @typedef {import('./tricks.js').Trick} Trick
 */

const OWN = 'Your digit';
const [DRAWN, SEEN] = ['as drawn', 'as networks see it'];
const BACK = 'Back to my drawing';

/**
 * @param {HTMLElement} readings in words
 * @param {{onBack: () => void, onWithout: () => void}} actions
 */
export function createStage(readings, { onBack, onWithout }) {
  const drawn = makeSvg('svg', { class: 'stage-strokes', role: 'img' });
  const seen = make('canvas', { class: 'stage-raster', role: 'img', width: FRAME, height: FRAME });
  const title = make('h3');
  const line = make('p', { class: 'trick-line', 'aria-live': 'polite' });
  const back = makeButton(BACK, onBack);
  const without = makeButton('', onWithout);
  const element = make(
    'div',
    { class: 'stage' },
    make('figure', {}, drawn, make('figcaption', {}, DRAWN)),
    make('figure', {}, seen, make('figcaption', {}, SEEN)),
    make('div', { class: 'stage-text' }, title, readings, line, make('div', { class: 'stage-actions' }, back, without)),
  );

  /** @type {() => void} what is to be painted, once it is in view */
  let paint = () => {};
  let isInView = true;
  new IntersectionObserver((entries) => {
    isInView = entries[entries.length - 1].isIntersecting;
    if (isInView) paint();
  }).observe(element);

  return {
    element,
    /**
     * @param {Trick | null} trick null: the visitor's own drawing
     * @param {import('../../ink/drawing.js').Drawing} drawing as drawn
     * @param {Input} input as read
     * @param {boolean} isWithout whether the trick's step of preprocessing is left out
     */
    show(trick, drawing, input, isWithout) {
      const name = trick?.name ?? OWN;
      setText(title, name);
      drawn.setAttribute('aria-label', `${name}, ${DRAWN}`);
      seen.setAttribute('aria-label', `${name}, ${SEEN}`);
      paint = () => {
        if (isBlank(drawing)) drawn.replaceChildren();
        else paintStrokes(drawn, drawing, trick);
        paintRaster(seen, isBlank(drawing) ? null : rasterize(input.drawing, input.placement));
      };
      if (isInView) paint();
      back.hidden = !trick;
      without.hidden = !trick?.without;
      setText(without, trick?.without?.label ?? '');
      without.setAttribute('aria-pressed', String(isWithout));
    },
    /** @param {string} text */
    describe(text) {
      setText(line, text);
    },
  };
}
