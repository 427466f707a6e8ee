/** Sentences of the part Train. Pure. */

import { percent1, whole } from '../../lib/format.js';
import { counted, duration } from '../card.js';

/** @type {Record<string, string>} */
export const TUTORIALS = {
  hello: 'hello: 15 neurons, then 10',
  numbre: 'numbre: three layers on raw pixels',
  dropout: 'dropout: two wide layers',
  lesson: 'lesson: convolutions, takes minutes',
};

/** @param {number} seconds @returns {string} rounded, such as “1 second”, “3 minutes” */
export const remaining = (seconds) =>
  seconds < 9.5 ? counted(Math.max(1, Math.round(seconds)), 'second') : duration(seconds);

/** @param {import('../../session/training.js').TrainingState} state @returns {string} what it does now */
export function describeProgress({ status, progress }) {
  if (status === 'idle') return '';
  if (!progress) return 'Rendering the drawings…';
  const { epoch, epochs, secondsLeft } = progress;
  const left = secondsLeft === null ? '' : ` About ${remaining(secondsLeft)} left.`;
  return `Epoch ${epoch} of ${epochs}.${status === 'paused' ? ' Paused.' : ''}${left}`;
}

/** @param {import('../../session/training.js').Result} result */
export const describeResult = ({ name, accuracy, seconds, epochs }) =>
  `“${name}” reads ${percent1(accuracy)} of 600 digits by six people whose writing it never saw. It learned for ` +
  `${counted(epochs, 'epoch')}: ${duration(seconds)} of computing.`;

/** @param {{isWhole: boolean, least: number, most: number}} range @returns {string} a sentence by a field */
export const describeRange = ({ isWhole, least, most }) =>
  `Enter a ${isWhole ? 'whole ' : ''}number from ${least < 1e-3 ? '0.0000001' : whole(least)} to ${whole(most)}.`;

/**
 * A number as a visitor types it: with a point or a comma before its decimals, or with commas between thousands, as the page
 * writes it.
 *
 * @param {string} text
 * @returns {number} NaN if it is none
 */
export function numberOf(text) {
  const plain = /^[1-9]\d{0,2}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.');
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
