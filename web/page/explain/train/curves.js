/** Curves of a training while it runs: accuracy and loss, for what it learns from and for writers that it never sees. */

import { make } from '../../lib/dom.js';
import { makeSvg } from '../../lib/elements.js';
import { percent1, whole } from '../../lib/format.js';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [320, 180, 44, 26, 10, 10]; // in their own units
const NAMES = ['Training', 'Writers it never sees'];
const CLASSES = ['curve-0', 'curve-2'];
const MOST = 1000; // losses above it are off the scale
const ROUND = 4; // a scale ends at a multiple of a quarter, below 1

/**
 * @typedef {{training: import('../../network/training/fit.js').Score, unseen: import('../../network/training/fit.js').Score}} Epoch
 */

/** @returns {{element: HTMLElement, show: (name: string, history: Epoch[], epochs: number) => void}} */
export function createCurves() {
  const [accuracy, loss] = [createChart('Accuracy'), createChart('Loss')];
  const legend = make('ul', { class: 'legend' }, ...NAMES.map((name, i) => make('li', { class: CLASSES[i] }, name)));
  const element = make('div', { class: 'learning' }, accuracy.element, loss.element, legend);
  return {
    element,
    show(name, history, epochs) {
      const last = history.at(-1);
      const of = (/** @type {'accuracy' | 'loss'} */ score) => [
        history.map(({ training }) => training[score]),
        history.map(({ unseen }) => unseen[score]),
      ];
      const inWords = (/** @type {string} */ title, /** @type {(epoch: Epoch) => string[]} */ values) => {
        if (!last) return `${title} of “${name}”: no epoch is over yet.`;
        const [training, unseen] = values(last);
        return `${title} of “${name}” after epoch ${history.length}: training ${training}, writers it never sees ${unseen}.`;
      };
      const losses = of('loss').map((values) => values.map((value) => Math.min(value, MOST)));
      const most = Math.max(0.25, ...losses.flat());
      const top = most < 1 ? Math.ceil(most * ROUND) / ROUND : Math.ceil(most);
      const percents = inWords('Accuracy', ({ training, unseen }) => [
        percent1(training.accuracy),
        percent1(unseen.accuracy),
      ]);
      const numbers = inWords('Loss', ({ training, unseen }) => [lossInWords(training.loss), lossInWords(unseen.loss)]);
      accuracy.show(of('accuracy'), epochs, 1, ['0%', '50%', '100%'], percents);
      loss.show(losses, epochs, top, ['0', String(top / 2), top < MOST ? String(top) : whole(top)], numbers);
    },
  };
}

/** @param {number} loss */
const lossInWords = (loss) => (loss > MOST ? `over ${whole(MOST)}` : loss.toFixed(2));

/** @param {string} title */
function createChart(title) {
  const y = (/** @type {number} */ share) => TOP + (1 - share) * (HEIGHT - BOTTOM - TOP);
  const labels = [0, 0.5, 1].map((share) => makeSvg('text', { x: LEFT - 6, y: y(share) + 4, 'text-anchor': 'end' }));
  const levels = [0, 0.5, 1].map((share) => {
    return makeSvg('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(share), y2: y(share), class: 'level' });
  });
  const lines = CLASSES.map((name) => makeSvg('polyline', { class: name, points: '' }));
  const end = makeSvg('text', { x: WIDTH - RIGHT, y: HEIGHT - 8, 'text-anchor': 'end' });
  const first = makeSvg('text', { x: LEFT, y: HEIGHT - 8 }, 'epoch 1');
  const picture = makeSvg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curves', role: 'img' });
  picture.append(...levels, ...labels, first, end, ...lines);
  const caption = make('figcaption', {}, title);
  return {
    element: make('figure', {}, caption, picture),
    /**
     * @param {number[][]} curves one for training, one for unseen writers; a value for each epoch
     * @param {number} epochs
     * @param {number} top the greatest value
     * @param {string[]} scale texts of 0, the middle and the top
     * @param {string} inWords
     */
    show(curves, epochs, top, scale, inWords) {
      for (const [i, label] of labels.entries()) label.textContent = scale[i];
      end.textContent = epochs > 1 ? `epoch ${epochs}` : '';
      picture.setAttribute('aria-label', inWords);
      caption.textContent = inWords;
      lines.forEach((line, i) => {
        const x = (/** @type {number} */ epoch) =>
          LEFT + (epochs > 1 ? epoch / (epochs - 1) : 0) * (WIDTH - LEFT - RIGHT);
        const points = curves[i].map((value, epoch) => `${x(epoch).toFixed(1)},${y(value / top).toFixed(1)}`);
        line.setAttribute('points', points.join(' '));
      });
    },
  };
}
