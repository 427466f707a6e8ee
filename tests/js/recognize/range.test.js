/** Coordinates so far, or so near, that lengths and their squares would not be numbers any more. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inRange } from '../../../web/page/recognize/range.js';
import { numbers } from '../fixtures/drawings.js';
import { read } from '../fixtures/reader.js';

const { MAX_VALUE, MIN_VALUE } = Number;

/** @param {number} scale @returns {{x: number, y: number}[][]} */
const scaled = (scale) => [[{ x: scale, y: 0 }], [], [{ x: 0, y: -scale / 2 }]];

test('a drawing of ordinary size is the very same', () => {
  for (const drawing of [[], [[]], [[{ x: 0, y: -0 }]], scaled(1e-40), scaled(500), scaled(1e40)]) {
    assert.equal(inRange(drawing), drawing);
  }
});

test('others become larger or smaller by a power of two', () => {
  for (const size of [MAX_VALUE, 1e160, 1e60, 1e-60, 1e-320]) {
    const [[{ x, y }], none, [{ y: half }]] = inRange(scaled(size));
    assert.ok(x > 2 ** -80 && x < 2 ** 25, `${size} becomes ${x}`);
    assert.equal(Math.log2(size / x) % 1 || 0, 0);
    assert.deepEqual([y, none, half], [0, [], -x / 2]);
  }
});

/** @type {Record<string, number[][][]>} */
const FAR = {
  'a stroke of the largest number, and a curve': [
    [
      [0, MAX_VALUE],
      [0, 0],
    ],
    [
      [1, 0],
      [0.8775825618903728, 0.479425538604203],
      [0.5403023058681398, 0.8414709848078965],
      [0.0707372016677029, 0.9974949866040544],
    ],
  ],
  'from the smallest to the largest number': [
    [
      [-MAX_VALUE, MAX_VALUE],
      [MAX_VALUE, -MAX_VALUE],
    ],
    [[MIN_VALUE, -MIN_VALUE]],
  ],
  'a square of the smallest number': [
    [
      [0, 0],
      [MIN_VALUE, 0],
    ],
    [
      [0, MIN_VALUE],
      [MIN_VALUE, MIN_VALUE],
    ],
  ],
};

for (const [name, drawing] of Object.entries(FAR)) {
  test(`${name}: confidences are finite`, async () => {
    for (const { confidence, graphemes } of await read(drawing)) {
      assert.ok(confidence >= 0 && confidence <= 1, String(confidence));
      for (const { confidence: own } of graphemes) assert.ok(own >= 0 && own <= 1, String(own));
    }
  });
}

for (const scale of [1e-300, 1e-110, 1e110, 1e300]) {
  test(`a number is read at ${scale} times its size`, async () => {
    const drawing = numbers('405').map((stroke) => stroke.map((point) => point.map((value) => value * scale)));
    const [best] = await read(drawing);
    assert.equal(best.text, '405');
  });
}
