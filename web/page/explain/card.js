/**
 * Texts about networks, from their cards. Pure.
 *
 * @typedef {import('../network/bundle.js').Card} Card
 */

import { kilobytes, large, percent1, percent2, whole } from '../lib/format.js';

/** Sets that cards have metrics of. */
export const SCANNED = 'mnist test';
/** @param {Pick<Card, 'metrics'>} card @returns {string[]} the sets of drawn digits */
export const drawnSets = ({ metrics }) => Object.keys(metrics).filter((set) => !set.startsWith('mnist'));
/** @type {Record<string, string>} */
export const SET_NAMES = {
  'mnist test': 'Scanned digits (MNIST test)',
  'mnist validation': 'Scanned digits (MNIST validation)',
  'pendigits validation': 'Drawn digits, unseen writers (pendigits)',
  'unipen validation': 'Drawn digits, unseen device and writers (UNIPEN)',
  'mnist cross-validation': 'Scanned digits (MNIST, cross-validation)',
  'pendigits cross-validation': 'Drawn digits, unseen writers (pendigits, cross-validation)',
  'unipen cross-validation': 'Drawn digits, unseen devices and writers (UNIPEN, cross-validation)',
};

/** @type {Record<string, string>} */
const DESCRIPTIONS = {
  ink: 'a small convolutional network for drawn and scanned digits, the default',
  hello: 'the smallest network, 15 neurons without activation, then 10',
  dropout: 'two layers of 512 neurons with 20% dropout',
  numbre: 'three layers of 25, 256 and 300 neurons on raw pixels, 0 to 255',
  lesson: 'two convolutions, then 128 neurons, with dropout',
};

const CALIBRATED = 'Calibrated on digits: of readings that are 90% sure, about nine in ten are right';
const UNCALIBRATED = 'Raw network scores, not calibrated probabilities';

/**
 * @param {Pick<Card, 'name' | 'parameters'>} card
 * @returns {string} a sentence; networks that site owners have trained are described by their size
 */
export const descriptionOf = ({ name, parameters }) =>
  `“${name}”: ${DESCRIPTIONS[name] ?? `a network with ${whole(parameters)} parameters`}.`;

/** Titles of the columns of `errorRows`. */
export const ERROR_COLUMNS = ['Digits', 'Error rate', '95% interval', 'Errors', 'Number', 'Rejected'];

/** @param {Pick<Card, 'metrics'>} card @returns {string[][]} a row for each set */
export const errorRows = ({ metrics }) =>
  Object.entries(metrics).map(
    ([
      set,
      {
        n,
        errors,
        interval: [low, high],
        rejected,
      },
    ]) => [
      SET_NAMES[set] ?? set,
      percent2(errors / n),
      `${(100 * (1 - high)).toFixed(2)}–${percent2(1 - low)}`,
      whole(errors),
      whole(n),
      rejected === undefined ? '–' : whole(rejected),
    ],
  );

/**
 * @param {Pick<Card, 'name' | 'recipe' | 'read_by' | 'cross_validation'>} card
 * @returns {string} how to understand the rates of errors
 */
export const noteOnErrors = (card) =>
  'An error is a wrong digit. Digits rejected as “not a digit” are counted in the last column. About 1 in 150 labels ' +
  `of UNIPEN is itself wrong, and counts as an error here. ${originOfErrors(card)}`;

/** @param {Pick<Card, 'name' | 'recipe' | 'read_by' | 'cross_validation'>} card */
function originOfErrors({
  name,
  recipe,
  read_by: readBy,
  cross_validation: { folds = 0, taken_from: taken, differs },
}) {
  if (!readBy && !recipe.calibrate) return 'No digit of these sets was used for training.';
  const tuned = readBy ? `The recipe of “${name}” was chosen on them` : `“${name}” was tuned on the validation sets`;
  const optimistic = `${tuned}, so its rates on them are slightly optimistic. Nothing was chosen on the MNIST test set.`;
  if (!readBy) return optimistic;
  const [way, recipeOf] = differs ? ['nearly the same way', 'nearly the same'] : ['the same way', 'the same'];
  const older = taken ? ` Their rates were measured for an earlier network of ${recipeOf} recipe.` : '';
  return (
    `“${name}” itself read the MNIST test set alone, because it learned from all other digits. ` +
    `These were read by ${folds} networks trained in ${way}, each without the people whose digits it ` +
    `read (cross-validation).${older} ${optimistic}`
  );
}

const WITH_DROPOUT = ['dropout', 'lesson']; // tutorials: the graph of a network no longer holds its dropout

/** @param {Pick<Card, 'recipe'>} card @returns {string} how to understand accuracy on the training set */
export function noteOnTrainingAccuracy({ recipe: { network = '', dropout = 0, warp } }) {
  const hasDropout = dropout > 0 || WITH_DROPOUT.includes(network);
  const harder = [...(hasDropout ? ['dropout'] : []), ...(warp ? ['augmentation'] : [])];
  const why = harder.length
    ? `with ${harder.join(' and ')} on, so it looks`
    : 'while the network still learns, so it may look';
  return `Training accuracy is measured during the epoch, ${why} lower.`;
}

/** @type {Record<string, {title: string, address: string, text: string}>} */
const SOURCES = {
  mnist: {
    title: 'MNIST',
    address: 'https://keras.io/api/datasets/mnist/',
    text: ': 70,000 scanned digits, published by LeCun, Cortes and Burges.',
  },
  pendigits: {
    title: 'Pendigits',
    address: 'https://doi.org/10.24432/C5MG6K',
    text: ': 7,494 digits that 30 people wrote with a pen on a tablet (CC BY 4.0).',
  },
  unipen: {
    title: 'UNIPEN',
    address: 'https://doi.org/10.5281/zenodo.1195803',
    text: ': 11,756 digits from 17 contributors, written with pens and fingers (CC BY 4.0).',
  },
};

/**
 * @param {Pick<Card, 'recipe'>} card
 * @returns {{title: string, address: string, text: string}[]} the sets it learned from; address '' for unknown ones
 */
export function sourcesOf({ recipe: { sets, rejects, context, everyone } }) {
  /** @type {Record<string, string>} */
  const more = {
    mnist: ` ${everyone ? '60,000' : '55,000'} of them trained it.`,
    unipen: context ? ' It also learned from digits and marks cut from numbers of the same people.' : '',
  };
  const sources = sets.map((set) => {
    const { title, address, text } = SOURCES[set] ?? { title: set, address: '', text: '' };
    return { title, address, text: `${text}${more[set] ?? ''}` };
  });
  const negatives = ': letters and symbols of UNIPEN, and scribbles, halves of digits and marks made by a program.';
  return rejects ? [...sources, { title: 'Non-digits', address: '', text: negatives }] : sources;
}

/** @param {Card} card @returns {string[][]} terms and their descriptions */
export function cardRows({ parameters, multiplications, files, created, training, recipe, rejection }) {
  return [
    ['Rejection', describeRejection(rejection)],
    ['Size', `${whole(parameters)} parameters, ${kilobytes(weightBytes(files))} with 8 bits each`],
    ['Compute', `${large(multiplications)} multiplications per digit`],
    ['Confidence', recipe.calibrate ? CALIBRATED : UNCALIBRATED],
    ['Trained', `${created.slice(0, 10)}, in ${duration(training.seconds)}`],
  ];
}

/**
 * @param {Card} card
 * @param {import('../session/trained-card.js').HereTrained} here
 * @returns {string[][]} terms and their descriptions, of a network that was trained in the page
 */
export function trainedRows({ parameters, multiplications, created, training }, { tutorial, options, counts, epochs }) {
  const { optimizer, learningRate, batch } = options;
  const own = counts.own ? `, and ${counts.own} of your own, ten times each` : '';
  return [
    [
      'Network',
      `The graph of “${tutorial}”, ${whole(parameters)} parameters, ${large(multiplications)} multiplications per digit`,
    ],
    [
      'Trained',
      `On this device, ${created.slice(0, 10)}, in ${duration(training.seconds)}: ${counted(epochs.length, 'epoch')}`,
    ],
    ['Recipe', `Optimizer ${optimizer}, learning rate ${learningRate}, batches of ${batch}`],
    [
      'Drawings',
      `${whole(counts.examples)} by 24 people of pendigits${own}; ${whole(counts.unseen)} by six others test it`,
    ],
    ['Confidence', UNCALIBRATED],
  ];
}

/** @param {Card['rejection']} rejection */
function describeRejection({ digits, kinds }) {
  if (!digits || !kinds) return 'Never rejects: reads everything as a digit';
  const shares = Object.entries(kinds).map(([kind, { n, rejected }]) => `${kind} ${percent1(rejected / n)}`);
  const wrongly = percent1(digits.rejected / digits.n);
  return `Non-digits rejected: ${shares.join(', ')}. Real digits wrongly rejected: ${wrongly}`;
}

/** @param {number} seconds @returns {string} such as “1 second”, “12 seconds”, “3 minutes” */
export function duration(seconds) {
  if (seconds >= 100) return counted(Math.round(seconds / 60), 'minute');
  return counted(seconds >= 0.05 ? Number(seconds.toFixed(seconds < 10 ? 1 : 0)) : 0, 'second');
}

/** @param {number} count @param {string} noun */
export const counted = (count, noun) =>
  `${Number.isInteger(count) ? whole(count) : count} ${noun}${count === 1 ? '' : 's'}`;

/** @param {Card['files']} files */
const weightBytes = (files) =>
  Object.entries(files).reduce((sum, [name, { bytes }]) => sum + (name.endsWith('.bin') ? bytes : 0), 0);
