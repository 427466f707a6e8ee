/** What the page says of each trick drawing is true of the committed networks, which read it here. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AXES, deviated, STANDARD } from '../../../../web/page/explain/compare/deviation.js';
import { describeFooled, isFooled } from '../../../../web/page/explain/compare/sentences.js';
import { TRICKS } from '../../../../web/page/explain/compare/tricks.js';
import { boxOf, heightOf, widthOf } from '../../../../web/page/ink/boxes.js';
import { networkInputs } from '../../../../web/page/ink/directions.js';
import { rasterize } from '../../../../web/page/ink/raster.js';
import { readBundle } from '../../fixtures/bundles.js';
import { loadNetwork } from '../../fixtures/networks.js';

const NAMES = ['ink', 'dropout', 'hello', 'lesson', 'numbre']; // in the order of the rows
const ALL = NAMES.join(' ');
const DENSE = 'dropout hello numbre'; // those without convolutions
/** @type {Record<string, {fooled: string, without?: string}>} without: the step of preprocessing */
const EXPECTED = {
  'off-centre': { fooled: '', without: DENSE },
  tiny: { fooled: '', without: DENSE },
  thick: { fooled: '', without: ALL },
  tilted: { fooled: DENSE },
  'crossed-7': { fooled: DENSE },
  'flagged-1': { fooled: 'hello numbre' },
  'open-4': { fooled: 'dropout hello lesson numbre' },
  'curly-2': { fooled: '' },
  'slashed-0': { fooled: DENSE },
  'two-digits': { fooled: 'dropout hello lesson numbre' },
  letter: { fooled: 'dropout hello lesson numbre' },
  doodle: { fooled: ALL },
};
const networks = Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await loadNetwork(name)])));
const trickNamed = (/** @type {string} */ id) => TRICKS.find((one) => one.id === id) ?? assert.fail(id);

/**
 * @param {string} name
 * @param {Float32Array} inputs of one drawing
 * @returns {string} the class that the network reads
 */
function classOf(name, inputs) {
  const { classify, classes } = networks[name];
  const found = classify(inputs);
  return classes[found.indexOf(Math.max(...found))];
}

/**
 * @param {string} id of a trick
 * @param {import('../../../../web/page/explain/compare/deviation.js').Deviation} deviation
 */
function read(id, deviation) {
  const { drawing, placement } = deviated(trickNamed(id).drawing, deviation);
  return NAMES.map((name) => ({
    name,
    reading: classOf(name, networkInputs([drawing], networks[name].channels, placement && [placement])),
  }));
}

test('there are a dozen, each with an expectation', () => {
  assert.deepEqual(
    TRICKS.map(({ id }) => id),
    Object.keys(EXPECTED),
  );
});

for (const { id, truth, without } of TRICKS) {
  const expected = EXPECTED[id];
  test(`${id} fools ${expected.fooled || 'nobody'}`, () => {
    const readings = read(id, { ...STANDARD });
    const fooled = readings.filter(({ reading }) => isFooled(truth, reading));
    assert.equal(fooled.map(({ name }) => name).join(' '), expected.fooled, describeFooled(truth, readings));
  });

  if (!without) continue;
  test(`${id} fools ${expected.without} once the page does not hide it`, () => {
    const { positions = [] } = AXES.find(({ name }) => name === without.axis) ?? {};
    assert.ok(positions.includes(without.value), 'the slider has this position');
    const readings = read(id, { ...STANDARD, [without.axis]: without.value });
    const fooled = readings.filter(({ reading }) => isFooled(truth, reading));
    assert.equal(fooled.map(({ name }) => name).join(' '), expected.without, describeFooled(truth, readings));
  });
}

test('what is said of their readings is so', () => {
  const readingsOf = (/** @type {string} */ id, deviation = {}) =>
    Object.fromEntries(read(id, { ...STANDARD, ...deviation }).map(({ name, reading }) => [name, reading]));
  const thick = readingsOf('thick', { pen: trickNamed('thick').without?.value });
  assert.deepEqual(thick, { ink: 'non-digit', dropout: '8', hello: '8', lesson: '8', numbre: '8' });
  const crossed = readingsOf('crossed-7');
  assert.deepEqual([crossed.dropout, crossed.hello, crossed.numbre], ['9', '9', '9']);
  const flagged = readingsOf('flagged-1');
  assert.deepEqual([flagged.hello, flagged.numbre], ['9', '4']);
  const slashed = readingsOf('slashed-0');
  assert.deepEqual([slashed.dropout, slashed.hello, slashed.numbre], ['8', '8', '8']);
  const open = readingsOf('open-4');
  assert.deepEqual([open.dropout, open.hello, open.lesson, open.numbre], ['9', '9', '9', '9']);
  const letter = readingsOf('letter');
  assert.deepEqual([letter.dropout, letter.hello, letter.lesson, letter.numbre], ['6', '6', '6', '6']);
  assert.equal(readingsOf('doodle').ink, '0');
});

test('from the raster alone, “ink” reads the open 4 as a 9: the pen’s directions save it', () => {
  assert.equal(classOf('ink', networkInputs(rasterize(trickNamed('open-4').drawing), 5)), '9');
});

test('the networks that hold out by convolutions have some, the others none', async () => {
  for (const name of NAMES) {
    const { model } = await readBundle(name);
    const hasConvolutions = model.modelTopology.node.some(({ op }) => op.includes('Conv2D'));
    assert.equal(hasConvolutions, !DENSE.split(' ').includes(name), name);
  }
});

test('off-centre and tiny drawings are so on their pad, and drawings have the points of a hand', () => {
  for (const { id, drawing, view } of TRICKS) {
    assert.ok(drawing.flat().length > 15, id);
    if (!view) continue;
    const { left, top, right, bottom } = boxOf(drawing.flat());
    const [x, y, width, height] = view;
    assert.ok(left > x && top > y && right < x + width && bottom < y + height, id);
  }
  const off = boxOf(trickNamed('off-centre').drawing.flat());
  assert.ok(off.left > 200, 'of 300');
  const tiny = boxOf(trickNamed('tiny').drawing.flat());
  assert.ok(Math.max(widthOf(tiny), heightOf(tiny)) < 40, 'of 200');
});

test('words on training are those of the recipe of “ink”', async () => {
  const { recipe } = JSON.parse(
    String(
      await (await import('node:fs/promises')).readFile(
        new URL('../../../../web/models/ink/card.json', import.meta.url),
      ),
    ),
  );
  assert.ok(recipe.warp && recipe.edit_styles && recipe.rejects); // turned digits; bars, upstrokes, slashes; negatives
});
