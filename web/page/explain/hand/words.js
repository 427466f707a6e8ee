/** Sentences of “Your hand”. Pure. */

import { uncapitalized } from '../../lib/format.js';
import { DIGITS, NON_DIGIT } from '../../network/classes.js';
import { inWords } from '../../ui/wording.js';

/** @typedef {import('../../hand/examples.js').Examples} Examples */

/** @param {number} count @returns {string} such as “1 example”, “12 examples” */
export const countInWords = (count) => `${count} ${count === 1 ? 'example' : 'examples'}`;

/** @param {string} grapheme @returns {string} such as “1”, “slash” */
export const nameOf = (grapheme) => uncapitalized(inWords(grapheme));

/**
 * Says what examples of digits changed: as what the network, by itself, reads them. Marks are not among them: what the
 * page reads of these depends on the number around.
 *
 * @param {Examples} examples
 * @param {ArrayLike<number>} probabilities examples.length * classes.length, of the network by itself
 * @param {string[]} classes of the network
 * @returns {string[]} sentences, the most frequent first, such as “Your 1 was read as 7: 3 examples.”
 */
export function describeChanges(examples, probabilities, classes) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  examples.forEach(({ grapheme }, i) => {
    const best = bestOf(probabilities, i * classes.length, classes);
    if (best === grapheme || !DIGITS.includes(grapheme)) return;
    const words = best === NON_DIGIT ? 'was not taken for a digit' : `was read as ${nameOf(best)}`;
    const sentence = `Your ${nameOf(grapheme)} ${words}`;
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  });
  return [...counts].sort(([, a], [, b]) => b - a).map(([sentence, count]) => `${sentence}: ${countInWords(count)}.`);
}

/** @param {ArrayLike<number>} probabilities @param {number} from @param {string[]} classes */
function bestOf(probabilities, from, classes) {
  let best = 0;
  for (let i = 1; i < classes.length; i++) if (probabilities[from + i] > probabilities[from + best]) best = i;
  return classes[best];
}
