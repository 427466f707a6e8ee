import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, ranked } from '../../../web/page/lib/math.js';
import { forAll } from '../fixtures/random.js';

test('the median is the middle value, the upper of two', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 3);
  assert.equal(median([10, 9]), 10);
  assert.ok(Number.isNaN(median([])));
});

test('the median leaves the values as they are', () => {
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test('indices are ranked by value, equal values by place', () => {
  assert.deepEqual(ranked([0.1, 0.5, 0.4]), [1, 2, 0]);
  assert.deepEqual(ranked(Float32Array.of(1, 2, 1, 2)), [1, 3, 0, 2]);
  forAll(50, (random) => {
    const values = Array.from({ length: 10 }, () => Math.floor(5 * random()));
    const sorted = ranked(values).map((i) => values[i]);
    assert.deepEqual(
      sorted,
      [...values].sort((a, b) => b - a),
    );
  });
});
