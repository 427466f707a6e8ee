/**
 * Flips: where the reading of a network changes along an axis. Pure.
 *
 * @typedef {import('./deviation.js').Axis} Axis
 *
 * @typedef {object} Run of positions with the same reading
 * @property {string} reading a class of the network
 * @property {number} begin index of its first position
 * @property {number} end index after its last position
 */

import { uncapitalized } from '../../lib/format.js';
import { inWords } from '../../ui/wording.js';
import { valueInWords } from './deviation.js';
import { listed } from './sentences.js';

/** @param {string[]} readings at each position @returns {Run[]} */
export function runsOf(readings) {
  /** @type {Run[]} */
  const runs = [];
  readings.forEach((reading, i) => {
    const last = runs.at(-1);
    if (last?.reading === reading) last.end = i + 1;
    else runs.push({ reading, begin: i, end: i + 1 });
  });
  return runs;
}

/**
 * Describes where the reading of a network flips.
 *
 * @param {string} name of the network
 * @param {string[]} readings at each position of the axis
 * @param {Axis} axis
 * @returns {string} such as “ink reads 7 from −20 to 35 degrees, else 2”
 */
export function describeFlips(name, readings, axis) {
  const word = (/** @type {string} */ reading) => uncapitalized(inWords(reading));
  const main = readings[axis.positions.indexOf(axis.standard)];
  /** @type {Map<string, string[]>} */
  const ranges = new Map([[main, []]]); // by reading, that at the standard position first
  for (const run of runsOf(readings)) ranges.set(run.reading, [...(ranges.get(run.reading) ?? []), rangeOf(run, axis)]);
  if (ranges.size === 1) return `${name} reads ${word(main)} throughout`;
  const parts = [...ranges].map(([reading, where]) => `${word(reading)} ${listed(where)}`);
  if (ranges.size === 2) return `${name} reads ${parts[0]}, else ${word([...ranges.keys()][1])}`;
  return `${name} reads ${parts.join('; ')}`;
}

/** “from −20 to 35 degrees”, “at 8 pixels” @param {Run} run @param {Axis} axis */
function rangeOf({ begin, end }, axis) {
  const [from, to] = [axis.positions[begin], axis.positions[end - 1]];
  return from === to
    ? `at ${valueInWords(axis, from)}`
    : `from ${valueInWords(axis, from).split(' ')[0]} to ${valueInWords(axis, to)}`;
}
