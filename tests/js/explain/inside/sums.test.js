/** Sums of Look inside: the same numbers as the networks compute, for every layer of every committed network. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INPUT, layersOf } from '../../../../web/page/explain/inside/layers.js';
import { softmax, strongest, sumOf, windowOf } from '../../../../web/page/explain/inside/sums.js';
import { networkInputs } from '../../../../web/page/ink/directions.js';
import { toDrawing } from '../../../../web/page/ink/drawing.js';
import { FRAME } from '../../../../web/page/ink/raster.js';
import { NAMES, readBundle } from '../../fixtures/bundles.js';
import { GOLDEN } from '../../fixtures/drawings.js';
import { loadNetwork } from '../../fixtures/networks.js';
import { largestDifference } from '../../fixtures/numbers.js';
import { createRandom } from '../../fixtures/random.js';

const TOLERANCE = 1e-4; // of a number's size, at least of 1: kernels add in another order, in 32 bits
const SAMPLES = 40; // numbers of each layer, besides its corners and the largest

const drawing = toDrawing(GOLDEN['digit 7-crossed']);

/** @param {string} name */
async function traced(name) {
  const [network, { model }] = await Promise.all([loadNetwork(name), readBundle(name)]);
  const layers = layersOf(model.modelTopology);
  const input = networkInputs([drawing], network.channels);
  const activations = network.activations(
    input,
    layers.map(({ node }) => node),
  );
  const frame = { shape: [FRAME, FRAME, network.channels], values: input };
  const weightsOf = (/** @type {string | null} */ weights) => (weights ? network.weights(weights) : null);
  const givenOf = (/** @type {import('../../../../web/page/explain/inside/layers.js').Layer} */ layer) => ({
    input: layer.from === INPUT ? frame : activations[layer.from],
    weights: weightsOf(layer.weights),
    biases: weightsOf(layer.biases),
  });
  return { layers, activations, givenOf };
}

for (const name of NAMES) {
  test(`sums are the activations of every layer of ${name}`, async () => {
    const { layers, activations, givenOf } = await traced(name);
    const random = createRandom(1);
    layers.forEach((layer, at) => {
      const { shape, values } = activations[at];
      const chosen = Array.from({ length: SAMPLES }, () => Math.floor(random() * values.length));
      for (const index of [0, values.length - 1, strongest(values), ...chosen]) {
        const sum = sumOf(layer, givenOf(layer), shape, index);
        assert.ok(sum, `${layer.op} has a sum`);
        const difference = Math.abs(sum.value - values[index]);
        assert.ok(
          difference < TOLERANCE * Math.max(1, Math.abs(values[index])),
          `${layer.node}, ${index}: ${sum.value} is not ${values[index]}`,
        );
      }
    });
  });

  test(`the parts of a sum of ${name}, its bias and relu make its value`, async () => {
    const { layers, activations, givenOf } = await traced(name);
    layers.forEach((layer, at) => {
      if (layer.kind !== 'convolution' && layer.kind !== 'dense') return;
      const { shape, values } = activations[at];
      const sum = sumOf(layer, givenOf(layer), shape, strongest(values));
      assert.ok(sum);
      const channels = layer.kind === 'convolution' ? sum.shape[2] : sum.inputs.length;
      const parts = new Float64Array(channels);
      sum.inputs.forEach((value, i) => {
        parts[i % channels] += value * sum.weights[i];
      });
      const total = sum.parts.reduce((all, part) => all + part, 0);
      assert.ok(largestDifference(sum.parts, parts) < 1e-9);
      assert.ok(Math.abs(sum.total - total) < 1e-9);
      assert.equal(sum.value, layer.activation ? Math.max(0, sum.total + sum.bias) : sum.total + sum.bias);
      assert.equal(sum.inputs.length, sum.weights.length);
    });
  });
}

test('a window without padding begins at the pixel, in steps of the stride', () => {
  const layer = { strides: [2, 3], padding: /** @type {const} */ ('valid') };
  assert.deepEqual(windowOf(layer, [3, 5], [28, 28, 1], 0, 0), { top: 0, left: 0, height: 3, width: 5 });
  assert.deepEqual(windowOf(layer, [3, 5], [28, 28, 1], 4, 2), { top: 8, left: 6, height: 3, width: 5 });
});

test('a padded window begins outside, with the smaller half of the padding first', () => {
  const same = /** @type {const} */ ('same');
  // 28 pixels, 3 wide, stride 1: one pixel of padding at each side
  assert.deepEqual(windowOf({ strides: [1, 1], padding: same }, [3, 3], [28, 28, 1], 0, 27), {
    ...{ top: -1, left: 26, height: 3, width: 3 },
  });
  // stride 2: 14 windows need one pixel more, which is added at the end
  assert.deepEqual(windowOf({ strides: [2, 2], padding: same }, [3, 3], [28, 28, 1], 0, 13), {
    ...{ top: 0, left: 26, height: 3, width: 3 },
  });
  // a window smaller than its stride needs none
  assert.equal(windowOf({ strides: [2, 2], padding: same }, [1, 1], [27, 27, 1], 3, 3).top, 6);
});

const layerOf = (/** @type {object} */ change) =>
  /** @type {any} */ ({ activation: null, strides: [1, 1], size: [1, 1], padding: 'valid', ...change });

test('numbers outside of the layer before count as 0 in a sum, and never win in a pooling window', () => {
  const input = { shape: [2, 2, 1], values: Float32Array.of(-4, -3, -2, -1) };
  const weights = { shape: [3, 3, 1, 1], values: new Float32Array(9).fill(1) };
  const convolution = layerOf({ kind: 'convolution', padding: 'same' });
  const sum = sumOf(convolution, { input, weights, biases: null }, [2, 2, 1], 0);
  assert.deepEqual(Array.from(sum?.inputs ?? []), [0, 0, 0, 0, -4, -3, 0, -2, -1]);
  assert.equal(sum?.value, -10);
  const pooling = layerOf({ kind: 'max-pooling', padding: 'same', size: [2, 2] });
  const largest = sumOf(pooling, { input, weights: null, biases: null }, [2, 2, 1], 3);
  assert.equal(largest?.value, -1);
  assert.equal(largest?.largest, 0);
});

test('a layer that is not known has no sum', () => {
  const input = { shape: [1], values: Float32Array.of(1) };
  assert.equal(sumOf(layerOf({ kind: 'unknown' }), { input, weights: null, biases: null }, [1], 0), null);
});

test('a higher temperature levels probabilities, and leaves their order', () => {
  const scores = [3, 1, -2, 900];
  const [own, level, sharp] = [1, 4, 0.25].map((temperature) => softmax(scores.slice(0, 3), temperature));
  for (const probabilities of [own, level, sharp]) {
    assert.ok(Math.abs(probabilities.reduce((total, one) => total + one, 0) - 1) < 1e-12);
    assert.ok(probabilities[0] > probabilities[1] && probabilities[1] > probabilities[2]);
  }
  assert.ok(sharp[0] > own[0] && own[0] > level[0]);
  assert.deepEqual(Array.from(softmax(scores, 1)), [0, 0, 0, 1]); // no power overflows
  const logits = { shape: [3], values: Float32Array.from(scores.slice(0, 3)) };
  const share = sumOf(layerOf({ kind: 'softmax' }), { input: logits, weights: null, biases: null }, [3], 1, 4);
  assert.ok(Math.abs((share?.value ?? 0) - level[1]) < 1e-9);
});
