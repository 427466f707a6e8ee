/** What the network says of a group, and what the group's place and size say -> ways to take it. Pure. */

import { heightOf, widthOf } from '../ink/boxes.js';
import { DIGITS, NONE } from '../network/classes.js';

/** What speaks against a group, or against two side by side; tests/bench/numbers.py measures them. */
const WEIGHTS = {
  gap: 4, // paper inside it, from left to right, of the digits' height
  cut: 1, // each end that is a cut through a stroke
  small: 2, // logarithm of how much smaller than SMALL, for a digit
  wide: 0.5, // what it is wider than high, of the digits' height
  overlap: 2, // of two side by side, from left to right, of the digits' height
  none: 4, // that it is no digit, where others can make it one
  mark: 0.2, // that it is a point, comma or minus
  unrejecting: 2, // every group, for a network that cannot say that it is no digit
};

const ODDS = 2; // a group is no digit where that is so much likelier, and in doubt the likeliest digit
const SMALL = 0.7; // of the digits' height
const LEAST = 1e-9; // probability of what the network takes for impossible

/**
 * @param {import('./segments.js').Group} group
 * @param {Float32Array} all probability of each class
 * @param {string} mark what its only atom may be: '.', ',', '-' or ''
 * @param {{classes: string[], height: number, graphemes: string[], each: number}} of the network; of the
 *   line's digits; what may be, and how many digits of it at most, see limits.js
 * @returns {import('./beam-search.js').Choice[]} best first among digits
 */
export function choicesOf(group, all, mark, { classes, height, graphemes, each }) {
  const rejects = classes.includes(NONE);
  const cost = costOf(group, height) + (rejects ? 0 : WEIGHTS.unrejecting);
  const likely = (grapheme, p, less) => ({ grapheme, p, score: Math.log(Math.max(p, LEAST)) - cost - less });
  const small = WEIGHTS.small * Math.max(0, Math.log(SMALL / sizeOf(group, height)));
  const digits = DIGITS.map((digit, i) => likely(digit, all[i], small))
    .filter(({ grapheme }) => graphemes.includes(grapheme))
    .sort((a, b) => b.score - a.score);
  const choices = digits.slice(0, each);
  if (mark && graphemes.includes(mark)) choices.push({ grapheme: mark, p: 1, score: -WEIGHTS.mark });
  if (rejects) {
    // a group of two digits is none, which says nothing against the two: so none costs, but is
    // never behind a digit of the same group that is much less likely
    const none = likely('', all[classes.indexOf(NONE)], WEIGHTS.none);
    const [best] = choices;
    if (best && none.p > ODDS * best.p) none.score = Math.max(none.score, best.score + 1e-6);
    choices.push(none);
  }
  return choices;
}

function costOf({ gap, cuts, box }, height) {
  const [wide, high] = [widthOf(box) / height, heightOf(box) / height];
  return WEIGHTS.gap * Math.max(0, gap) + WEIGHTS.cut * cuts + WEIGHTS.wide * Math.max(0, wide - Math.max(1, high));
}

const sizeOf = ({ box }, height) => Math.max(heightOf(box), 0.6 * widthOf(box), 1e-3 * height) / height;

/** @returns {(a: Group, b: Group) => number} what two groups side by side add to the score, 0 or less */
export const beside = (height) => (a, b) =>
  -WEIGHTS.overlap * Math.max(0, (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)) / height);
