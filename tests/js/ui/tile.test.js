import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rgbOf } from '../../../web/page/ui/tile.js';

for (const colour of ['#1d2a6b', 'rgb(29, 42, 107)', 'rgba(29, 42, 107, 0.5)']) {
  test(`${colour} has a red, a green and a blue part`, () => {
    assert.deepEqual(rgbOf(colour), [29, 42, 107]);
  });
}
