/** The page's trainer takes the same steps as Keras; its networks learn, are read like others, and diverge in words. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readBundle } from '../fixtures/bundles.js';
import { training } from '../fixtures/training.js';

const {
  createClassifier,
  createOptimizer,
  createRandom,
  createUntrained,
  DivergedError,
  fit,
  tensorCount,
  trainedBundle,
} = training;

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
