/** Steps of How it works for the layers of a network: what each makes of the drawing, in pictures and words. */

import { inWords, NONE, ranked } from '../network/classes.js';
import { heads, make, row, setText } from '../lib/dom.js';
import { exact, NOTHING, percent, whole } from '../lib/format.js';
import { step } from './ink-steps.js';
import { paintMaps, paintSigned } from '../ui/pictures.js';

const WIDE = 560; // CSS px: pictures are enlarged to about this
const ABOUT = {
  scale: () =>
    'Every number is multiplied by 255: this network was trained on pixels from 0 to 255, as they are in a file.',
  convolution: ([height, width, before, maps], stride) =>
    `Each of ${maps} maps is made by its own small window of ${height} × ${width} weights` +
    (before > 1 ? ` for each of the ${before} maps before it, which` : ', which') +
    ` slides over the picture${stride > 1 ? ` in steps of ${stride} pixels` : ''} and adds up what it sees; a map is ` +
    'strong where its pattern is found.',
  'max-pooling': () =>
    'Of every 2 × 2 numbers only the largest is kept: the picture gets smaller, small shifts matter less.',
  dense: ([inputs, neurons]) =>
    `${whole(neurons)} neurons, each with a weight for all ${whole(inputs)} numbers before it: multiply, add up, ` +
    'add a bias.',
};
const RELU = ' What is below zero becomes zero (relu).';

/**
 * @param {import('../network/networks.js').Network} network
 * @param {import('./layers.js').Layer} layer
 * @param {number} index of the layer among all
 */
export function createLayerStep(network, layer, index) {
  const { kind, activation, weights, stride } = layer;
  const shape = weights && kind !== 'scale' ? network.weights(weights).shape : [];
  const picture = make('canvas', { class: 'pixels', role: 'img', width: 1, height: 1 });
  const told = make('p', { class: 'told' });
  const about = ABOUT[kind](shape, stride) + (activation === 'relu' ? RELU : '');
  return {
    element: step(titleOf(kind, shape), make('p', {}, about), picture, told),
    show({ seen }) {
      const output = seen?.[index];
      picture.hidden = !output;
      setText(told, output ? describe(output) : NOTHING);
      if (!output) return;
      if (output.shape.length === 3) paintMaps(picture, output.values, output.shape, columnsFor(output.shape));
      else paintSigned(picture, output.values, Math.min(output.values.length, kind === 'scale' ? 28 : 32));
      picture.setAttribute('aria-label', `${titleOf(kind, shape)}: ${describe(output)}`);
      picture.style.setProperty('--pixels', picture.width);
      picture.style.setProperty('--zoom', Math.min(Math.max(Math.floor(WIDE / picture.width), 2), 12));
    },
  };
}

function titleOf(kind, shape) {
  if (kind === 'convolution') return `Convolution, ${shape[3]} maps`;
  if (kind === 'dense') return `Dense layer, ${whole(shape[1])} neurons`;
  return kind === 'scale' ? 'Scale' : 'Max-pooling';
}

/** “28 × 28 × 16 = 12,544 numbers, 41% above zero, the largest 3.20.” */
function describe({ shape, values }) {
  const size = `${shape.length > 1 ? `${shape.join(' × ')} = ` : ''}${whole(values.length)} numbers`;
  const above = values.reduce((count, value) => count + (value > 0), 0) / values.length;
  const most = values.reduce((found, value) => Math.max(found, value), -Infinity);
  const below = values.some((value) => value < 0) ? ' Those below zero are orange.' : '';
  return `${size}, ${percent(above)} of them above zero, the largest ${most.toFixed(2)}.${below}`;
}

const columnsFor = ([, , maps]) => (maps > 32 ? 16 : 8); // maps side by side

/**
 * The last step: scores become probabilities, the likeliest is the answer.
 * @param {string[]} classes of the network
 * @param {number} scores index of the layer that gives the scores
 * @param {number} softmax index of the layer that gives the probabilities
 */
export function createSoftmaxStep(classes, scores, softmax) {
  const body = make('tbody');
  const answer = make('p', { class: 'told' });
  const said = classes.includes(NONE) ? `; “${NONE}” says that it is no digit` : '';
  const about =
    `The ${classes.length} scores of the last layer become probabilities: e to the power of each, divided by the sum ` +
    `of all ${classes.length}. The likeliest is the answer${said}.`;
  const table = make('table', { class: 'numbers' }, heads('Class', 'Score', 'e to the score', 'Probability'), body);
  return {
    element: step('Softmax, and the answer', make('p', {}, about), table, answer),
    show({ seen }) {
      table.hidden = !seen;
      setText(answer, NOTHING);
      if (!seen) return;
      const [logits, probabilities] = [seen[scores].values, seen[softmax].values];
      const [best] = ranked(probabilities);
      body.replaceChildren(
        ...Array.from(logits, (score, i) => {
          const line = row(classes[i], score.toFixed(2), toScientific(Math.exp(score)), exact(probabilities[i]));
          line.classList.toggle('best', i === best);
          return line;
        }),
      );
      setText(answer, `The answer: ${inWords(classes[best]).toLowerCase()}.`);
    },
  };
}

const toScientific = (value) => (value >= 0.01 && value < 1e5 ? value.toFixed(2) : value.toExponential(1));
