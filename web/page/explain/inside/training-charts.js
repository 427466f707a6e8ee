/**
 * Charts from a model card: learning curves, and the confusion matrix.
 *
 * @typedef {import('../../network/bundle.js').Card} Card
 */

import { make, setText } from '../../lib/dom.js';
import { makeHead, makeRow, makeScrollable, makeSection, makeSvg } from '../../lib/elements.js';
import { percent2, whole } from '../../lib/format.js';
import { DIGITS } from '../../network/classes.js';
import { drawnSets, noteOnTrainingAccuracy, SCANNED, SET_NAMES } from '../card.js';

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [480, 220, 56, 30]; // of the curves, in their own units
const CURVES = ['accuracy', ...Object.keys(SET_NAMES)];
/** @param {string} key */
const curveName = (key) => SET_NAMES[key] ?? 'Training';

/**
 * Accuracy after each epoch, as a picture and as a table.
 *
 * @param {Pick<Card, 'name' | 'history' | 'recipe'>} card
 * @returns {HTMLElement}
 */
export function createLearningCurves({ name, history, recipe }) {
  const keys = CURVES.filter((key) => history[key]);
  const least = Math.min(...keys.flatMap((key) => history[key]));
  const low = Math.floor(least * 20) / 20; // rounded down to 5%
  const picture = makeSvg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curves', role: 'img' });
  picture.setAttribute('aria-label', describeCurves(name, keys, history));
  picture.append(...axes(low, history.epoch.length), ...keys.map((key, i) => curve(history[key], low, i)));
  const alone = keys.length > 1 ? '' : ' There is no other curve, because it learned from all digits but the test set.';
  const note = noteOnTrainingAccuracy({ recipe });
  const about = `Accuracy after each of ${history.epoch.length} epochs. ${note}${alone}`;
  return makeSection('How it learned', make('p', {}, about), picture, legendOf(keys), tableOf(keys, history));
}

/** @param {string[]} keys */
const legendOf = (keys) =>
  make('ul', { class: 'legend' }, ...keys.map((key, i) => make('li', { class: `curve-${i}` }, curveName(key))));

/** The curves as a table, for visitors who cannot see them, folded. @param {string[]} keys @param {Card['history']} history */
function tableOf(keys, history) {
  const title = 'The curves in numbers';
  const rows = history.epoch.map((epoch, i) => {
    const cells = keys.map((key) => percent2(history[key][i]));
    return makeRow(String(epoch), ...cells);
  });
  const head = makeHead('Epoch', ...keys.map(curveName));
  const table = make('table', { class: 'numbers' }, head, make('tbody', {}, ...rows));
  return make('details', {}, make('summary', {}, title), makeScrollable(title, table));
}

/** @param {string} name @param {string[]} keys @param {Card['history']} history */
const describeCurves = (name, keys, history) =>
  `Learning curves of ${name}. After the last epoch: ${keys
    .map((key) => `${curveName(key)} ${percent2(history[key].at(-1) ?? 0)}`)
    .join(', ')}`;

/** @param {number} accuracy @param {number} low */
const toY = (accuracy, low) => (1 - (accuracy - low) / (1 - low)) * (HEIGHT - BOTTOM - 10) + 10;
/** @param {number} i @param {number} count */
const toX = (i, count) => LEFT + (count > 1 ? i / (count - 1) : 0.5) * (WIDTH - LEFT - 10);

/** @param {number[]} values @param {number} low @param {number} index */
function curve(values, low, index) {
  const points = values.map((value, i) => `${toX(i, values.length).toFixed(1)},${toY(value, low).toFixed(1)}`);
  return makeSvg('polyline', { points: points.join(' '), class: `curve-${index}` });
}

/** Five levels of accuracy, and the first and last epoch. @param {number} low @param {number} epochs */
function axes(low, epochs) {
  const levels = [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (1 - low));
  return [
    ...levels.flatMap((level) => {
      const y = toY(level, low);
      const label = `${Number((100 * level).toFixed(2))}%`;
      return [
        makeSvg('line', { x1: LEFT, x2: WIDTH - 10, y1: y, y2: y, class: 'level' }),
        makeSvg('text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, label),
      ];
    }),
    makeSvg('text', { x: LEFT, y: HEIGHT - 8 }, 'epoch 1'),
    makeSvg('text', { x: WIDTH - 10, y: HEIGHT - 8, 'text-anchor': 'end' }, `epoch ${epochs}`),
  ];
}

/**
 * The confusion matrix, for scanned or for drawn digits.
 *
 * @param {Pick<Card, 'metrics'>} card
 * @returns {HTMLElement}
 */
export function createConfusionMatrix({ metrics }) {
  const sets = [SCANNED, ...drawnSets({ metrics })].filter((set) => metrics[set]); // a network trained here has no scans
  const options = sets.map((set) => make('option', { value: set }, SET_NAMES[set] ?? set));
  const select = make('select', { id: 'confusion' }, ...options);
  const summary = make('p', { class: 'note', role: 'status' });
  const body = make('tbody');
  const caption = make('caption', {}, 'How often each true digit (row) was predicted as each digit (column)');
  const table = make('table', { class: 'confusion' }, caption, makeHead('true \\ predicted', ...DIGITS), body);

  function show() {
    const { n, errors, confusion } = metrics[select.value];
    body.replaceChildren(...confusion.map(confusionRow));
    const accuracy = `${whole(errors)} errors in ${whole(n)} digits, ${percent2(1 - errors / n)} accuracy`;
    setText(summary, `${accuracy}. ${describeWorst(confusion)}`);
  }

  select.addEventListener('change', show);
  show();
  const label = make('label', { for: 'confusion' }, 'Measured on ', select);
  return makeSection('What it confuses', label, summary, makeScrollable('Confusion matrix', table));
}

/** @param {number[]} counts @param {number} digit */
function confusionRow(counts, digit) {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  const cells = counts.map((count, predicted) => {
    const isCorrect = predicted === digit;
    const cell = make('td', { class: isCorrect ? 'correct' : 'wrong' }, count ? whole(count) : '·');
    if (!isCorrect) cell.style.setProperty('--share', Math.min(1, (4 * count) / total).toFixed(3));
    return cell;
  });
  return make('tr', {}, make('th', { scope: 'row' }, String(digit)), ...cells);
}

/** Describes the most frequent error. @param {number[][]} confusion */
function describeWorst(confusion) {
  const errors = confusion.flatMap((counts, digit) =>
    counts.map((count, predicted) => ({ count: digit === predicted ? 0 : count, digit, predicted })),
  );
  const { count, digit, predicted } = errors.reduce((most, error) => (error.count > most.count ? error : most));
  if (!count) return '';
  return `The most frequent error: ${digit} read as ${predicted}, ${count === 1 ? 'once' : `${whole(count)} times`}.`;
}
