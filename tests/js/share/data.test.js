import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toArrays, toJson } from '../../../web/page/share/data.js';

const SIZE = { width: 320.123456, height: 240 };
const PREDICTION = { text: '7\n1', confidence: 0.9, segmentationResult: [] };

test('a drawing becomes strokes of points, rounded, with times where there are some', () => {
  const drawing = [[{ x: 1 / 3, y: -2, t: 15.7 }], [], [{ x: 5, y: 6.005 }]];
  assert.deepEqual(toArrays(drawing), [[[0.33, -2, 16]], [], [[5, 6]]]);
});

test('the file is JSON, with a line for each stroke', () => {
  const drawing = [
    [
      [0, 0, 0],
      [1, 2, 8],
    ],
    [[3, 4, 90]],
  ];
  const json = toJson({ drawing, size: SIZE, text: '7\n1', prediction: PREDICTION });
  assert.deepEqual(JSON.parse(json), {
    format: 'numbre drawing 1',
    drawing,
    size: { width: 320.12, height: 240 },
    text: '7\n1',
    prediction: PREDICTION,
  });
  assert.ok(json.includes('\n  [[0,0,0],[1,2,8]],\n  [[3,4,90]]\n'));
});

test('a drawing that was not read has no prediction', () => {
  assert.equal(JSON.parse(toJson({ drawing: [], size: SIZE, text: '', prediction: null })).prediction, null);
});
