/**
 * The lesson of each network: what its tutorial teaches, what its author reports, and further reading.
 *
 * @typedef {import('../../network/bundle.js').Card} Card
 */

import { make } from '../../lib/dom.js';
import { makeSection } from '../../lib/elements.js';
import { percent2 } from '../../lib/format.js';
import { descriptionOf } from '../card.js';

/** @type {Record<string, string[]>} name of the network -> lesson, and title and address of further reading */
const LESSONS = {
  ink: [
    'Made for this page: a small convolutional network, trained on pen strokes of many writers – slanted, stretched ' +
      'and redrawn with other pens – and on scanned digits. That is why crossed sevens and flagged ones rarely ' +
      'confuse it. It also sees the direction of each stroke, and was trained on letters, symbols and scribbles as ' +
      'well, so that it can reject non-digits.',
  ],
  hello: [
    'The first network that many people train: the images unrolled to 784 numbers, labels as ten numbers with a ' +
      'single 1, a part held back for validation, and plain gradient descent. Its first layer has no activation, so ' +
      'both layers together are still one weighted sum: it can only draw straight borders between digits.',
    'Dense layers in the Keras documentation',
    'https://keras.io/api/layers/core_layers/dense/',
  ],
  dropout: [
    'Wide layers with relu learn a training set by heart. During training, dropout switches off a random fifth of ' +
      'the neurons, so that none can rely on another; for reading, all of them are on.',
    'The paper on dropout (Srivastava et al., 2014)',
    'https://jmlr.org/papers/v15/srivastava14a.html',
  ],
  numbre: [
    'Deeper instead of wider, with the optimizer Adam, on pixels from 0 to 255, as stored in files. It shows why ' +
      'inputs are scaled: the same network on pixels from 0 to 1 makes fewer errors.',
    'The paper on Adam (Kingma and Ba, 2014)',
    'https://arxiv.org/abs/1412.6980',
  ],
  lesson: [
    'Convolutions look at small neighbourhoods and share their weights over the whole picture; pooling keeps the ' +
      'strongest activations; dropout and a dense layer decide.',
    'A convolutional network for MNIST in the Keras examples',
    'https://keras.io/examples/vision/mnist_convnet/',
  ],
};

/** @param {Card} card @returns {HTMLElement} */
export function createTutorial(card) {
  const { name, history, reported, seeds, variants } = card;
  const [lesson, title, link] = LESSONS[card.here?.tutorial ?? name] ?? [descriptionOf(card)];
  const parts = [make('p', {}, lesson)];
  if (reported.accuracy) {
    const validation = percent2(history['mnist validation'].at(-1) ?? 0);
    const own = `This one reaches ${validation} on the validation set.`;
    parts.push(make('p', {}, `Its author reports ${describeReported(reported)}. ${own}`));
  }
  if (seeds.seeds) parts.push(make('p', {}, `Trained ${describeSeeds(seeds)}.`));
  for (const { name: other, seeds: own } of Object.values(variants)) {
    if (own.seeds) parts.push(make('p', {}, `For comparison, “${other}” was trained ${describeSeeds(own)}.`));
  }
  if (link) parts.push(make('p', {}, make('a', { href: link, rel: 'noreferrer' }, title)));
  return makeSection('What it teaches', ...parts);
}

/** “about 92% accuracy on the validation set” @param {Card['reported']} reported */
function describeReported({ accuracy = 0, relation, set }) {
  const share = `${Number((100 * accuracy).toFixed(2))}% accuracy`;
  return `${relation ? `${relation} ` : ''}${share}${set ? ` on the ${set} set` : ''}`;
}

/**
 * “with 5 seeds: 91.97% mean accuracy on the MNIST test set, standard deviation 0.13%”
 *
 * @param {import('../../network/bundle.js').Seeds} trained
 */
function describeSeeds({ seeds, metrics }) {
  const { mean, sd } = metrics['mnist test'].accuracy;
  const accuracy = `${percent2(mean)} mean accuracy on the MNIST test set, standard deviation ${percent2(sd)}`;
  return `with ${seeds.length} seeds: ${accuracy}`;
}
