/**
 * The card of a network that was trained in the page: the fields of a card that the page reads, as far as they are known. Pure.
 *
 * @typedef {import('../network/bundle.js').Card} Card
 *
 * @typedef {object} HereTrained how it was trained
 * @property {string} tutorial
 * @property {{optimizer: string, batch: number, learningRate: number, epochs: number, neurons: number | null, seed: number}} options
 * @property {{own: number, examples: number, unseen: number}} counts of drawings
 * @property {{training: Score, unseen: Score}[]} epochs that were finished
 * @property {'cpu' | 'wasm'} backend
 *
 * @typedef {import('../network/training/fit.js').Score} Score
 * @typedef {import('../worker/training/trainer.js').Trained} Trained
 */

import { PREFIX } from '../network/training/names.js';

/** The set of its metrics: 600 digits of the six writers that no network here learns from. */
const UNSEEN = 'pendigits validation';
const Z = 1.96; // of a 95% interval

/**
 * @param {Card} card of the tutorial's network
 * @param {Trained} trained
 * @param {HereTrained['options']} options
 * @param {string} created date and time
 * @returns {Card & {here: HereTrained}}
 */
export function trainedCard(card, { weights, history, seconds, confusion, backend, counts }, options, created) {
  const parameters = weights.reduce((sum, { values }) => sum + values.length, 0);
  const n = confusion.flat().reduce((sum, count) => sum + count, 0);
  const errors = n - confusion.reduce((sum, row, digit) => sum + row[digit], 0);
  const accuracy = 1 - errors / n;
  return {
    name: `${PREFIX}${card.name}`,
    parameters,
    multiplications: weights.length ? card.multiplications + parameters - card.parameters : 0, // dense layers differ alone
    created,
    metrics: { [UNSEEN]: { n, errors, accuracy, interval: wilsonInterval(accuracy, n), confusion } },
    files: {},
    training: { seconds: Number(seconds.toFixed(1)) },
    recipe: { ...card.recipe, sets: ['pendigits'], calibrate: false },
    cross_validation: {},
    rejection: {},
    history: {
      epoch: history.map((_, i) => i + 1),
      accuracy: history.map(({ training }) => training.accuracy),
      loss: history.map(({ training }) => training.loss),
      [UNSEEN]: history.map(({ unseen }) => unseen.accuracy),
    },
    reported: {},
    seeds: {},
    variants: {},
    here: { tutorial: card.name, options, counts, epochs: history, backend },
  };
}

/**
 * The 95% interval of a share, after E. B. Wilson, "Probable inference", JASA 22, 1927.
 *
 * @param {number} share
 * @param {number} n
 * @returns {[number, number]}
 */
function wilsonInterval(share, n) {
  const middle = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return [middle - half, middle + half];
}
