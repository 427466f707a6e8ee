/** Cases: a seed and an index give a property and a value for it, the same in every run. */

import { fc } from './arbitraries.mjs';
import { MODULES } from './modules.mjs';
import { createFickle, loadShipped } from './network.mjs';
import { READINGS } from './readings.mjs';

const SHARES = 10_000; // what all shares add up to

/** @type {Record<string, Record<string, import('./readings.mjs').Property>>} */
export const SUITES = { recognizer: READINGS, modules: MODULES };

/**
 * @typedef {object} Failure
 * @property {string} property
 * @property {number} index
 * @property {string} message
 * @property {string} value the smallest that fails, as fast-check prints it
 *
 * @typedef {Record<string, {count: number, total: number}>} Tallies cases in which something holds, and all such; of a
 *   number the largest, and the index of its case
 */

/** @param {number} seed @param {number} index @returns {number} 32 bits */
export function seedOf(seed, index) {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

/** @param {string} suite @param {number} index @returns {string} the name of the property of a case */
export function propertyOf(suite, index) {
  let place = Math.imul(index + 1, 7919) % SHARES; // prime: all properties come by turns
  if (place < 0) place += SHARES;
  for (const [name, { share }] of Object.entries(SUITES[suite])) {
    place -= share;
    if (place < 0) return name;
  }
  throw new Error(`the shares of ${suite} add up to less than ${SHARES}`);
}

/** @param {string} suite @param {number} seed @returns {Promise<(index: number, tallies: Tallies) => Failure | null>} */
export async function createCases(suite, seed) {
  const shipped = suite === 'recognizer' ? await loadShipped() : /** @type {any} */ ({ classes: [] });
  const classifiers = { shipped, fickle: createFickle(shipped) };
  return (index, tallies) => {
    const name = propertyOf(suite, index);
    const { arbitrary, check } = SUITES[suite][name];
    let isFirst = true; // values that follow are smaller ones, after a failure
    const property = fc.property(arbitrary, (value) => {
      const found = check(value, classifiers);
      if (isFirst && found) tally(tallies, found, index);
      isFirst = false;
    });
    const { failed, counterexample, errorInstance } = fc.check(property, {
      seed: seedOf(seed, index),
      numRuns: 1,
      interruptAfterTimeLimit: 60_000, // of making it smaller
    });
    if (!failed) return null;
    const { message } = /** @type {Error} */ (errorInstance ?? new Error('no message'));
    return { property: name, index, message: message.slice(0, 500), value: fc.stringify(counterexample?.[0]) };
  };
}

/** @param {Tallies} tallies @param {Record<string, boolean | number>} found @param {number} index */
function tally(tallies, found, index) {
  for (const [name, value] of Object.entries(found)) {
    tallies[name] ??= { count: 0, total: 0 };
    if (typeof value === 'boolean') {
      tallies[name].count += Number(value);
      tallies[name].total += 1;
    } else if (value > tallies[name].count) tallies[name] = { count: value, total: index };
  }
}

/** Adds tallies of other cases. @param {Tallies} all @param {Tallies} others */
export function merge(all, others) {
  for (const [name, { count, total }] of Object.entries(others)) {
    if (name.startsWith('ms ')) {
      if (count > (all[name]?.count ?? -1)) all[name] = { count, total };
    } else all[name] = { count: (all[name]?.count ?? 0) + count, total: (all[name]?.total ?? 0) + total };
  }
}
