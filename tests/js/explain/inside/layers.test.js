import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INPUT, layersOf } from '../../../../web/page/explain/inside/layers.js';
import { readBundle } from '../../fixtures/bundles.js';

/** @param {string} name */
const layersOfBundle = async (name) => layersOf((await readBundle(name)).model.modelTopology);

test('the layers of a network follow one another, past what only reshapes', async () => {
  const layers = await layersOfBundle('lesson');
  assert.deepEqual(
    layers.map(({ kind }) => kind),
    ['convolution', 'convolution', 'max-pooling', 'dense', 'dense', 'softmax'],
  );
  assert.deepEqual(
    layers.map(({ from }) => from),
    [INPUT, 0, 1, 2, 3, 4],
  );
  assert.deepEqual(layers[2].size, [2, 2]);
  assert.deepEqual(layers[2].strides, [2, 2]);
});

test('a convolution has its stride, padding, weights and activation from the graph', async () => {
  const [first, second, third] = await layersOfBundle('ink');
  assert.deepEqual([first.padding, second.padding, third.padding], ['same', 'same', 'valid']);
  assert.deepEqual(
    [first.strides, second.strides],
    [
      [1, 1],
      [2, 2],
    ],
  );
  assert.equal(first.activation, 'relu');
  assert.match(first.weights ?? '', /conv2d/);
  assert.match(first.biases ?? '', /batch_normalization/);
});

test('a scale finds its factor on either side', () => {
  const node = (/** @type {string} */ op, /** @type {string} */ name, /** @type {string[]} */ ...input) =>
    /** @type {any} */ ({ op, name, input, attr: {} });
  for (const input of [
    ['x', 'factor'],
    ['factor', 'x'],
  ]) {
    const [scale] = layersOf({ node: [node('Const', 'factor'), node('Placeholder', 'x'), node('Mul', 'y', ...input)] });
    assert.equal(scale.kind, 'scale');
    assert.equal(scale.weights, 'factor');
    assert.equal(scale.from, INPUT);
  }
});

test('an operation that is not known, or joins two layers, is a layer of its own', () => {
  const node = (/** @type {string} */ op, /** @type {string} */ name, /** @type {string[]} */ ...input) =>
    /** @type {any} */ ({ op, name, input, attr: {} });
  const graph = [
    ...[node('Placeholder', 'x'), node('Sigmoid', 'a', 'x'), node('Softmax', 'b', 'a'), node('Mul', 'c', 'a', 'b')],
    node('toString', 'd', 'c'),
  ];
  const layers = layersOf({ node: graph });
  assert.deepEqual(
    layers.map(({ kind, op, from }) => [kind, op, from]),
    [
      ['unknown', 'Sigmoid', INPUT],
      ['softmax', 'Softmax', 0],
      ['unknown', 'Mul', 0],
      ['unknown', 'toString', 2],
    ],
  );
});

test('an activation that is not known makes a layer unknown', () => {
  const fused = { list: { s: [btoa('BiasAdd'), btoa('Elu')] } };
  const graph = [
    { op: 'Placeholder', name: 'x', input: [], attr: {} },
    { op: '_FusedMatMul', name: 'y', input: ['x', 'w', 'b'], attr: { fused_ops: fused } },
  ];
  assert.equal(layersOf(/** @type {any} */ ({ node: graph }))[0].kind, 'unknown');
});
