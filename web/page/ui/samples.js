/** Samples to try the page with: small drawings in the empty row of numerals. Fetched when the page is idle. */

import { boxOf } from '../ink/boxes.js';
import { isBlank } from '../ink/drawing.js';
import { make, makeButton, makeSvg } from '../lib/dom.js';
import { sampleOf } from '../pad/samples.js';

const SAMPLES = ['7', '4', '2', '47', '2026'];
const PICTURE = { width: 1000, height: 220 }; // px of a pad on which every sample is equally tall
const MARGIN = 8; // px around the ink of a picture, for the pen

/**
 * @param {import('../pad/pad.js').Pad} pad
 * @param {HTMLElement} padElement gets the focus when a sample was chosen
 */
export function createSamples(pad, padElement) {
  const place = /** @type {HTMLElement} */ (document.getElementById('samples'));
  const buttons = SAMPLES.map((digits) => {
    const button = makeButton('', () => {
      padElement.focus({ preventScroll: true }); // the button disappears
      pad.put(sampleOf(digits, pad.elementSize));
    });
    button.append(pictureOf(digits));
    button.setAttribute('aria-label', `Sample ${digits}`);
    return button;
  });
  place.append(make('span', { 'aria-hidden': 'true' }, 'Try one'), ...buttons);
  pad.subscribe(({ drawing }) => {
    place.hidden = !isBlank(drawing);
  });
}

/** @param {string} digits */
function pictureOf(digits) {
  const { strokes } = sampleOf(digits, PICTURE);
  const { left, right, top, bottom } = boxOf(strokes.flat());
  const [width, height] = [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
  const lines = strokes.map((points) =>
    makeSvg('polyline', { points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') }),
  );
  const viewBox = [left - MARGIN, top - MARGIN, width, height].map((value) => value.toFixed(1)).join(' ');
  return makeSvg(
    'svg',
    { viewBox, width: width.toFixed(1), height: height.toFixed(1), 'aria-hidden': 'true' },
    ...lines,
  );
}
