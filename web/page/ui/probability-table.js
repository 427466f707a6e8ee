/** The probability table: a bar for each class; each digit is a button that corrects the selected grapheme. */

import { make, makeButton, setText } from '../lib/dom.js';
import { probability } from '../lib/format.js';
import { ranked } from '../lib/math.js';
import { classInWords, DIGITS, NON_DIGIT } from '../network/classes.js';

/**
 * Makes a row for each digit, and one for non-digits, which is shown if the network has that class.
 *
 * @param {HTMLTableSectionElement} body
 * @param {(digit: string) => void} onCorrect called when the visitor chooses the correct digit
 */
export function createProbabilityTable(body, onCorrect) {
  const rows = [...DIGITS, NON_DIGIT].map((name) => {
    const row = body.insertRow();
    const bar = make('td', { class: 'bar' });
    const value = make('td');
    const button = name === NON_DIGIT ? null : makeButton(name, choose);
    button?.setAttribute('aria-label', `Set to ${name}`);
    row.append(make('th', { scope: 'row' }, button ?? classInWords(name)), bar, value);
    row.hidden = name === NON_DIGIT;
    return { name, row, bar, value, button };

    function choose() {
      if (button?.getAttribute('aria-disabled') !== 'true') onCorrect(name);
    }
  });
  return {
    /**
     * @param {import('../session/number.js').ShownGrapheme | null} grapheme null for no reading
     * @param {string[]} classes of the network
     */
    show(grapheme, classes) {
      const [best] = grapheme ? ranked(grapheme.probabilities) : [];
      rows.forEach(({ name, row, bar, value, button }, index) => {
        const share = grapheme?.probabilities[index] ?? 0;
        row.hidden = index >= classes.length;
        bar.style.setProperty('--share', share.toFixed(4));
        setText(value, grapheme ? probability(share) : '–');
        row.classList.toggle('best', index === best);
        button?.setAttribute('aria-disabled', String(!grapheme));
        button?.setAttribute('aria-pressed', String(grapheme?.grapheme === name));
      });
    },
  };
}
