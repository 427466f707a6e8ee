import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around } from '../../../web/page/picture/framed.js';
import { createPictures } from '../../../web/page/picture/pictures.js';
import { trace as steps } from '../../../web/page/picture/trace.js';
import { toHint } from '../../../web/page/recognize/hints.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';
import { loadNetwork } from '../fixtures/networks.js';
import { cover, ellipse, painted } from '../fixtures/painted.js';
import { createRandom } from '../fixtures/random.js';
import { ending } from '../fixtures/reader.js';

/** @typedef {import('../../../web/page/picture/grey.js').Picture} Picture */
/** @typedef {import('../../../web/page/picture/trace.js').Traced} Traced */

const network = await loadNetwork('ink');
const random = createRandom(1);
const SEVEN = [
  [40, 40],
  [100, 40],
  [60, 120],
];
const FOUR = [
  [[60, 30], [40, 90], [105, 90]], // biome-ignore format: a digit
  [
    [85, 60],
    [80, 130],
  ],
];

/**
 * @param {Picture} picture
 * @param {import('../../../web/page/picture/framed.js').Frame} [frame]
 * @returns {Traced}
 */
function trace(picture, frame) {
  const run = steps(picture, frame);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/**
 * Reads a picture as the worker does.
 *
 * @param {Picture} picture
 * @param {import('../../../web/page/picture/framed.js').Frame} [frame]
 */
function read(picture, frame) {
  const { strokes, pixels, pen } = trace(picture, frame);
  const pictures = createPictures();
  if (pixels) pictures.add(strokes, pixels, pen);
  const reading = ending(createRecognizer().steps(strokes, pictures.withPixels(network), toHint({})));
  return reading.predictions[0]?.text ?? '';
}

/**
 * Ink on a ground, with a little noise.
 *
 * @param {number[][][]} lines
 * @param {number} pen
 * @param {(x: number, y: number) => number} ground
 * @param {number} [ink] share of the ground's light
 */
const written = (lines, pen, ground, ink = 0.2) =>
  painted(160, 160, (x, y) => {
    const most = Math.max(...lines.map((line) => cover(line, pen, x, y)));
    return ground(x, y) * (1 - most * (1 - ink)) + 3 * (random() - 0.5);
  });
const white = () => 230;

test('a line becomes one stroke along its middle, from its upper end', () => {
  const { strokes, pen } = trace(written([SEVEN], 8, white));
  assert.equal(strokes.length, 1);
  assert.ok(Math.abs(pen - 8) < 1.6, `${pen}`);
  for (const { x, y } of strokes[0]) assert.ok(cover([...SEVEN], 3, x, y) > 0, `${x} ${y}`);
  const [first, last] = [strokes[0][0], strokes[0][strokes[0].length - 1]];
  assert.ok(first.x < 46 && first.y < 46 && last.y > 112, JSON.stringify([first, last]));
});

test('where lines cross, each goes on straight', () => {
  const lines = [
    [[30, 30], [130, 120]], // biome-ignore format: two lines
    [
      [130, 40],
      [30, 110],
    ],
  ];
  const { strokes } = trace(written(lines, 9, white));
  assert.equal(strokes.length, 2);
  for (const stroke of strokes) {
    const last = stroke[stroke.length - 1];
    const far = Math.hypot(stroke[0].x - last.x, stroke[0].y - last.y);
    assert.ok(far > 100, `${far}`);
  }
});

test('a loop is one stroke that ends where it began, at its top', () => {
  const { strokes } = trace(written([ellipse(80, 80, 30, 45)], 8, white));
  assert.equal(strokes.length, 1);
  const [first, last] = [strokes[0][0], strokes[0][strokes[0].length - 1]];
  assert.ok(Math.hypot(first.x - last.x, first.y - last.y) < 3);
  assert.ok(first.y < 42);
});

test('digits are read on paper, in shadow, in white on black, by a thick pen, and in faint pencil', () => {
  const shadow = (/** @type {number} */ x, /** @type {number} */ y) =>
    230 * (1 - 0.6 / (1 + Math.exp((80 - x - y / 3) / 6)));
  assert.equal(read(written([SEVEN], 8, white)), '7');
  assert.equal(read(written([SEVEN], 8, shadow)), '7');
  assert.equal(read(written([SEVEN], 8, () => 40, 5)), '7');
  assert.equal(read(written([SEVEN], 18, white)), '7');
  assert.equal(read(written([SEVEN], 6, white, 0.75)), '7');
  assert.equal(read(written(FOUR, 7, white)), '4');
  assert.equal(read(written([ellipse(80, 80, 30, 45)], 9, white)), '0');
});

test('blue ink is found on red and dark patterns that are as dark as it in grey', () => {
  const picture = painted(160, 160, (x, y) => {
    const ink = cover(SEVEN, 8, x, y);
    const ground = (x + y) % 14 < 5 ? [225, 120, 120] : [245, 235, 235];
    return ground.map((value, i) => value * (1 - ink) + [50, 60, 190][i] * ink);
  });
  assert.equal(read(picture), '7');
});

test('a pattern that is fainter and thinner than the pen is no ink', () => {
  const pattern = (/** @type {number} */ x, /** @type {number} */ y) =>
    (x + 6 * Math.sin(y / 9)) % 11 < 2 || (y + 5 * Math.sin(x / 7)) % 13 < 2 ? 175 : 225;
  assert.equal(read(written([SEVEN], 8, pattern, 0.25)), '7');
});

test('dark rules and grids are taken out, and the digits that they cross stay whole', () => {
  const grid = (/** @type {boolean} */ hasColumns) => (/** @type {number} */ x, /** @type {number} */ y) => {
    const isRule = (y + 0.05 * x) % 42 < 2.5 || (hasColumns && (x - 0.05 * y + 20) % 42 < 2.5);
    return isRule ? 90 : 230;
  };
  for (const hasColumns of [false, true]) {
    assert.equal(read(written([SEVEN], 8, grid(hasColumns))), '7');
    assert.equal(read(written(FOUR, 8, grid(hasColumns))), '4');
  }
  const one = [[80, 2], [80, 158]]; // biome-ignore format: from edge to edge
  assert.equal(read(written([one], 14, white)), '1');
});

test('lines of a printed frame are taken out where they end near the edge, since rules run the other way', () => {
  const frame = (/** @type {number} */ x, /** @type {number} */ y) => {
    const isLine = Math.abs(y - 10) < 1.5 || Math.abs(y - 150) < 1.5 || (Math.abs(x - 12) < 1.5 && y > 6 && y < 148);
    return isLine ? 80 : 230;
  };
  assert.equal(read(written([SEVEN], 4, frame)), '7');
});

test('asterisks are left out, and a crossed seven and a plus are not', () => {
  const rays = (/** @type {number} */ count, /** @type {number} */ x, /** @type {number} */ y, length = 20) =>
    Array.from({ length: count }, (_, i) => {
      const [dx, dy] = [Math.cos, Math.sin].map((f) => length * f(((i + 0.5) * Math.PI) / count));
      return [[x - dx, y - dy], [x + dx, y + dy]]; // biome-ignore format: a line
    });
  const row = (/** @type {number[][][]} */ lines) =>
    painted(320, 160, (x, y) => 230 * (1 - 0.8 * Math.max(...lines.map((line) => cover(line, 7, x, y)))));
  const bar = [[64, 84], [108, 84]]; // biome-ignore format: a line
  const crossed = [SEVEN, bar].map((line) => line.map(([x, y]) => [x + 90, y]));
  assert.equal(read(row([...rays(3, 40, 80), ...rays(3, 95, 80), ...crossed, ...rays(3, 250, 80)])), '7');
  assert.equal(trace(row([...crossed, ...rays(2, 250, 85, 24)])).strokes.length, 4);
  assert.deepEqual(trace(row(rays(3, 40, 80))).strokes, []);
  assert.equal(trace(row(rays(2, 40, 80))).strokes.length, 2);
});

test('digits that touch are cut where their strokes meet', () => {
  const zero = ellipse(80, 80, 30, 45);
  const seven = SEVEN.map(([x, y]) => [x + 68, y]); // its arm begins on the 0
  assert.equal(read(written([zero, seven], 8, white)), '07');
});

test('a dark table beside the paper is no ink, and the paper no light ink', () => {
  const table = (/** @type {number} */ x, /** @type {number} */ y) => (x + 0.05 * y > 125 ? 45 : 215);
  assert.equal(read(written([SEVEN], 7, table, 0.3)), '7');
});

test('specks are left out, and so is what the edge of the picture cuts', () => {
  const speck = [[130, 130], [131, 130]]; // biome-ignore format: a speck
  const thumb = [[-10, 20], [-10, 140]]; // biome-ignore format: a thumb
  const picture = painted(160, 160, (x, y) => {
    const ink = Math.max(cover(SEVEN, 8, x, y), cover(speck, 1.5, x, y), cover(thumb, 50, x, y));
    return 230 * (1 - 0.8 * ink);
  });
  assert.equal(read(picture), '7');
});

test('the grain of a dark table beside the paper is no writing, nor does a strip of table at the edge hide a faint digit', () => {
  const grain = (/** @type {number} */ x) => 70 * (1 + 0.3 * Math.sin(x / 5));
  const wood = painted(160, 220, (x, y) => {
    const ground = y < 160 ? 200 : grain(x + y / 8);
    return ground * (1 - 0.4 * cover(SEVEN, 8, x, y)) + 3 * (random() - 0.5);
  });
  assert.equal(read(wood), '7');
  const strip = written([SEVEN], 8, (x, y) => (y < 154 - x / 40 ? 200 : 40), 0.65);
  assert.equal(read(strip), '7');
});

test('pictures without ink have no strokes', () => {
  for (const grey of [0, 128, 255]) {
    assert.deepEqual(trace(painted(120, 90, () => grey)).strokes, []);
  }
  assert.deepEqual(trace(painted(300, 200, () => 128 + 20 * (random() - 0.5))).strokes, []);
  assert.deepEqual(trace(painted(1, 1, () => 0)).strokes, []);
});

test('a picture of anything else ends in time', () => {
  const start = performance.now();
  trace(painted(1200, 1200, () => [255 * random(), 255 * random(), 255 * random()]));
  assert.ok(performance.now() - start < 10_000);
});

test('strokes of a picture are known by their shape, wherever they are placed, and others are not', () => {
  const { strokes, pixels, pen } = trace(written([SEVEN], 18, white));
  const pictures = createPictures();
  pictures.add(strokes, /** @type {NonNullable<typeof pixels>} */ (pixels), pen);
  const classifier = {
    channels: 1,
    classes: ['a'],
    classify: (/** @type {Float32Array} */ inputs) =>
      Float32Array.of(...Array.from({ length: inputs.length / 784 }, () => inputs.length / 784)),
  };
  let seen = 0;
  const counting = pictures.withPixels({
    ...classifier,
    classify(inputs) {
      seen += inputs.length / 784;
      return classifier.classify(inputs);
    },
  });
  const whole = (/** @type {typeof strokes} */ drawing) => [
    drawing.map((stroke, i) => ({ stroke: i, begin: 0, end: stroke.length })),
  ];
  const moved = strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: 7 + x / 3, y: y / 3 - 11 })));
  counting.classifyInk(new Float32Array(784), moved, whole(moved));
  assert.equal(seen, 2); // by strokes, and by pixels
  const other = moved.map((stroke) => stroke.map(({ x, y }) => ({ x: 2 * x, y })));
  counting.classifyInk(new Float32Array(784), other, whole(other));
  assert.equal(seen, 3);
});

test('what is mostly in a frame is read whole, and the rest is left out', () => {
  const lower = ellipse(300, 230, 35, 50);
  const lines = [SEVEN, ellipse(190, 80, 30, 45), SEVEN.map(([x, y]) => [x + 230, y]), lower];
  const picture = painted(400, 320, (x, y) => 230 * (1 - 0.8 * Math.max(...lines.map((line) => cover(line, 8, x, y)))));
  const framed = (/** @type {number[]} */ ...[x, y, width, height]) => read(picture, { x, y, width, height });
  assert.equal(framed(0, 0, 400, 150), '707');
  assert.equal(framed(36, 45, 290, 75), '707'); // through three digits
  assert.equal(framed(30, 20, 150, 130), '7'); // the edge of the second
  assert.equal(framed(110, 20, 250, 165), '07'); // a piece of the first, and of the one below
  const { strokes } = trace(picture, { x: 110, y: 45, width: 120, height: 75 });
  assert.ok(Math.min(...strokes.flat().map(({ y }) => y)) < 38); // beyond the frame
  assert.deepEqual(trace(picture, { x: 0, y: 150, width: 20, height: 20 }).strokes, []);
});

test('in a frame, a digit that touches the edge of a table is cut from it, and dark print outside hides no pencil', () => {
  const seven = written([SEVEN], 6, white, 0.75);
  const edge = painted(160, 160, (x, y) =>
    Math.min(seven.data[4 * (Math.floor(y) * 160 + Math.floor(x))], y > 118 && y < 124 ? 60 : 255),
  );
  assert.equal(read(edge, { x: 20, y: 20, width: 120, height: 97 }), '7');
  const print = painted(160, 160, (x, y) =>
    y > 135 && x % 8 < 5 ? 10 : seven.data[4 * (Math.floor(y) * 160 + Math.floor(x))],
  );
  assert.equal(read(print, { x: 20, y: 20, width: 120, height: 110 }), '7');
});

test('around a frame, a part of its shorter side is looked at, within the picture', () => {
  assert.deepEqual(around({ x: 100, y: 100, width: 50, height: 20 }, 400, 300), {
    x: 94,
    y: 94,
    width: 62,
    height: 32,
  });
  assert.deepEqual(around({ x: 2, y: 0, width: 398, height: 300 }, 400, 300), { x: 0, y: 0, width: 400, height: 300 });
});

test('equal digits, as in print, are told apart', () => {
  const lines = [80, 190].map((x) => ellipse(x, 80, 35, 50));
  const { strokes, pixels, pen } = trace(
    painted(270, 160, (x, y) => 230 * (1 - 0.8 * Math.max(...lines.map((line) => cover(line, 8, x, y))))),
  );
  const pictures = createPictures();
  pictures.add(strokes, /** @type {NonNullable<typeof pixels>} */ (pixels), pen);
  /** @type {Float32Array[]} */
  const seen = [];
  const { classifyInk } = pictures.withPixels({
    channels: 1,
    classes: ['a'],
    classify: (inputs) => Float32Array.of(seen.push(inputs)),
  });
  const both = strokes.map(({ length }, stroke) => ({ stroke, begin: 0, end: length }));
  classifyInk(new Float32Array(784), strokes, [both]);
  const rows = Array.from({ length: 28 }, (_, y) => seen[1].slice(28 * y, 28 * y + 28).some((ink) => ink > 0.3));
  assert.equal(both.length, 2);
  assert.ok(rows.filter(Boolean).length < 14, 'two side by side are wider than high');
});

test('boxes of forms are taken out, with empty ones beside them; a square 0 by itself stays', () => {
  const box = (/** @type {number[]} */ ...[left, top, right, bottom]) =>
    [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]; // biome-ignore format: a rectangle
  const read3 = (/** @type {number[][][]} */ boxes, /** @type {number[][][]} */ digits) =>
    read(
      painted(400, 160, (x, y) => {
        const line = Math.max(...boxes.map((one) => cover(one, 3, x, y)));
        return 230 * (1 - Math.max(0.6 * line, ...digits.map((one) => 0.8 * cover(one, 8, x, y))));
      }),
    );
  const two = [SEVEN, SEVEN.map(([x, y]) => [x + 110, y])];
  const apart = [20, 130, 240].map((left) => box(left, 20, left + 100, 140));
  const joined = [20, 130, 240].map((left) => box(left, 20, left + 110, 140));
  assert.equal(read3(apart, two), '77');
  assert.equal(read3(joined, two), '77');
  const touching = two.map((line) => line.map(([x, y]) => [x + 28, y])); // the wall to their right
  assert.equal(read3(joined, touching), '77');
  const { strokes } = trace(painted(160, 160, (x, y) => 230 * (1 - 0.8 * cover(box(50, 30, 110, 130), 6, x, y))));
  assert.equal(strokes.length, 1);
});
