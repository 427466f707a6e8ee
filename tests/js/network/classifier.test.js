import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkInputs } from '../../../web/page/ink/directions.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { goldenVectors, NAMES, readBundle, readJson } from '../fixtures/bundles.js';
import { loadNetwork, tensorCount } from '../fixtures/networks.js';
import { largestDifference } from '../fixtures/numbers.js';

const PROBABILITY_TOLERANCE = 1e-3; // golden inputs are rounded, those of drawings are not

const vectors = await goldenVectors('ink');
const digits = vectors.filter(({ name }) => name.startsWith('digit ')).map(({ drawing }) => toDrawing(drawing));

for (const name of NAMES) {
  test(`probabilities agree with the golden vectors of ${name}`, async () => {
    const [network, expected] = await Promise.all([loadNetwork(name), goldenVectors(name)]);
    for (const { name: drawn, drawing, probabilities } of expected) {
      const got = network.classify(networkInputs([toDrawing(drawing)], network.channels));
      const difference = largestDifference(got, probabilities);
      assert.ok(difference < PROBABILITY_TOLERANCE, `${drawn}: ${difference}`);
    }
  });

  test(`${name} is as its card says`, async () => {
    const [network, card] = await Promise.all([loadNetwork(name), readJson(name, 'card.json')]);
    assert.deepEqual(network.classes, card.classes);
    assert.equal(network.channels, card.channels.names.length);
  });
}

test('many inputs are classified like single ones', async () => {
  const network = await loadNetwork('ink');
  const { channels, classes } = network;
  const many = Array.from({ length: 120 }, (_, i) => digits[i % digits.length]);
  const together = network.classify(networkInputs(many, channels));
  assert.equal(together.length, 120 * classes.length);
  for (const i of [0, 99, 100, 119]) {
    const alone = network.classify(networkInputs([many[i]], channels));
    assert.deepEqual(together.subarray(i * classes.length, (i + 1) * classes.length), alone);
  }
});

test('nothing has no probabilities', async () => {
  assert.equal((await loadNetwork('hello')).classify(new Float32Array(0)).length, 0);
});

test('the activations of a layer have its shape, and the last ones are the probabilities', async () => {
  const network = await loadNetwork('ink');
  const input = networkInputs([digits[0]], network.channels);
  const { model } = await readBundle('ink');
  const nodes = model.modelTopology.node.filter(({ op }) => op === '_FusedConv2D' || op === 'Softmax');
  const activations = network.activations(
    input,
    nodes.map(({ name }) => name),
  );
  for (const { shape, values } of activations) {
    assert.equal(
      values.length,
      shape.reduce((product, size) => product * size, 1),
    );
  }
  assert.equal(activations[0].shape.length, 3);
  assert.deepEqual(activations.at(-1)?.values, network.classify(input));
});

test('readings leave no tensor', async () => {
  const network = await loadNetwork('ink');
  const { model } = await readBundle('ink');
  const nodes = model.modelTopology.node.filter(({ op }) => op === 'Softmax').map(({ name }) => name);
  const input = networkInputs(digits.slice(0, 3), network.channels);
  const before = tensorCount();
  assert.ok(before > 0);
  for (let i = 0; i < 50; i++) network.classify(input);
  network.activations(input.subarray(0, 784 * network.channels), nodes);
  assert.equal(tensorCount(), before);
});
