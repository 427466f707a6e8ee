/** Sentences of Compare: what networks read, who is fooled, what the columns hold, what a network confuses. Pure. */

import { percent1, uncapitalized, whole } from '../../lib/format.js';
import { DIGITS, NON_DIGIT } from '../../network/classes.js';
import { PREFIX } from '../../network/training/names.js';
import { inWords } from '../../ui/wording.js';
import { drawnSets, SCANNED } from '../card.js';

/**
 * @typedef {import('../../network/bundle.js').Card} Card
 * @typedef {{name: string, reading: string | null}} Reading of a network: a class; null for none
 */

/** “lesson and numbre read 7; ink reads no digit.” @param {Reading[]} readings */
export function describeReadings(readings) {
  /** @type {Map<string, string[]>} */
  const names = new Map(); // reading -> names of networks
  for (const { name, reading } of readings) {
    if (reading !== null) names.set(reading, [...(names.get(reading) ?? []), name]);
  }
  const parts = [...names].map(
    ([reading, readers]) =>
      `${listed(readers)} ${readers.length > 1 ? 'read' : 'reads'} ${uncapitalized(inWords(reading))}`,
  );
  return parts.length ? `${parts.join('; ')}.` : '';
}

/** @param {string | null} truth a digit; null for no digit @param {string | null} reading null for none yet */
export const isFooled = (truth, reading) => reading !== null && reading !== (truth ?? NON_DIGIT);

/** “hello and numbre fall for it.” @param {string | null} truth @param {Reading[]} readings */
export function describeFooled(truth, readings) {
  const known = readings.filter(({ reading }) => reading !== null);
  const fooled = known.filter(({ reading }) => isFooled(truth, reading)).map(({ name }) => name);
  if (!known.length) return '';
  if (!fooled.length) return 'No network falls for it.';
  if (fooled.length === known.length) return 'Every network falls for it.';
  return `${listed(fooled)} ${fooled.length > 1 ? 'fall' : 'falls'} for it.`;
}

/** “ink, hello and numbre” @param {string[]} names */
export const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]);

/** Describes the sets of scanned and drawn digits. @param {Card[]} all one or more, networks trained in the page included */
export function noteOn(all) {
  const cards = all.filter(({ metrics }) => metrics[SCANNED]);
  const trained = all.find(({ metrics }) => !metrics[SCANNED]);
  const own = trained
    ? [`Networks trained here: ${whole(countDrawn(trained))} digits of pendigits, by writers new to them.`]
    : [];
  if (!cards.length) return own.join('');
  const sentences = [`Scanned digits: ${whole(cards[0].metrics[SCANNED].n)} from the MNIST test set.`, ...own];
  const plain = cards.find((card) => !card.read_by);
  if (plain) {
    const sets = '(pendigits and UNIPEN together)';
    sentences.push(
      `Drawn digits: ${whole(countDrawn(plain))} by writers that the networks did not learn from ${sets}.`,
    );
  }
  for (const card of cards.filter((one) => one.read_by)) {
    const networks = `${card.cross_validation.folds} networks like it, each without the writers whose digits it read`;
    sentences.push(
      `Drawn digits of “${card.name}”: ${whole(countDrawn(card))}, read by ${networks} (cross-validation).`,
    );
  }
  return `${sentences.join(' ')} “ink” was tuned on these digits, so its score is slightly optimistic.`;
}

/** The number of drawn digits that were read. @param {Card} card */
const countDrawn = (card) => drawnSets(card).reduce((sum, set) => sum + card.metrics[set].n, 0);

/**
 * @param {Pick<Card, 'metrics'>} card
 * @param {string[]} sets
 * @returns {number[][]} how often each digit (row) was read as each digit (column), in all the sets together
 */
export const confusionOf = ({ metrics }, sets) =>
  DIGITS.map((_, digit) =>
    DIGITS.map((_, predicted) => sets.reduce((sum, set) => sum + metrics[set].confusion[digit][predicted], 0)),
  );

/**
 * Describes the confusions that are most frequent, by the share of a digit's examples.
 *
 * @param {number[][]} scanned see confusionOf
 * @param {number[][]} drawn
 * @returns {string} a sentence
 */
export const describeConfusions = (scanned, drawn) => `Scans: ${worstOf(scanned)}. Drawings: ${worstOf(drawn)}.`;

/** “5 read as 3 most often (38 of 892, 4.3%)” @param {number[][]} confusion */
function worstOf(confusion) {
  let worst = { digit: 0, predicted: 0, count: 0, total: 1 };
  confusion.forEach((counts, digit) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    counts.forEach((count, predicted) => {
      const isWorse = count / total > worst.count / worst.total;
      if (digit !== predicted && isWorse) worst = { digit, predicted, count, total };
    });
  });
  const { digit, predicted, count, total } = worst;
  if (!count) return 'no errors';
  return `most often ${digit} read as ${predicted} (${whole(count)} of ${whole(total)}, ${percent1(count / total)})`;
}

/**
 * @param {readonly string[]} names of the site's networks
 * @param {readonly string[]} trained names of those trained in the page, such as “my-hello”
 * @returns {string[]} all of them, each of the trained ones after the one that it is named after
 */
export const inOrder = (names, trained) => [
  ...names.flatMap((name) => [name, ...trained.filter((one) => one === `${PREFIX}${name}`)]),
  ...trained.filter((one) => !names.some((name) => one === `${PREFIX}${name}`)),
];
