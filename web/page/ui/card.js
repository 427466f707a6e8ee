/**
 * Texts about networks, from their cards. Fetched with the first card. Pure.
 *
 * @typedef {import('../network/bundle.js').Card} Card
 */

import { kilobytes, large, percent1, percent2, whole } from '../lib/format.js';

/** Sets that cards have metrics of. */
export const SCANNED = 'mnist test';
export const DRAWN = ['pendigits validation', 'unipen validation'];
/** @type {Record<string, string>} */
export const SET_NAMES = {
  'mnist test': 'Scanned digits (MNIST test)',
  'mnist validation': 'Scanned digits (MNIST validation)',
  'pendigits validation': 'Drawn digits, unseen writers (pendigits)',
  'unipen validation': 'Drawn digits, unseen device and writers (UNIPEN)',
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

/** @param {Card} card @returns {string[][]} terms and their descriptions */
export function cardRows({ parameters, multiplications, metrics, files, created, training, recipe, rejection }) {
  return [
    ...Object.entries(metrics).map(([set, { accuracy, n, interval }]) => [
      SET_NAMES[set] ?? set,
      `${percent2(accuracy)} accuracy on ${whole(n)} digits (95% interval ${interval.map(percent2).join(' to ')})`,
    ]),
    ['Rejection', describeRejection(rejection)],
    ['Size', `${whole(parameters)} parameters, ${kilobytes(weightBytes(files))} with 8 bits each`],
    ['Compute', `${large(multiplications)} multiplications per digit`],
    ['Confidence', recipe.calibrate ? CALIBRATED : UNCALIBRATED],
    ['Trained', `${created.slice(0, 10)}, in ${duration(training.seconds)}`],
  ];
}

/** @param {Card['rejection']} rejection */
function describeRejection({ digits, kinds }) {
  if (!digits || !kinds) return 'Never rejects: reads everything as a digit';
  const shares = Object.entries(kinds).map(([kind, { n, rejected }]) => `${kind} ${percent1(rejected / n)}`);
  const wrongly = percent1(digits.rejected / digits.n);
  return `Non-digits rejected: ${shares.join(', ')}. Real digits wrongly rejected: ${wrongly}`;
}

/** @param {number} seconds */
const duration = (seconds) => (seconds < 100 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`);

/** @param {Card['files']} files */
const weightBytes = (files) =>
  Object.entries(files).reduce((sum, [name, { bytes }]) => sum + (name.endsWith('.bin') ? bytes : 0), 0);
