import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANNEL_NAMES, CHANNELS, channelOf, networkInputs, toChannels } from '../../../web/page/ink/directions.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { rasterize } from '../../../web/page/ink/raster.js';
import { goldenVectors, NAMES, readJson } from '../fixtures/bundles.js';
import { GOLDEN } from '../fixtures/drawings.js';
import { largestDifference } from '../fixtures/numbers.js';

const PIXEL_TOLERANCE = 1 / 255;

/** @param {Float32Array} channels @param {string} name */
const inkOf = (channels, name) => channelOf(channels, CHANNEL_NAMES.indexOf(name), CHANNELS).reduce((a, b) => a + b, 0);

/** Draws a line of ten points. @param {number} dx @param {number} dy of each step */
const line = (dx, dy) => [Array.from({ length: 10 }, (_, i) => ({ x: dx * i, y: dy * i }))];

for (const name of NAMES) {
  test(`inputs agree with the golden vectors of ${name}`, async () => {
    const { names } = (await readJson(name, 'card.json')).channels;
    assert.deepEqual(names, CHANNEL_NAMES.slice(0, names.length));
    for (const vector of await goldenVectors(name)) {
      const inputs = networkInputs([toDrawing(vector.drawing)], names.length);
      const difference = largestDifference(inputs, vector.channels ?? vector.raster);
      assert.ok(difference < PIXEL_TOLERANCE, `${vector.name}: ${difference}`);
    }
  });
}

test('a line is drawn in its direction only', () => {
  for (const [name, dx, dy] of /** @type {[string, number, number][]} */ ([
    ['right', 1, 0],
    ['left', -1, 0],
    ['down', 0, 1],
    ['up', 0, -1],
  ])) {
    const channels = toChannels(line(dx, dy));
    for (const other of CHANNEL_NAMES.slice(1)) {
      if (other === name) assert.ok(Math.abs(inkOf(channels, other) - inkOf(channels, 'ink')) < 0.5, name);
      else assert.equal(inkOf(channels, other), 0, `${other} of ${name}`);
    }
  }
});

test('a dot has ink and no direction', () => {
  const channels = toChannels([[{ x: 3, y: 4 }]]);
  assert.ok(inkOf(channels, 'ink') > 1);
  for (const name of CHANNEL_NAMES.slice(1)) assert.equal(inkOf(channels, name), 0);
});

test('direction maps have ink where the raster has it', () => {
  for (const [name, strokes] of Object.entries(GOLDEN).filter(([name]) => name.startsWith('digit '))) {
    const channels = toChannels(toDrawing(strokes));
    const ink = channelOf(channels, 0, CHANNELS);
    for (let index = 1; index < CHANNELS; index++) {
      const direction = channelOf(channels, index, CHANNELS);
      const excess = direction.map((value, pixel) => value - ink[pixel]);
      assert.ok(Math.max(...excess) < 0.1, `${name}: ${CHANNEL_NAMES[index]}`); // pieces cut the corners of the path
    }
  }
});

test('the first channel is the raster', () => {
  const drawing = toDrawing(GOLDEN['digit 2']);
  assert.deepEqual(channelOf(toChannels(drawing), 0, CHANNELS), rasterize(drawing));
});

test('inputs of several drawings stand one after the other', () => {
  const drawings = ['digit 2', 'digit 7', 'empty'].map((name) => toDrawing(GOLDEN[name]));
  for (const channels of [1, CHANNELS]) {
    const single = drawings.flatMap((drawing) => [...networkInputs([drawing], channels)]);
    assert.deepEqual([...networkInputs(drawings, channels)], single);
  }
});

test('scans are inputs of a network without directions as they are', () => {
  const rasters = new Float32Array(2 * 784).fill(0.5);
  assert.equal(networkInputs(rasters, 1), rasters);
});

test('scans have both directions along a stroke', () => {
  const channels = networkInputs(rasterize(line(1, 0)), CHANNELS);
  assert.equal(inkOf(channels, 'left'), inkOf(channels, 'right'));
  assert.equal(inkOf(channels, 'up'), inkOf(channels, 'down'));
  assert.ok(inkOf(channels, 'left') > 2 * inkOf(channels, 'up'));
});

test('each drawing has its own placement, in all channels', () => {
  const drawing = toDrawing(GOLDEN['digit 2']);
  const placements = [{ shift: 3 }, { pen: 4 }];
  for (const channels of [1, CHANNELS]) {
    const width = 784 * channels;
    const inputs = networkInputs([drawing, drawing], channels, placements);
    for (const [i, placement] of placements.entries()) {
      const alone = channels === 1 ? rasterize(drawing, placement) : toChannels(drawing, placement);
      assert.deepEqual(inputs.slice(i * width, (i + 1) * width), alone);
    }
  }
  const [plain, thick] = [toChannels(drawing), toChannels(drawing, { pen: 4 })];
  for (const name of CHANNEL_NAMES) assert.ok(inkOf(thick, name) > inkOf(plain, name), name);
});
