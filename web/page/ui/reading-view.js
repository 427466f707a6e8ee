/** The number that is shown -> DOM: in large type, in words, and what the network makes of one grapheme of it. */

import { answerOf, pickedInWords } from './wording.js';
import { createBars } from './probability-table.js';
import { setSized, setText } from '../lib/dom.js';
import { NOTHING } from '../lib/format.js';
import { createNumberView } from './number-view.js';
import { paintRaster } from './pictures.js';

const element = (id) => document.getElementById(id);

/**
 * @param {{onSelect: (index: number) => void, onPick: (grapheme: string) => void}} on
 *   onSelect: a grapheme is to be looked at; onPick: the selected one is to be set to another
 */
export function createReadingView({ onSelect, onPick }) {
  const number = createNumberView(element('reading'), onSelect);
  const bars = createBars(element('probabilities').tBodies[0], onPick);
  const raster = element('raster');
  let picked = null;
  element('take-back').addEventListener('click', () => {
    element('pad').focus(); // or the focus would be lost with the button
    onPick(picked.read);
  });

  return {
    /**
     * @param {import('../session/shown.js').Shown} shown
     * @param {object} card of the network
     * @returns {string} what to tell a screen reader of it, once it has settled
     */
    show(shown, { classes, recipe }) {
      const { text, other, told, spoken, isSure } = answerOf(shown, { classes, calibrated: recipe.calibrate });
      picked = shown.picked;
      number.show(shown, text, recipe.calibrate);
      setSized(element('other'), other);
      setText(element('sureness'), told);
      element('reading').dataset.sure = String(isSure);
      element('copy').setAttribute('aria-disabled', !shown.text);
      setText(element('picked'), pickedInWords(shown, classes));
      element('take-back').hidden = !picked?.isCorrected;
      bars.show(picked, classes);
      return spoken;
    },

    /** @param {Float32Array | null} values what the network sees; null for a blank drawing */
    showRaster(values) {
      paintRaster(raster, values);
      raster.setAttribute('aria-label', values ? 'Your ink in 28 by 28 pixels' : NOTHING);
    },
  };
}
