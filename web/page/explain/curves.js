/** Learning curves from a card: accuracy after each epoch, as a picture and as a table. Pure DOM, no network. */

import { heads, make, makeSvg, row, scrolling, section } from '../lib/dom.js';
import { exact } from '../lib/format.js';
import { TITLES } from '../ui/sets.js';

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [480, 220, 46, 30];
const SHOWN = ['accuracy', ...Object.keys(TITLES)];
const titleOf = (key) => TITLES[key] ?? 'Training';

/** @param {{name: string, history: Record<string, number[]>}} card @returns {HTMLElement} */
export function createCurves({ name, history }) {
  const keys = SHOWN.filter((key) => history[key]);
  const least = Math.min(...keys.flatMap((key) => history[key]));
  const low = Math.floor(least * 20) / 20; // a round share of 5 %
  const picture = makeSvg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curves', role: 'img' });
  picture.setAttribute('aria-label', describe(name, keys, history));
  picture.append(...axes(low, history.epoch.length), ...keys.map((key, i) => line(history[key], low, i)));
  const told =
    `Share of digits that were right after each of ${history.epoch.length} passes over the training set. That of ` +
    'training itself is counted during the pass, while dropout or distortion, if there is any, makes it harder.';
  return section('How it learned', make('p', {}, told), picture, legendOf(keys), numbersOf(keys, history));
}

const legendOf = (keys) =>
  make('ul', { class: 'legend' }, ...keys.map((key, i) => make('li', { class: `line-${i}` }, titleOf(key))));

/** The same curves as a table, for those who do not see them, folded away. */
function numbersOf(keys, history) {
  const title = 'The curves in numbers';
  const rows = history.epoch.map((epoch, i) => row(String(epoch), ...keys.map((key) => exact(history[key][i]))));
  const head = heads('Epoch', ...keys.map(titleOf));
  const table = make('table', { class: 'numbers' }, head, make('tbody', {}, ...rows));
  return make('details', {}, make('summary', {}, title), scrolling(title, table));
}

const describe = (name, keys, history) =>
  `Learning curves of ${name}. After the last epoch: ${keys
    .map((key) => `${titleOf(key)} ${exact(history[key].at(-1))}`)
    .join(', ')}`;

const toY = (share, low) => (1 - (share - low) / (1 - low)) * (HEIGHT - BOTTOM - 10) + 10;
const toX = (i, count) => LEFT + (count > 1 ? i / (count - 1) : 0.5) * (WIDTH - LEFT - 10);

function line(values, low, place) {
  const points = values.map((value, i) => `${toX(i, values.length).toFixed(1)},${toY(value, low).toFixed(1)}`);
  return makeSvg('polyline', { points: points.join(' '), class: `line-${place}` });
}

/** Five levels with their shares, and the first and last epoch. */
function axes(low, epochs) {
  const levels = [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (1 - low));
  return [
    ...levels.flatMap((share) => {
      const y = toY(share, low);
      const told = `${Number((100 * share).toFixed(2))}%`;
      return [
        makeSvg('line', { x1: LEFT, x2: WIDTH - 10, y1: y, y2: y, class: 'level' }),
        makeSvg('text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, told),
      ];
    }),
    makeSvg('text', { x: LEFT, y: HEIGHT - 8 }, 'epoch 1'),
    makeSvg('text', { x: WIDTH - 10, y: HEIGHT - 8, 'text-anchor': 'end' }, `epoch ${epochs}`),
  ];
}
