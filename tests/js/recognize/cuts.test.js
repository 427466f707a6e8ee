import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutsOf, isWide } from '../../../web/page/recognize/cuts.js';
import { joined, row } from '../fixtures/drawings.js';
import { forAll } from '../fixtures/random.js';

const HEIGHT = 140;

/** @param {number[][]} stroke */
const toPoints = (stroke) => stroke.map(([x, y]) => ({ x, y }));

/** Draws y as a function of x. @param {number} width @param {(x: number) => number} y */
const curve = (width, y) => Array.from({ length: width + 1 }, (_, x) => ({ x, y: y(x) }));

test('a stroke is wide by the height of the digits', () => {
  assert.ok(isWide({ left: 0, top: 0, right: 100, bottom: 10 }, HEIGHT));
  assert.ok(!isWide({ left: 0, top: 0, right: 80, bottom: 200 }, HEIGHT));
});

test('two joined zeros are cut at their ligature', () => {
  const [first, second] = row(['0', '0'], { gap: 20 });
  const cuts = cutsOf(toPoints(joined(first, second)), HEIGHT);
  const ligature = [first.length - 1, first.length + 8];
  assert.ok(
    cuts.some((at) => ligature[0] <= at && at <= ligature[1]),
    `${cuts}`,
  );
});

test('a straight stroke is not cut at its ends', () => {
  const points = curve(300, () => 0);
  for (const at of cutsOf(points, HEIGHT)) assert.ok(points[at].x > 30 && points[at].x < 270, String(at));
});

test('waves are cut at tops and bottoms', () => {
  const points = curve(300, (x) => 50 * Math.sin((x * Math.PI) / 50));
  const cuts = cutsOf(points, HEIGHT);
  assert.ok(cuts.length > 0);
  for (const at of cuts) assert.ok(Math.abs(Math.abs(points[at].y) - 50) < 1 || Math.abs(points[at].y) < 1);
});

test('a scribble is left whole', () => {
  const scribble = Array.from({ length: 200 }, (_, i) => ({ x: 3 * (i % 50), y: i % 2 ? 0 : 100 }));
  assert.deepEqual(cutsOf(scribble, HEIGHT), []);
});

test('cuts are few, ascend, and leave pieces of some size', () => {
  forAll(200, (random) => {
    let [x, y] = [0, 0];
    const points = Array.from({ length: 2 + Math.floor(60 * random()) }, () => {
      [x, y] = [x + 20 * random() - 4, y + 60 * random() - 30];
      return { x, y };
    });
    const cuts = cutsOf(points, HEIGHT);
    assert.ok(cuts.length <= 5);
    let from = 0;
    for (const at of [...cuts, points.length - 1]) {
      assert.ok(at > from || points.length === 1);
      const piece = points.slice(from, at + 1);
      const xs = piece.map((point) => point.x);
      const ys = piece.map((point) => point.y);
      const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
      assert.ok(size >= 0.22 * HEIGHT || cuts.length === 0);
      from = at;
    }
  });
});
