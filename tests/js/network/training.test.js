/** The page's trainer takes the same steps as Keras; its networks learn, are read like others, and diverge in words. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readBundle } from '../fixtures/bundles.js';
import { largestDifference } from '../fixtures/numbers.js';
import { training } from '../fixtures/training.js';

const { createClassifier, createOptimizer, createRandom, createUntrained, fit, fits, tensorCount, trainedBundle } =
  training;

/** @type {{network: string, optimizer: string, learning_rate: number, size: number, losses: number[], weights: number[][]}[]} */
const CASES = JSON.parse(String(readFileSync(new URL('../../fixtures/training.json', import.meta.url))));
const LOSS_TOLERANCE = 2e-5; // relative
const WEIGHT_TOLERANCE = 2e-5; // a step of Adam or RMSprop is 1e-3
const PIXELS = 784;

/** As in tests/fixtures/training.py. @param {number} count @param {number} phase */
const noise = (count, phase) =>
  Float64Array.from({ length: count }, (_, i) => {
    const scattered = 43758.5453 * Math.sin(12.9898 * i + 78.233 * phase);
    return 2 * (scattered - Math.floor(scattered)) - 1;
  });

/** Sets the weights of a case. @param {ReturnType<typeof createUntrained>} network */
function begin({ weights }) {
  weights.forEach(({ shape, values }, number) => {
    const field = shape.slice(0, -2).reduce((product, side) => product * side, 1);
    const limit = shape.length > 1 ? Math.sqrt(6 / (field * (shape[shape.length - 2] + shape[shape.length - 1]))) : 0.1;
    values.set(noise(values.length, number).map((value) => limit * value));
  });
}

/** Inputs and labels of a step. @param {number} size @param {number} step */
function batch(size, step) {
  const inputs = Float32Array.from(noise(size * PIXELS, 100 + step), (value) => Math.max(0, value));
  return { inputs, labels: Uint8Array.from({ length: size }, (_, i) => (7 * i + step) % 10) };
}

for (const { network: name, optimizer, learning_rate: rate, size, losses, weights: expected } of CASES) {
  test(`${name} takes the steps that Keras takes with ${optimizer}`, async () => {
    const network = createUntrained(await readBundle(name), null, Math.random, false);
    begin(network);
    const before = network.weights.map(({ values }) => values.slice());
    const improve = createOptimizer(optimizer, rate);
    losses.forEach((loss, step) => {
      const { inputs, labels } = batch(size, step);
      const found = network.evaluate(inputs, labels, true);
      assert.ok(Math.abs(found.loss / loss - 1) < LOSS_TOLERANCE, `step ${step}: ${found.loss}, not ${loss}`);
      network.backward();
      improve(network.weights);
    });
    network.weights.forEach(({ name: weight, values }, number) => {
      let moved = 0;
      expected[number].forEach((value, i) => {
        const at = Math.floor((i * values.length) / expected[number].length);
        const difference = Math.abs(values[at] - value);
        assert.ok(difference < WEIGHT_TOLERANCE, `${weight}[${at}]: ${values[at]}, not ${value}`);
        moved = Math.max(moved, Math.abs(value - before[number][at]));
      });
      assert.ok(moved > 10 * WEIGHT_TOLERANCE, `${weight} has moved by ${moved} only`);
    });
  });
}

const SIZE = 60;

/** Rasters that are easy to tell apart: a bright row for each digit. @param {number} count */
function easy(count) {
  const inputs = Float32Array.from(noise(count * PIXELS, 7), (value) => (value > 0.8 ? 0.5 : 0));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  for (const [i, label] of labels.entries()) {
    inputs.fill(1, i * PIXELS + 28 * (2 * label + 3), i * PIXELS + 28 * (2 * label + 5));
  }
  return { inputs, labels };
}

/** @param {string} name @param {object} [recipe] @param {number | null} [neurons] */
async function trained(name, recipe = {}, neurons = null) {
  const bundle = await readBundle(name);
  const random = createRandom(3);
  const network = createUntrained(bundle, neurons, random);
  const whole = { optimizer: 'sgd', learningRate: 0.1, batch: 20, epochs: 6, ...recipe };
  const events = [...fit(network, easy(SIZE), easy(30), whole, random)];
  return { bundle, network, events };
}

test('a network learns: steps and epochs are reported, and the loss falls', async () => {
  const { events } = await trained('hello');
  const epochs = events.flatMap((event) => ('unseen' in event ? [event] : []));
  const steps = events.flatMap((event) => ('step' in event ? [event] : []));
  assert.deepEqual([epochs.length, steps.length], [6, 6 * (SIZE / 20)]);
  assert.ok(epochs[5].training.loss < epochs[0].training.loss / 2);
  assert.equal(epochs[5].unseen.accuracy, 1);
});

test('the same seed gives the same weights, with dropout, too', async () => {
  const recipe = { optimizer: 'rmsprop', learningRate: 1e-3, epochs: 1 };
  const [one, other] = await Promise.all([trained('dropout', recipe, 8), trained('dropout', recipe, 8)]);
  assert.deepEqual(one.network.weights, other.network.weights);
});

test('a trained network is read by the classifier as it predicts itself, with other neurons, too', async () => {
  for (const neurons of [null, 4]) {
    const { bundle, network } = await trained('numbre', { optimizer: 'adam', learningRate: 1e-3 }, neurons);
    const made = trainedBundle(bundle, network.weights);
    assert.equal(made.summary.name, 'my-numbre');
    assert.ok(fits(bundle, network.weights, neurons));
    assert.ok(!fits(bundle, network.weights, 5));
    const { inputs } = easy(10);
    const classifier = createClassifier(made);
    const difference = largestDifference(classifier.classify(inputs), network.predict(inputs, 10));
    assert.ok(difference < 1e-5, `${difference}`);
    classifier.dispose();
  }
});

test('training leaves no tensor behind, nor does a network that is disposed of', async () => {
  const before = tensorCount();
  const { bundle, network } = await trained('hello', { epochs: 1 });
  createClassifier(trainedBundle(bundle, network.weights)).dispose();
  assert.equal(tensorCount(), before);
});

test('a learning rate of 1000 diverges', async () => {
  for (const [name, optimizer] of [
    ['hello', 'sgd'],
    ['numbre', 'adam'],
    ['dropout', 'rmsprop'],
  ]) {
    await assert.rejects(trained(name, { optimizer, learningRate: 1000, batch: 60 }), { name: 'DivergedError' });
  }
});

test('an optimizer that the page does not know is refused', () => {
  assert.throws(() => createOptimizer('adamw', 1), /optimizer adamw/);
});
