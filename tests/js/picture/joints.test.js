import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJoints } from '../../../web/page/picture/joints.js';
import { resampled } from '../../../web/page/picture/strokes.js';

/** @param {number[][]} corners @returns points at a distance of 2 px */
const line = (...corners) =>
  resampled(
    corners.map(([x, y]) => ({ x, y })),
    2,
  );

test('a stroke is cut where another ends on it, and strokes apart are not joined', () => {
  const stem = line([50, 0], [50, 100]);
  const arm = line([0, 60], [48, 60]);
  const far = line([80, 0], [80, 100]);
  const [group, ...others] = toJoints([stem, far, arm], 6);
  assert.deepEqual(others, []);
  assert.deepEqual(group.strokes, [0, 2]);
  assert.deepEqual(
    group.cuts[0].map((i) => stem[i].y),
    [60],
  );
  assert.deepEqual(group.cuts[1], [arm.length - 1]);
});

test('strokes that cross are both cut there, and all that hang together are one group', () => {
  const strokes = [line([0, 0], [60, 60]), line([60, 0], [0, 60]), line([60, 60], [120, 60])];
  const [group, ...others] = toJoints(strokes, 6);
  assert.deepEqual(others, []);
  assert.deepEqual(group.strokes, [0, 1, 2]);
  for (const i of [0, 1]) {
    const { x, y } = strokes[i][group.cuts[i][0]];
    assert.ok(Math.hypot(x - 30, y - 30) < 3, `${x} ${y}`);
  }
});

test('a stroke that crosses itself is cut there, and one that does not is in no group', () => {
  const eight = line([0, 0], [60, 60], [90, 30], [60, 0], [0, 60]);
  const [group] = toJoints([eight], 6);
  assert.equal(group.cuts[0].length, 2);
  for (const i of group.cuts[0]) assert.ok(Math.hypot(eight[i].x - 30, eight[i].y - 30) < 4);
  assert.deepEqual(toJoints([line([0, 0], [60, 60], [120, 0])], 6), []);
  assert.deepEqual(toJoints([], 6), []);
});
