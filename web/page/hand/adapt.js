/**
 * Adapts a classifier to the hand of a writer, of which there are examples: what looks like one of them is read more like
 * it. Pure. It is fetched with the first example.
 */

import { networkInputs } from '../ink/directions.js';
import { featuresOf } from './features.js';
import { createKernel } from './kernel.js';

/**
 * @typedef {import('../network/classifier.js').Classifier} Classifier
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Examples of a hand
 * @property {Float32Array[]} features of each
 * @property {number[]} labels their classes, as indices
 */

const BATCH = 4; // drawings to classify at a time

/** @type {WeakMap<Classifier, Map<string, Float32Array>>} features of drawings that a classifier has seen, by their ink */
const known = new WeakMap();
/** @type {Promise<unknown>} the end of what is being learned: one after another, so that the newest stays */
let last = Promise.resolve();

/**
 * Returns a classifier as it reads one hand; the given one stays as it is.
 *
 * @param {Classifier} classifier
 * @param {Drawing[]} drawings one digit or mark each
 * @param {string[]} graphemes what they are; of others than the classifier's, examples are ignored
 * @param {() => Promise<void>} turn lets other requests have their turn, now and then
 * @returns {Promise<Classifier>} the given one where there are no examples
 */
export function adapt(classifier, drawings, graphemes, turn) {
  const adapted = last.then(async () =>
    adaptedClassifier(classifier, await examplesOf(classifier, drawings, graphemes, turn)),
  );
  last = adapted.catch(() => {});
  return adapted;
}

/**
 * @param {Classifier} classifier
 * @param {Examples} examples
 * @returns {Classifier}
 */
export function adaptedClassifier(classifier, examples) {
  if (!examples.labels.length) return classifier;
  const { classes } = classifier;
  const kernel = createKernel(classifier, examples);
  return {
    ...classifier,
    classify(inputs) {
      const { features, probabilities } = featuresOf(classifier, inputs);
      features.forEach((one, i) => {
        kernel.adapt(one, probabilities.subarray(i * classes.length, (i + 1) * classes.length));
      });
      return probabilities;
    },
  };
}

/**
 * @param {Classifier} classifier
 * @param {Drawing[]} drawings
 * @param {string[]} graphemes
 * @param {() => Promise<void>} turn lets other requests have their turn, now and then
 * @returns {Promise<Examples>}
 */
async function examplesOf(classifier, drawings, graphemes, turn) {
  const before = known.get(classifier) ?? new Map();
  const now = new Map();
  const used = [...drawings.keys()].filter(
    (i) => drawings[i].flat().length && classifier.classes.includes(graphemes[i]),
  );
  const keys = used.map((i) => keyOf(drawings[i]));
  const unknown = [...new Map(keys.map((key, k) => [key, k])).values()].filter((k) => !before.has(keys[k]));
  for (let at = 0; at < unknown.length; at += BATCH) {
    const batch = unknown.slice(at, at + BATCH);
    const inputs = networkInputs(
      batch.map((k) => drawings[used[k]]),
      classifier.channels,
    );
    const { features } = featuresOf(classifier, inputs);
    batch.forEach((k, i) => void now.set(keys[k], features[i]));
    await turn();
  }
  for (const key of keys) now.set(key, now.get(key) ?? before.get(key));
  known.set(classifier, now);
  return {
    features: keys.map((key) => now.get(key)),
    labels: used.map((i) => classifier.classes.indexOf(graphemes[i])),
  };
}

/** @param {Drawing} drawing */
const keyOf = (drawing) => drawing.map((stroke) => stroke.map(({ x, y }) => `${x},${y}`).join(' ')).join(';');
