/** The confusion matrix from a card: what is read as what, for scanned or for drawn digits. */

import { make, scrolling, section, setText } from '../lib/dom.js';
import { exact, whole } from '../lib/format.js';
import { DRAWN, SCANNED, TITLES } from '../ui/sets.js';

const SHOWN = [SCANNED, ...DRAWN];
const DIGITS = [...'0123456789'];

/** @param {{figures: Record<string, {n: number, errors: number, confusion: number[][]}>}} card @returns {HTMLElement} */
export function createConfusion({ figures }) {
  const options = SHOWN.map((key) => make('option', { value: key }, TITLES[key]));
  const choice = make('select', { id: 'confusion' }, ...options);
  const told = make('p', { class: 'told', role: 'status' });
  const body = make('tbody');
  const corner = make('th', { scope: 'col' }, 'is \\ read');
  const head = make('thead', {}, make('tr', {}, corner, ...DIGITS.map((digit) => make('th', { scope: 'col' }, digit))));
  const caption = make('caption', {}, 'How often a digit (row) was read as which (column)');
  const table = make('table', { class: 'confusion' }, caption, head, body);

  function show() {
    const { n, errors, confusion } = figures[choice.value];
    body.replaceChildren(...confusion.map(toRow));
    setText(told, `${whole(errors)} of ${whole(n)} wrong, ${exact(1 - errors / n)} right. ${worst(confusion)}`);
  }

  choice.addEventListener('change', show);
  show();
  const label = make('label', { for: 'confusion' }, 'Measured on ', choice);
  return section('What it confuses', label, told, scrolling('Confusion matrix', table));
}

function toRow(counts, label) {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  const cells = counts.map((count, read) => {
    const cell = make('td', { class: read === label ? 'right' : 'wrong' }, count ? whole(count) : '·');
    if (read !== label) cell.style.setProperty('--part', Math.min(1, (4 * count) / total).toFixed(3));
    return cell;
  });
  return make('tr', {}, make('th', { scope: 'row' }, String(label)), ...cells);
}

/** The commonest mistake, in words. */
function worst(confusion) {
  const mistakes = confusion.flatMap((counts, label) =>
    counts.map((count, read) => ({ count: label === read ? 0 : count, label, read })),
  );
  const { count, label, read } = mistakes.reduce((most, mistake) => (mistake.count > most.count ? mistake : most));
  return count ? `Most often a ${label} is read as ${read}: ${whole(count)} times.` : '';
}
