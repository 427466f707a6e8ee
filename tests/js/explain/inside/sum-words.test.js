import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decimal,
  describePlace,
  describeSum,
  equationOf,
  largestParts,
  powerOfE,
  precise,
} from '../../../../web/page/explain/inside/sum-words.js';

/** @param {object} change */
const sumOf = (change) =>
  /** @type {any} */ ({
    ...{
      box: null,
      bias: 0,
      largest: -1,
      shape: [2],
      weights: Float32Array.of(2, -1),
      inputs: Float32Array.of(1.5, 0.5),
    },
    ...{ parts: Float64Array.of(3, -0.5), total: 2.5, value: 2.5 },
    ...change,
  });

test('numbers are short, and no zero is negative', () => {
  assert.deepEqual([0.123, -1.5, -0.001, 123.45, 1234.5, -255].map(decimal), [
    ...['0.12', '−1.50', '0.00', '123.5', '1,235', '−255.0'],
  ]);
  assert.deepEqual([0.12345, -2, -0.0001].map(precise), ['0.123', '−2.000', '0.000']);
});

test('powers are written with commas or powers of ten, however large or small', () => {
  assert.deepEqual([2, 9.2796, 12.88, -16.87, Math.log(9.99e5), 1000, -1000].map(powerOfE), [
    ...['7.39', '10,717.14', '3.9 × 10⁵', '4.7 × 10⁻⁸', '1.0 × 10⁶', '2.0 × 10⁴³⁴', '5.1 × 10⁻⁴³⁵'],
  ]);
});

test('a place has a name', () => {
  assert.equal(describePlace([28, 28, 8], { map: 2, row: 4, column: 5 }), 'map 3, row 5, column 6');
  assert.equal(
    describePlace([28, 28, 5], { map: 1, row: 0, column: 0 }, undefined, ['ink', 'right']),
    'right, row 1, column 1',
  );
  assert.equal(describePlace([1, 10, 1], { map: 0, row: 0, column: 7 }, '7'), '7');
  assert.equal(describePlace([1, 10, 1], { map: 0, row: 0, column: 7 }), 'number 8');
});

test('an equation adds up as it is written', () => {
  const dense = sumOf({ kind: 'dense', bias: -3, value: 0 });
  assert.equal(equationOf(dense, 'relu'), 'The 2 products add up to 2.500; − bias 3.000 = −0.500, after relu 0.000');
  assert.equal(equationOf({ ...dense, value: -0.5 }, null), 'The 2 products add up to 2.500; − bias 3.000 = −0.500');
  const rounded = sumOf({ kind: 'dense', total: -0.2824, bias: 0.1886, value: -0.0938 });
  assert.match(equationOf(rounded, 'relu'), / −0\.282; \+ bias 0\.189 = −0\.094 \(rounded\), after relu −0\.094$/);
  const convolution = { kind: 'convolution', inputs: new Float32Array(72), shape: [3, 3, 8] };
  assert.match(equationOf(sumOf(convolution), 'relu'), /^The 3 × 3 × 8 = 72 products add up to 2\.500; /);
  const scale = sumOf({ kind: 'scale', inputs: [0.5], weights: [255], value: 127.5 });
  assert.equal(equationOf(scale, null), '0.500 × 255.0 = 127.500');
  const share = { kind: 'softmax', inputs: Float32Array.of(2, 0), index: 0, temperature: 1, value: 0.88 };
  assert.equal(equationOf(sumOf(share), null), 'Score 2.00; e^2.00 = 7.39; divided by the sum of all 2, 8.39: 88.00%');
  assert.match(
    equationOf(sumOf({ ...share, temperature: 4 }), null),
    /^Score 2.00 divided by 4.00 is 0.50; e\^0.50 = 1.65; /,
  );
  assert.equal(equationOf(sumOf({ kind: 'max-pooling', value: 1.5 }), null), 'The largest of 2: 1.500');
});

test('the words name the value and the parts that count most', () => {
  const dense = sumOf({ kind: 'dense', bias: 1, value: 3.5 });
  assert.equal(
    describeSum(dense, 'Dense layer, neuron 1', 'relu', (i) => `number ${i + 1}`),
    'Dense layer, neuron 1: 3.500. The 2 products add up to 2.500; + bias 1.000 = 3.500, after relu 3.500. ' +
      'The largest parts: 3.000 from number 1; −0.500 from number 2.',
  );
  assert.deepEqual(largestParts(Float64Array.of(0, -2, 1, 0), 5), [1, 2]);
});
