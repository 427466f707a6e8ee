/** What each network confuses: two small pictures, of scanned and of drawn digits. */

import { make, setText } from '../../lib/dom.js';
import { DIGITS } from '../../network/classes.js';
import { drawnSets, SCANNED } from '../card.js';
import { confusionOf, describeConfusions } from './sentences.js';

const FULL = 0.12; // share of a digit's examples that is shown in full colour, read as another digit

/** @typedef {import('../../network/bundle.js').Card} Card */

/** A place for the confusions of all networks, in the order of their rows. */
export function createConfusions() {
  const element = make('div', { class: 'confusions' });
  /** @type {Map<string, HTMLElement>} */
  const byName = new Map();
  return {
    element,
    /** @param {Card} card @param {string[]} order names of all networks */
    show(card, order) {
      byName.set(card.name, createConfusion(card));
      element.replaceChildren(...order.flatMap((name) => byName.get(name) ?? []));
    },
  };
}

/** @param {Card} card */
function createConfusion(card) {
  const [scanned, drawn] = [[SCANNED], drawnSets(card)].map((sets) => confusionOf(card, sets));
  const sentence = make('p', {});
  setText(sentence, describeConfusions(scanned, drawn));
  return make(
    'article',
    { class: 'confusion-pair' },
    make('h4', {}, card.name),
    createMatrix('scans', scanned),
    createMatrix('drawings', drawn),
    sentence,
  );
}

/**
 * A small confusion matrix: a row for each true digit, a column for each predicted one. The sentence beside it says in words
 * what it shows, and Look inside has the numbers.
 *
 * @param {string} title
 * @param {number[][]} confusion
 */
function createMatrix(title, confusion) {
  const corner = make('span');
  const heads = DIGITS.map((digit) => make('span', { class: 'label' }, digit));
  const rows = confusion.flatMap((counts, digit) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    const cells = counts.map((count, predicted) => {
      const cell = make('i', { class: digit === predicted ? 'cell correct' : 'cell wrong' });
      if (digit !== predicted) cell.style.setProperty('--share', Math.min(1, count / total / FULL).toFixed(3));
      return cell;
    });
    return [make('span', { class: 'label' }, String(digit)), ...cells];
  });
  const matrix = make('div', { class: 'small-matrix', 'aria-hidden': 'true' }, corner, ...heads, ...rows);
  return make('figure', {}, matrix, make('figcaption', {}, title));
}
