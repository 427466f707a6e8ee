import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { adapt } from '../../../web/page/hand/adapt.js';
import { createCorrection } from '../../../web/page/hand/correction.js';
import { describe, likeness } from '../../../web/page/hand/features.js';
import { networkInputs } from '../../../web/page/ink/directions.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { NON_DIGIT } from '../../../web/page/network/classes.js';
import { toHint } from '../../../web/page/recognize/hints.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';
import { GOLDEN, numbers } from '../fixtures/drawings.js';
import { loadNetwork, tensorCount } from '../fixtures/networks.js';
import { largestDifference } from '../fixtures/numbers.js';
import { createRandom } from '../fixtures/random.js';
import { ending } from '../fixtures/reader.js';

/**
 * @typedef {import('../../../web/page/network/classifier.js').Classifier} Classifier
 * @typedef {number[][][]} Given strokes of [x, y]
 */

const TOLERANCE = 2e-6; // the fixture is rounded
const TIME = 150; // ms of CPU to learn one more example: three times as long as on a machine that does nothing else

const network = await loadNetwork('ink');
const cpu = () => process.cpuUsage().user / 1000; // ms
const turn = async () => {};
const DIGITS = Object.entries(GOLDEN).filter(([name]) => name.startsWith('digit '));

/** A one with a long upstroke, which others write as their seven. @param {number} lean */
const one = (lean = 0) => [
  [
    ...Array.from({ length: 8 }, (_, i) => [7.5 * i, 20 - 2.5 * i]),
    ...Array.from({ length: 12 }, (_, i) => [60 + (lean * i) / 11, 12 * i]),
  ],
];

/** @param {[Given, string][]} examples @param {Classifier} [classifier] */
const learned = (examples, classifier = network) =>
  adapt(
    classifier,
    examples.map(([drawing]) => toDrawing(drawing)),
    examples.map(([, grapheme]) => grapheme),
    turn,
  );

/** @param {Given} drawing @param {Classifier} classifier */
function textOf(drawing, classifier) {
  const [best] = ending(createRecognizer().steps(toDrawing(drawing), classifier, toHint({ hint: {} }))).predictions;
  return best?.text ?? ''; // of a blank drawing there is none
}

/** @param {Given} drawing @param {Classifier} classifier */
const probabilitiesOf = (drawing, classifier) =>
  classifier.classify(networkInputs([toDrawing(drawing)], classifier.channels));

test('Python and JavaScript learn the same', async () => {
  const path = new URL('../../fixtures/hand.json', import.meta.url);
  const { descriptions, probabilities, labels, adapted } = JSON.parse(String(await readFile(path)));
  const rows = probabilities.map((/** @type {number[]} */ row) => Float32Array.from(row));
  const likenessOf = (/** @type {number} */ i, /** @type {number} */ k) => likeness(descriptions[i], descriptions[k]);
  const count = labels.length;
  const { correct } = createCorrection({ labels, probabilities: rows.slice(0, count), likenessOf });
  adapted.forEach((/** @type {number[]} */ expected, /** @type {number} */ i) => {
    const found = rows[count + i];
    correct(
      Float32Array.from(labels, (_, k) => likenessOf(count + i, k)),
      found,
    );
    assert.ok(largestDifference(found, expected) < TOLERANCE);
  });
});

test('what is not much like an example stays as little a digit as it was', () => {
  const before = Float32Array.from({ length: 11 }, (_, c) => (c === 10 ? 0.9 : 0.01));
  const { correct } = createCorrection({ labels: [1], probabilities: [before], likenessOf: () => 1 });
  const found = before.slice();
  correct(Float32Array.of(0.55), found);
  assert.ok(Math.abs(found[1] - before[1]) < TOLERANCE);
  correct(Float32Array.of(1), found);
  assert.ok(found[1] > 0.5);
});

test('marks without examples keep their share however alike an example is, even all of it', () => {
  for (const slash of [0.88, 1]) {
    const before = Float32Array.from({ length: 22 }, (_, c) => (c === 11 ? slash : (1 - slash) / 21));
    for (const label of [1, 12]) {
      const { correct } = createCorrection({ labels: [label], probabilities: [before], likenessOf: () => 1 });
      const found = before.slice();
      correct(Float32Array.of(1), found);
      assert.ok(Math.abs(found.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
      if (label === 1) assert.ok(largestDifference(found.slice(11), before.slice(11)) < 2e-5);
      else assert.ok(found[12] > 0.5);
    }
  }
});

test('a slash in a number stays one after ones were taught, even ones that look the same', async () => {
  const bar = (/** @type {number} */ left) => [
    Array.from({ length: 10 }, (_, i) => [left + 90 - 10 * i, 18.2 * i - 12]), // as high as digits, and more
  ];
  const drawing = [...numbers('6'), ...bar(150), ...numbers('8', { left: 265 })];
  const straight = GOLDEN['digit 1'];
  assert.equal(textOf(drawing, network), '6/8');
  for (const taught of [straight, bar(0)]) {
    assert.equal(textOf(drawing, await learned([[taught, '1']])), '6/8');
  }
});

test('an example that was taught wrongly changes only ink that is very much alike', async () => {
  /** @type {[string, string][]} */
  const wrong = [
    ['digit 1', '0'],
    ['digit 5', '3'],
    ['one dot', '7'],
    ['zigzag', '4'],
  ];
  const names = [
    ...DIGITS.map(([name]) => name).filter((name) => !name.includes(',')),
    'one dot',
    'zigzag',
    'rectangle',
    'horizontal line',
    'diagonal line',
  ];
  const inputs = networkInputs(
    names.map((name) => toDrawing(GOLDEN[name])),
    network.channels,
  );
  const described = describe(network, inputs);
  const size = network.classes.length;
  const classesBy = (/** @type {Classifier} */ { classify }) => {
    const found = classify(inputs);
    return names.map((_, i) => {
      const own = found.subarray(i * size, (i + 1) * size);
      return own.indexOf(Math.max(...own));
    });
  };
  const before = classesBy(network);
  for (const [example, grapheme] of wrong) {
    const { description: taught } = described[names.indexOf(example)];
    const after = classesBy(await learned([[GOLDEN[example], grapheme]]));
    assert.equal(network.classes[after[names.indexOf(example)]], grapheme);
    names.forEach((name, i) => {
      const isLike = likeness(taught, described[i].description) > 0.9;
      assert.ok(after[i] === before[i] || isLike, `${name} changes when ${example} is taught as ${grapheme}`);
    });
  }
});

test('a hand without examples is the classifier itself', async () => {
  assert.equal(await learned([]), network);
  assert.equal(await learned([[[], '1']]), network);
  assert.equal(await learned([[one(), 'A']]), network); // no class of the network
});

test('an example changes how its like is read, not other digits, and not the classifier given', async () => {
  const before = DIGITS.map(([, drawing]) => probabilitiesOf(drawing, network));
  assert.deepEqual([textOf(one(), network), textOf(one(-10), network)], ['7', '7']);
  const adapted = await learned([[one(), '1']]);
  for (const lean of [0, -10, 10]) assert.equal(textOf(one(lean), adapted), '1');
  for (const [name, drawing] of DIGITS) {
    assert.equal(textOf(drawing, adapted), textOf(drawing, network), name);
  }
  assert.deepEqual(
    DIGITS.map(([, drawing]) => probabilitiesOf(drawing, network)),
    before,
  );
  assert.equal(textOf(one(), network), '7');
});

test('a digit inside a number is read as it was taught', async () => {
  const adapted = await learned([[one(), '1']]);
  const shifted = one().map((stroke) => stroke.map(([x, y]) => [x + 140, y]));
  const drawing = [...numbers('2'), ...shifted];
  assert.equal(textOf(drawing, network), '27');
  assert.equal(textOf(drawing, adapted), '21');
});

test('what the network rejects is read as the writer says', async () => {
  for (const name of ['rectangle', 'zigzag']) {
    const drawing = GOLDEN[name];
    assert.equal(textOf(drawing, network), '', name);
    assert.equal(textOf(drawing, await learned([[drawing, '7']])), '7', name);
  }
});

test('marks and non-digits can be taught', async () => {
  const { classes } = network;
  for (const grapheme of ['+', '%', NON_DIGIT]) {
    const found = probabilitiesOf(one(), await learned([[one(), grapheme]]));
    assert.equal(classes[found.indexOf(Math.max(...found))], grapheme);
  }
});

test('a hand that is forgotten is forgotten, and the last examples are those that count', async () => {
  await learned([[one(), '1']]);
  assert.equal(textOf(one(), await learned([[one(), '7']])), '7');
  const [first, second] = [learned([[one(), '1']]), learned([])]; // at once
  assert.equal(textOf(one(), await first), '1');
  assert.equal(await second, network);
});

test('whatever the examples are, probabilities stay probabilities', async () => {
  /** @type {[Given, string][]} */
  const hostile = [
    [[[[5, 5]]], '1'],
    [[[], [[1, 1]]], '2'],
    [[[[0, 0]], [[0, 0]], []], '3'],
    [
      [
        [
          [1e300, -1e300],
          [-1e300, 1e300],
        ],
      ],
      '4',
    ],
    [
      [
        [
          [1e-300, 0],
          [0, 1e-300],
        ],
      ],
      '5',
    ],
    [[Array.from({ length: 3000 }, (_, i) => [i % 7, i % 11])], '6'],
    [one(), '1'],
    [one(), '7'], // the same ink twice
    [one(), '1'],
  ];
  const adapted = await learned(hostile);
  for (const [drawing] of hostile) {
    const found = probabilitiesOf(drawing, adapted);
    assert.ok(found.every((value) => value >= 0 && value <= 1));
    assert.ok(Math.abs(found.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
  }
});

test('many inputs are read like single ones, and leave no tensor', async () => {
  const adapted = await learned([[one(), '1']]);
  const drawings = DIGITS.map(([, drawing]) => toDrawing(drawing));
  const before = tensorCount();
  const together = adapted.classify(networkInputs(drawings, adapted.channels));
  drawings.forEach((drawing, i) => {
    const alone = adapted.classify(networkInputs([drawing], adapted.channels));
    const own = together.subarray(i * adapted.classes.length, (i + 1) * adapted.classes.length);
    assert.ok(largestDifference(alone, own) < 1e-6);
  });
  assert.equal(tensorCount(), before);
  assert.equal(adapted.classify(new Float32Array(0)).length, 0);
});

test('a drawing is as like itself as can be', () => {
  const drawings = [...DIGITS.map(([, drawing]) => drawing), one()].map((drawing) => toDrawing(drawing));
  const described = describe(network, networkInputs(drawings, network.channels));
  described.forEach(({ description }, i) => {
    assert.ok(Math.abs(likeness(description, description) - 1) < 1e-5);
    described.slice(0, i).forEach((other) => {
      const value = likeness(description, other.description);
      assert.ok(value >= 0 && value < 1 + 1e-5);
    });
  });
});

test('all networks can learn a hand', async () => {
  for (const name of ['hello', 'lesson']) {
    const classifier = await loadNetwork(name);
    const found = probabilitiesOf(one(), await learned([[one(), '4']], classifier));
    assert.equal(found.indexOf(Math.max(...found)), 4, name);
  }
});

test('one more example is learned soon, with 500 there', async () => {
  const random = createRandom(1);
  const all = Array.from({ length: 501 }, (_, i) => {
    const [name, drawing] = DIGITS[i % DIGITS.length];
    const strokes = drawing.map((stroke) => stroke.map(([x, y]) => [x + 9 * random(), y + 9 * random()]));
    return /** @type {[Given, string]} */ ([strokes, name[6]]);
  });
  await learned(all.slice(0, 500));
  const start = cpu();
  const adapted = await learned(all.slice(1));
  const took = cpu() - start;
  assert.ok(took < TIME, `${took} ms`);
  assert.equal(textOf(GOLDEN['digit 3'], adapted), '3');
});
