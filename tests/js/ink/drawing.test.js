import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlank, toClassifiable, toDrawing } from '../../../web/page/ink/drawing.js';

test('points may be objects or arrays, with or without time', () => {
  const stroke = [{ x: 1, y: 2, t: 3 }, { x: 4, y: 5 }, [6, 7], [8, 9, 10]];
  assert.deepEqual(toDrawing([stroke, []]), [
    [
      { x: 1, y: 2, t: 3 },
      { x: 4, y: 5 },
      { x: 6, y: 7 },
      { x: 8, y: 9, t: 10 },
    ],
    [],
  ]);
});

test('a drawing is copied', () => {
  const given = [[{ x: 1, y: 2 }]];
  const drawing = toDrawing(given);
  given[0][0].x = 5;
  assert.equal(drawing[0][0].x, 1);
});

for (const [input, message] of /** @type {[unknown, string][]} */ ([
  [undefined, 'drawing: expected an array of strokes'],
  ['7', 'drawing: expected an array of strokes'],
  [[7], 'drawing[0]: expected a stroke, an array of points'],
  [[[[1, 2], [3]]], 'drawing[0][1]: expected a point with finite numbers x and y'],
  [[[null]], 'drawing[0][0]: expected a point with finite numbers x and y'],
  [[[{ x: 1, y: NaN }]], 'drawing[0][0]: expected a point with finite numbers x and y'],
  [[[{ x: 1, y: Infinity }]], 'drawing[0][0]: expected a point with finite numbers x and y'],
  [[[{ x: '1', y: 2 }]], 'drawing[0][0]: expected a point with finite numbers x and y'],
  [[[[1, 2, 'now']]], 'drawing[0][0]: expected a finite number t (ms), or no t'],
])) {
  test(`${JSON.stringify(input)} is no drawing: ${message.split(':')[0]}`, () => {
    assert.throws(() => toDrawing(input), { name: 'TypeError', message });
  });
}

test('a drawing without a point is blank', () => {
  assert.ok(isBlank([]));
  assert.ok(isBlank([[], []]));
  assert.ok(!isBlank([[], [{ x: 0, y: 0 }]]));
});

test('rasters and drawings can be classified', () => {
  const rasters = new Float32Array(2 * 784).fill(0.5);
  assert.deepEqual(toClassifiable(rasters), rasters);
  assert.deepEqual(toClassifiable([]), []);
  assert.deepEqual(toClassifiable([[[[1, 2]]], []]), [[[{ x: 1, y: 2 }]], []]);
});

for (const [what, input, message] of /** @type {[string, unknown, string][]} */ ([
  ['nothing', undefined, 'input: expected a Float32Array of rasters or an array of drawings'],
  ['doubles', new Float64Array(784), 'input: expected a Float32Array of rasters or an array of drawings'],
  ['783 values', new Float32Array(783), 'input: expected n * 784 values, got 783'],
  ['NaN', new Float32Array(784).fill(NaN), 'input: expected values from 0 (paper) to 1 (ink)'],
  ['bytes', new Float32Array(784).fill(255), 'input: expected values from 0 (paper) to 1 (ink)'],
  ['a stroke', [[[1, 2]]], 'input[0][0][0]: expected a point with finite numbers x and y'],
  ['a drawing of a number', [7], 'input[0]: expected an array of strokes'],
])) {
  test(`${what} cannot be classified`, () => {
    assert.throws(() => toClassifiable(input), { name: 'TypeError', message });
  });
}
