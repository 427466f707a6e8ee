/** What each network's tutorial taught, in our words, what its author reports, and where to read on. */

import { make, section } from '../lib/dom.js';
import { exact } from '../lib/format.js';

const TAUGHT = {
  ink: [
    'Made for this page: small convolutions trained on pen strokes of many writers, slanted, stretched and redrawn ' +
      'with other pens, and on scanned digits. That is why it rarely trips over crossed sevens and flagged ones. ' +
      'It sees which way the pen went, too, and it was shown letters, signs and scribbles, so that it can say that ' +
      'something is no digit.',
  ],
  hello: [
    'The first network that many people train: the images unrolled to 784 numbers, labels as ten numbers with a ' +
      'single 1, a part held back for validation, and plain gradient descent. Its first layer has no activation, so ' +
      'both layers together are still one weighted sum: it can only draw straight borders between digits.',
    'Dense layers in the Keras manual',
    'https://keras.io/api/layers/core_layers/dense/',
  ],
  dropout: [
    'Wide layers with relu learn a training set by heart. While training, dropout switches a fifth of the neurons ' +
      'off at random, so that none can rely on another; when reading, all of them work.',
    'The paper on dropout (Srivastava and others, 2014)',
    'https://jmlr.org/papers/v15/srivastava14a.html',
  ],
  numbre: [
    'Deeper instead of wider, with the optimizer Adam, on pixels from 0 to 255 as they are in the file. It shows why ' +
      'one scales inputs: the same network on pixels from 0 to 1 makes fewer mistakes.',
    'The paper on Adam (Kingma and Ba, 2014)',
    'https://arxiv.org/abs/1412.6980',
  ],
  lesson: [
    'Convolutions look at small neighbourhoods and share their weights over the whole picture; pooling keeps what is ' +
      'strongest; dropout and a dense layer decide.',
    'A convolutional network for MNIST in the Keras examples',
    'https://keras.io/examples/vision/mnist_convnet/',
  ],
};

/**
 * @param {object} card its name, about, history, recipe, seeds and variants
 * @returns {HTMLElement}
 */
export function tutorialOf({ name, about, history, recipe, seeds, variants }) {
  const [taught, title, link] = TAUGHT[name] ?? [`${about}.`];
  const parts = [make('p', {}, taught)];
  if (recipe.claim) {
    const validation = exact(history['mnist validation'].at(-1));
    parts.push(make('p', {}, `Its author reports: ${recipe.claim}. This one, here: ${validation} on validation.`));
  }
  if (seeds.seeds) parts.push(make('p', {}, `Trained here ${times(seeds)}.`));
  for (const other of Object.values(variants).filter((variant) => variant.seeds.seeds)) {
    parts.push(make('p', {}, `For comparison, “${other.name}” was trained ${times(other.seeds)}.`));
  }
  if (link) parts.push(make('p', {}, make('a', { href: link, rel: 'noreferrer' }, title)));
  return section('What it teaches', ...parts);
}

/** “5 times: 91.97% of MNIST’s test digits right, standard deviation 0.13%” */
function times({ seeds, figures }) {
  const { mean, sd } = figures['mnist test'].accuracy;
  return `${seeds.length} times: ${exact(mean)} of MNIST’s test digits right, standard deviation ${exact(sd)}`;
}
