/** What the page says of a network's card. Pure. */

import { exact, kilobytes, whole } from '../lib/format.js';
import { TITLES } from './sets.js';

const CALIBRATED = 'Calibrated on digits: of readings that are 90% sure, about nine in ten are right';
const UNCALIBRATED = 'Not calibrated, as in its tutorial: the percentages are its own count, not how often it is right';

/** @param {object} card @returns {[string, string][]} terms and what there is to say of them */
export function cardRows({ parameters, multiplications, figures, files, created, training, recipe, rejection }) {
  return [
    ...Object.entries(figures).map(([name, { accuracy, n, interval }]) => [
      TITLES[name] ?? name,
      `${exact(accuracy)} right of ${whole(n)} (95% interval ${interval.map(exact).join(' to ')})`,
    ]),
    ['What is no digit', rejection.kinds ? refused(rejection) : 'Not told: it takes everything for a digit'],
    ['Size', `${whole(parameters)} parameters, in 8 bits ${kilobytes(weightBytes(files))}`],
    ['Work', `${whole(multiplications)} multiplications a reading`],
    ['Confidence', recipe.calibrate ? CALIBRATED : UNCALIBRATED],
    ['Made', `${created.slice(0, 10)}, trained for ${duration(training.seconds)}`],
  ];
}

/** How often what is no digit is told, and a digit taken for none. */
function refused({ digits, kinds }) {
  const told = Object.entries(kinds).map(([kind, row]) => `${kind} ${exact(row.rejected / row.n)}`);
  return `Told: ${told.join(', ')}. Digits by unseen writers taken for none: ${exact(digits.rejected / digits.n)}`;
}

const duration = (seconds) => (seconds < 100 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`);

/** Bytes of the weights alone. */
const weightBytes = (files) =>
  Object.entries(files).reduce((sum, [name, { bytes }]) => sum + (name.endsWith('.bin') ? bytes : 0), 0);
