import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeWeights, stepsOf, UnsupportedError } from '../../../web/page/network/graph.js';
import { NAMES, readBundle } from '../fixtures/bundles.js';

/** @typedef {import('../../../web/page/network/graph.js').WeightSpec} WeightSpec */

/** @param {WeightSpec[]} weights @param {ArrayBufferView[]} contents */
const decoded = async (weights, ...contents) =>
  decodeWeights([{ weights }], await new Blob(/** @type {any[]} */ (contents)).arrayBuffer());

/** A graph of one operation between the input and the output. @param {object} node */
const graphOf = (node) =>
  /** @type {any} */ ({
    node: [
      { name: 'x', op: 'Placeholder' },
      { name: 'y', ...node },
    ],
  });

test('weights are read in order, wherever they begin', async () => {
  const specs = [
    { name: 'bytes', shape: [3], dtype: 'uint8' },
    { name: 'floats', shape: [1, 2], dtype: 'float32' },
    { name: 'integers', shape: [], dtype: 'int32' },
  ];
  const weights = await decoded(specs, Uint8Array.of(1, 2, 3), Float32Array.of(0.5, -1), Int32Array.of(-7));
  assert.deepEqual(Object.fromEntries(weights), {
    bytes: { shape: [3], values: Uint8Array.of(1, 2, 3) },
    floats: { shape: [1, 2], values: Float32Array.of(0.5, -1) },
    integers: { shape: [], values: Int32Array.of(-7) },
  });
});

test('quantized weights become floats', async () => {
  for (const [dtype, stored] of /** @type {const} */ ([
    ['uint8', Uint8Array.of(0, 4, 255)],
    ['uint16', Uint16Array.of(0, 4, 255)],
  ])) {
    const spec = { name: 'w', shape: [3], dtype: 'float32', quantization: { dtype, min: -1, scale: 0.25 } };
    const weights = await decoded([spec], stored);
    assert.deepEqual(weights.get('w'), { shape: [3], values: Float32Array.of(-1, 0, 62.75) });
  }
});

test('weights of another type are refused in words', async () => {
  await assert.rejects(
    decoded([{ name: 'w', shape: [1], dtype: 'complex64' }], new Uint8Array(8)),
    new UnsupportedError('This page cannot read weights of type complex64.'),
  );
  const quantization = { dtype: 'float16', min: 0, scale: 1 };
  await assert.rejects(
    decoded([{ name: 'w', shape: [1], dtype: 'float32', quantization }], new Uint8Array(2)),
    new UnsupportedError('This page cannot read weights of type float16.'),
  );
});

test('operations of another kind are refused in words', () => {
  assert.throws(
    () => stepsOf(graphOf({ op: 'LSTM', input: ['x'], attr: {} }), new Map()),
    new UnsupportedError('This page cannot compute the operation LSTM.'),
  );
  assert.throws(
    () => stepsOf(graphOf({ op: 'toString', input: ['x'], attr: {} }), new Map()),
    new UnsupportedError('This page cannot compute the operation toString.'),
  );
});

test('activations of another kind are refused in words', () => {
  const weights = new Map([['w', { shape: [784, 10], values: new Float32Array(7840) }]]);
  const attr = { fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Elu')] } } };
  assert.throws(
    () => stepsOf(graphOf({ op: '_FusedMatMul', input: ['x', 'w', 'b'], attr }), weights),
    new UnsupportedError('This page cannot compute the activation Elu.'),
  );
});

test('a dense layer multiplies matrices and applies its activation', () => {
  const weights = new Map([['w', { shape: [784, 10], values: new Float32Array(7840) }]]);
  for (const [fused, activation] of [
    [[], 'linear'],
    [['BiasAdd'], 'linear'],
    [['BiasAdd', 'Relu'], 'relu'],
  ]) {
    const attr = { fused_ops: { list: { s: /** @type {string[]} */ (fused).map(btoa) } } };
    const { input, steps } = stepsOf(graphOf({ op: '_FusedMatMul', input: ['x', 'w', 'b'], attr }), weights);
    assert.equal(input, 'x');
    assert.deepEqual(
      steps.map(({ name, kernel }) => [name, kernel]),
      [
        ['y:a', 'Reshape'],
        ['y:b', 'Reshape'],
        ['y:product', '_FusedMatMul'],
        ['y', 'Reshape'],
      ],
    );
    assert.deepEqual(steps[2].inputs, { a: 'y:a', b: 'y:b', bias: 'b' });
    assert.deepEqual(steps[2].attributes, { transposeA: false, transposeB: false, activation });
    assert.deepEqual(steps[3].attributes, { shape: [-1, 10] });
  }
});

test('windows take their size, stride and padding from the node', () => {
  const attr = {
    ksize: { list: { i: ['1', '2', '3', '1'] } },
    strides: { list: { i: ['1', '4', '5', '1'] } },
    padding: { s: btoa('VALID') },
  };
  const { steps } = stepsOf(graphOf({ op: 'MaxPool', input: ['x'], attr }), new Map());
  assert.deepEqual(steps, [
    {
      name: 'y',
      kernel: 'MaxPool',
      inputs: { x: 'x' },
      attributes: { filterSize: [2, 3], strides: [4, 5], pad: 'valid' },
    },
  ]);
});

for (const name of NAMES) {
  test(`every step of ${name} takes what an earlier one gives`, async () => {
    const { model, weights: bytes } = await readBundle(name);
    const weights = decodeWeights(model.weightsManifest, bytes);
    const { input, steps } = stepsOf(model.modelTopology, weights);
    const known = new Set([input, ...weights.keys()]);
    for (const step of steps) {
      for (const given of Object.values(step.inputs)) assert.ok(known.has(given), `${step.name}: ${given}`);
      known.add(step.name);
    }
    assert.ok(steps.some(({ kernel }) => kernel === 'Softmax'));
  });
}
