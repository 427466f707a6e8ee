/**
 * Corrects a network's probabilities by examples of a hand, in two ways. Pure; tools/hand/adapt.py is the twin.
 *
 * 1. A Gaussian process for classification, whose prior mean is the network (C. E. Rasmussen, C. K. I. Williams, "Gaussian
 *    Processes for Machine Learning", MIT Press 2006, chapter 3): each example has a share in each class, found by its own
 *    Newton steps in turn, and corrects a drawing the more, the more alike it is. Examples that the network reads well
 *    change little; to have them count at all, it is trusted less while they are learned.
 * 2. Nearest examples: a class gains by its example that is most alike, if it is alike enough.
 *
 * Both tell taught classes apart. Classes without examples keep their shares, unless an example is very much alike: else
 * every half of a digit, pair of digits and scribble would become more like a digit. Marks keep theirs unless the example
 * is of a mark: a slash and a one often differ by their place in the number alone, which the recognizer sees, and a
 * likeness does not.
 *
 * The constants were chosen on writers of half of the folds of cross-validation, see docs/learning.md.
 */

import { DIGITS } from '../network/classes.js';

const AMPLITUDE = 8; // of the process: its variance where drawings are the same
const WIDTH = 0.8; // of likeness, in which it falls to 1/e
const PRIOR = 0.5; // of the network's logits, while examples are learned
const SWEEPS = 6; // over all examples
const LEAST_CHANGE = 1e-3; // of a share: smaller ones are left out
const GAIN = 20; // of logits, by likeness
const LEAST_LIKE = 0.6; // examples that are less alike add nothing
const FAR = 0.6; // likeness of the nearest example up to which classes without examples keep their shares
const NEAR = 0.8; // and from which they keep what the correction leaves them
const FIRST_MARK = DIGITS.length + 1; // index of its class
const LEAST = 1e-6; // probability that stands in for lower ones, as in recognize/learned.js
const [TAUGHT, OTHER, MARK] = [0, 1, 2]; // kinds of classes; those of OTHER and MARK have no examples

/**
 * @typedef {object} Correction
 * @property {(likenesses: Float32Array, probabilities: Float32Array) => void} correct changes probabilities [classes] in
 *   place; likenesses: of the drawing to each example
 *
 * @typedef {object} Lesson what is known of the examples
 * @property {number[]} labels indices of classes
 * @property {Float32Array[]} probabilities of each, by the network
 * @property {(i: number, k: number) => number} likenessOf two of them
 */

/** @param {Lesson} lesson @returns {Correction} */
export function createCorrection({ labels, probabilities, likenessOf }) {
  const count = labels.length;
  const classes = probabilities[0].length;
  const shares = learned();
  const kinds = Array.from({ length: classes }, (_, c) =>
    labels.includes(c) ? TAUGHT : c < FIRST_MARK ? OTHER : MARK,
  );

  /** Returns the share of each example in each class, row by row. */
  function learned() {
    const weights = new Float64Array(count * count);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k <= i; k++) weights[i * count + k] = weights[k * count + i] = kernel(likenessOf(i, k));
    }
    const found = new Float64Array(count * classes);
    const logits = new Float64Array(classes * count); // by class
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < classes; c++) logits[c * count + i] = PRIOR * logOf(probabilities[i][c]);
    }
    const own = new Float64Array(classes);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let i = 0; i < count; i++) {
        for (let c = 0; c < classes; c++) own[c] = logits[c * count + i];
        const now = softmax(own);
        for (let c = 0; c < classes; c++) {
          const at = i * classes + c;
          const change = (Number(c === labels[i]) - now[c] - found[at]) / (1 + weights[i * count + i] / 2);
          if (Math.abs(change) < LEAST_CHANGE) continue; // most classes: they would take most of the time
          found[at] += change;
          for (let k = 0; k < count; k++) logits[c * count + k] += weights[i * count + k] * change;
        }
      }
    }
    return found;
  }

  return {
    correct(likenesses, found) {
      const logits = Float64Array.from(found, logOf);
      const most = new Float64Array(classes);
      for (let i = 0, at = 0; i < count; i++) {
        const weight = kernel(likenesses[i]);
        for (let c = 0; c < classes; c++) logits[c] += weight * shares[at++];
        most[labels[i]] = Math.max(most[labels[i]], likenesses[i]);
      }
      for (let c = 0; c < classes; c++) logits[c] += GAIN * Math.max(0, most[c] - LEAST_LIKE);
      const after = softmax(logits);
      const trusts = [1, trustAt(Math.max(...most)), trustAt(Math.max(0, ...most.subarray(FIRST_MARK)))];
      /** @param {number} before @param {number} now @param {number} kind */
      const mix = (before, now, kind) => (1 - trusts[kind]) * before + trusts[kind] * now;
      const [others, marks] = [OTHER, MARK].map((kind) => {
        return 1 / (1 + Math.exp(-mix(oddsOf(kind, found), oddsOf(kind, after), kind)));
      });
      const mixed = after.map((value, c) => Math.exp(mix(logOf(found[c]), logOf(value), kinds[c])));
      const wanted = [(1 - marks) * (1 - others), (1 - marks) * others, marks];
      const scales = wanted.map((share, kind) => share / sumOf(mixed, (own) => own === kind));
      const scaled = mixed.map((value, c) => value * scales[kinds[c]]);
      const sum = sumOf(scaled, () => true);
      for (let c = 0; c < classes; c++) found[c] = scaled[c] / sum;
    },
  };

  /** Returns the logarithm of the odds of a kind of classes against the kinds before it. @param {number} kind @param {ArrayLike<number>} all */
  function oddsOf(kind, all) {
    const own = sumOf(all, (other) => other === kind);
    const both = sumOf(all, (other) => other <= kind);
    const share = Math.min(1 - LEAST, Math.max(LEAST, own / Math.max(both, 1e-30)));
    return Math.log(share / (1 - share));
  }

  /** Adds up the values of some kinds of classes. @param {ArrayLike<number>} all @param {(kind: number) => boolean} isChosen */
  function sumOf(all, isChosen) {
    let sum = 0;
    for (let c = 0; c < classes; c++) if (isChosen(kinds[c])) sum += all[c];
    return sum;
  }
}

/** Returns how far classes without examples follow the correction, 0..1. @param {number} likeness of the nearest example */
const trustAt = (likeness) => Math.min(1, Math.max(0, (likeness - FAR) / (NEAR - FAR)));

const kernel = (/** @type {number} */ likeness) => AMPLITUDE * Math.exp((likeness - 1) / WIDTH);

const logOf = (/** @type {number} */ probability) => Math.log(Math.max(probability, LEAST));

/** @param {Float64Array} logits */
function softmax(logits) {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
