/** The table of probabilities: a bar for each class, and each digit a button that corrects what is picked. */

import { DIGITS, NONE, ranked } from '../network/classes.js';
import { make, setText } from '../lib/dom.js';
import { percent } from '../lib/format.js';

/**
 * A row for each digit, and one for what is none, shown where the network tells that.
 * @param {HTMLTableSectionElement} body
 * @param {(digit: string) => void} onPick called when the reader says what it is
 */
export function createBars(body, onPick) {
  const rows = [...DIGITS, NONE].map((name) => {
    const row = body.insertRow();
    const bar = make('td', { class: 'bar' });
    const number = make('td');
    const button = name === NONE ? null : make('button', { type: 'button', 'aria-label': `Set to ${name}` }, name);
    button?.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') onPick(name);
    });
    row.append(make('th', { scope: 'row' }, button ?? name), bar, number);
    row.hidden = name === NONE;
    return { name, row, bar, number, button };
  });
  return {
    /**
     * @param {import('../session/shown.js').Grapheme | null} picked what they are of; null for nothing
     * @param {string[]} classes of the network
     */
    show(picked, classes) {
      const [best] = picked ? ranked(picked.all) : [];
      rows.forEach(({ name, row, bar, number, button }, index) => {
        const value = picked?.all[index] ?? 0;
        row.hidden = index >= classes.length;
        bar.style.setProperty('--part', value.toFixed(4));
        setText(number, picked ? percent(value) : '–');
        row.classList.toggle('best', index === best);
        button?.setAttribute('aria-disabled', !picked);
        button?.setAttribute('aria-pressed', picked?.grapheme === name);
      });
    },
  };
}
