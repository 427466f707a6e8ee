/**
 * Adapts a classifier to the hand of a writer, of which there are examples: what looks like one of them is read more like
 * it. Pure. The reader fetches it with the first example.
 */

import { createCorrection } from './correction.js';
import { describe, likeness } from './features.js';
import { createMemory } from './memory.js';

/**
 * @typedef {import('../network/classifier.js').Classifier} Classifier
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Example of a hand
 * @property {import('./memory.js').Seen} seen
 * @property {number} label index of its class
 */

const MOST = 500; // examples: the last ones, which bounds the time of learning and of reading

/** @type {WeakMap<Classifier, ReturnType<typeof createMemory>>} what each classifier has seen */
const memories = new WeakMap();
/** @type {Promise<unknown>} the end of what is being learned: one hand after another, so that the newest stays */
let last = Promise.resolve();

/**
 * Returns a classifier as it reads one hand; the given one stays as it is.
 *
 * @param {Classifier} classifier
 * @param {Drawing[]} drawings each of one digit or mark
 * @param {string[]} graphemes what they are: a digit, a mark or NON_DIGIT; examples of a class that the classifier lacks
 *   are left out, as are blank ones
 * @param {() => Promise<void>} turn lets others have their turn, now and then
 * @returns {Promise<Classifier>} the given one where nothing is left
 */
export function adapt(classifier, drawings, graphemes, turn) {
  const adapted = last.then(() => learn(classifier, drawings, graphemes, turn));
  last = adapted.catch(() => {});
  return adapted;
}

/** @type {typeof adapt} */
async function learn(classifier, drawings, graphemes, turn) {
  const memory = memories.get(classifier) ?? createMemory(classifier);
  memories.set(classifier, memory);
  const used = [...drawings.keys()]
    .filter((i) => drawings[i].some(({ length }) => length) && classifier.classes.includes(graphemes[i]))
    .slice(-MOST);
  const seen = await memory.recall(
    used.map((i) => drawings[i]),
    turn,
  );
  const examples = seen
    .map((one, i) => ({ seen: one, label: classifier.classes.indexOf(graphemes[used[i]]) }))
    .filter(({ seen: { description } }) => description.every(Number.isFinite));
  return adaptedClassifier(classifier, examples, memory.likenessOf);
}

/**
 * @param {Classifier} classifier
 * @param {Example[]} examples
 * @param {(one: Example['seen'], other: Example['seen']) => number} likenessOf how alike two of them are
 * @returns {Classifier} which reads as long as the given one is not disposed of
 */
export function adaptedClassifier(classifier, examples, likenessOf) {
  if (!examples.length) return classifier;
  const { correct } = createCorrection({
    labels: examples.map(({ label }) => label),
    probabilities: examples.map(({ seen }) => seen.probabilities),
    likenessOf: (i, k) => likenessOf(examples[i].seen, examples[k].seen),
  });
  const descriptions = examples.map(({ seen }) => seen.description);
  return {
    ...classifier,
    classify(inputs) {
      const described = describe(classifier, inputs);
      const found = new Float32Array(described.length * classifier.classes.length);
      described.forEach(({ description, probabilities }, i) => {
        correct(
          Float32Array.from(descriptions, (other) => likeness(description, other)),
          probabilities,
        );
        found.set(probabilities, i * classifier.classes.length);
      });
      return found;
    },
  };
}
