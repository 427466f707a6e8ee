/** Samples to try the page with: small drawings in the empty row of numerals. Fetched when the page is idle. */

import { make, makeButton } from '../lib/dom.js';
import { makeSvg } from '../lib/elements.js';
import { sampleOf, sampleStrokes } from '../pad/samples.js';

const SAMPLES = ['7', '4', '2', '47', '2026'];
const MARGIN = 8; // around the ink of a picture, for the pen

/**
 * @param {import('../pad/pad.js').Pad} pad
 * @param {HTMLElement} padElement gets the focus when a sample was chosen
 */
export function createSamples(pad, padElement) {
  const place = /** @type {HTMLElement} */ (document.getElementById('samples'));
  const buttons = SAMPLES.map((digits) => {
    const button = makeButton('', () => {
      padElement.focus({ preventScroll: true }); // the button disappears
      pad.replay(sampleOf(digits, pad.elementSize));
    });
    button.append(pictureOf(digits));
    button.setAttribute('aria-label', `Sample ${digits}`);
    return button;
  });
  place.append(make('span', { 'aria-hidden': 'true' }, 'Try one'), ...buttons);
}

/** @param {string} digits */
function pictureOf(digits) {
  const { strokes, width, height } = sampleStrokes(digits);
  const lines = strokes.map((points) =>
    makeSvg('polyline', { points: points.map(({ x, y }) => `${x},${y}`).join(' ') }),
  );
  const [outerWidth, outerHeight] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const viewBox = [-MARGIN, -MARGIN, outerWidth, outerHeight].join(' ');
  return makeSvg('svg', { viewBox, width: outerWidth, height: outerHeight, 'aria-hidden': 'true' }, ...lines);
}
