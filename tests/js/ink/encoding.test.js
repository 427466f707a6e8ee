import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateRawSync } from 'node:zlib';
import { decode, EncodingError, encode } from '../../../web/page/ink/encoding.js';
import { HOSTILE, numbers } from '../fixtures/drawings.js';
import { forAll } from '../fixtures/random.js';

/**
 * @typedef {import('../../../web/page/ink/simplify.js').TimedPoint} TimedPoint
 * @typedef {{x: number, y: number}} Point
 */

const SIZE = { width: 1100, height: 300.5 };
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Returns a function of its own for each kind of random stroke that a hand, a mouse or a script may make. */
const STROKES = {
  /** @param {() => number} random */
  smooth(random) {
    let [x, y, direction, turn] = [1000 * random(), 300 * random(), 6 * random(), 0];
    return Array.from({ length: 1 + Math.floor(80 * random()) }, () => {
      turn = 0.9 * turn + 0.2 * (random() - 0.5);
      direction += turn;
      x += 4 * Math.cos(direction);
      y += 4 * Math.sin(direction);
      return { x, y };
    });
  },
  /** @param {() => number} random */
  wild: (random) =>
    Array.from({ length: 1 + Math.floor(30 * random()) }, () => ({ x: 900 * random() - 20, y: 700 * random() - 20 })),
  /** @param {() => number} random */
  straight(random) {
    const [x, y, dx, dy] = [500 * random(), 200 * random(), 9 * random() - 4, 9 * random() - 4];
    return Array.from({ length: 2 + Math.floor(90 * random()) }, (_, i) => ({ x: x + i * dx, y: y + i * dy }));
  },
  /** @param {() => number} random */
  'back and forth': (random) =>
    Array.from({ length: 2 + Math.floor(40 * random()) }, (_, i) => ({ x: 50 + 40 * (i % 2) + random(), y: 60 })),
  /** @param {() => number} random */
  'whole pixels': (random) =>
    Array.from({ length: 3 + Math.floor(40 * random()) }, (_, i) => ({ x: 3 * i, y: Math.round(9 * random()) })),
  /** @param {() => number} random */
  dot(random) {
    const point = { x: 300 * random(), y: 300 * random() };
    return Array.from({ length: 1 + Math.floor(4 * random()) }, () => point);
  },
};

/** @param {() => number} random */
function randomDrawing(random) {
  const kinds = Object.values(STROKES);
  let t = 0;
  return Array.from({ length: 1 + Math.floor(12 * random()) }, () => {
    t += 400 * random();
    return kinds[Math.floor(kinds.length * random())](random).map(({ x, y }) => {
      t += 14 * random();
      return { x, y, t };
    });
  });
}

/**
 * Returns the largest distance of points from a path; what is near enough is not measured exactly.
 *
 * @param {Point[]} points along another path: each is looked for first where the one before was found
 * @param {Point[]} path
 * @param {number} enough
 */
function farthest(points, path, enough) {
  let [most, found] = [0, 0];
  for (const { x, y } of points) {
    let [least, nearest] = [Infinity, found];
    for (let k = 0; k < path.length && least > enough; k++) {
      const i = (found + k) % path.length;
      const [a, b] = [path[Math.max(0, i - 1)], path[i]];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const far = Math.hypot(a.x + part * dx - x, a.y + part * dy - y);
      if (far < least) [least, nearest] = [far, i];
    }
    most = Math.max(most, least);
    found = nearest;
  }
  return most;
}

/** Returns points all along a path. @param {Point[]} path @param {number} each number of them in a px */
const along = (path, each) =>
  path.flatMap(({ x, y }, i) => {
    const { x: fromX, y: fromY } = path[Math.max(0, i - 1)];
    const count = Math.max(1, Math.ceil(each * Math.hypot(x - fromX, y - fromY)));
    return Array.from({ length: count }, (_, k) => ({
      x: fromX + ((x - fromX) * (k + 1)) / count,
      y: fromY + ((y - fromY) * (k + 1)) / count,
    }));
  });

/**
 * Returns the largest distance between two paths, from each to the other; near enough is not measured exactly.
 *
 * @param {Point[]} a
 * @param {Point[]} b
 * @param {number} enough
 */
const apart = (a, b, enough) => Math.max(farthest(along(a, 1), b, enough), farthest(along(b, 1), a, enough));

/** @param {number[][][]} drawing */
const toPoints = (drawing) => drawing.map((stroke) => stroke.map(([x, y]) => ({ x, y })));

/** A drawing with times, as a pen of 120 Hz gives it: a point every 4 px. @param {number[][][]} drawing */
function written(drawing) {
  let t = 0;
  return toPoints(drawing).map((stroke) => {
    t += 150;
    const points = along(stroke, 4).filter((_, i) => i % 16 === 0);
    return points.map(({ x, y }, i) => {
      t += 8.3;
      return { x: x + 0.1 * Math.sin(i), y: y + 0.1 * Math.cos(2 * i), t };
    });
  });
}

/** Returns the kind of error that a text is refused with, or null. @param {string} text */
function refusal(text) {
  try {
    decode(text);
    return null;
  } catch (error) {
    assert.ok(error instanceof EncodingError, String(error));
    return error.kind;
  }
}

for (const [finer, tolerance] of [
  [0, 0.5],
  [2, 0.125],
]) {
  test(`paths come back to within ${tolerance} px, both ways`, () => {
    forAll(150, (random) => {
      const strokes = randomDrawing(random);
      const decoded = decode(encode({ strokes, size: SIZE }, { finer }));
      assert.equal(decoded.strokes.length, strokes.length);
      for (const [i, stroke] of decoded.strokes.entries()) {
        const far = apart(stroke, strokes[i], tolerance);
        assert.ok(far <= tolerance, `stroke ${i} is ${far} px off`);
      }
    });
  });
}

test('times come back to within a frame, begin with 0 and never fall', () => {
  forAll(100, (random) => {
    const strokes = randomDrawing(random);
    const decoded = decode(encode({ strokes, size: SIZE }));
    const [first] = strokes[0];
    assert.equal(decoded.strokes[0][0].t, 0);
    for (const [i, stroke] of decoded.strokes.entries()) {
      for (const [end, at] of /** @type {[TimedPoint, number][]} */ ([
        [stroke[0], 0],
        [stroke[stroke.length - 1], strokes[i].length - 1],
      ])) {
        assert.ok(Math.abs(end.t - (strokes[i][at].t - first.t)) <= 8);
      }
    }
    const times = decoded.strokes.flat().map(({ t }) => t);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });
});

test('a decoded drawing is encoded to the same text, however often', () => {
  forAll(300, (random) => {
    const strokes = randomDrawing(random).map((stroke) =>
      random() < 0.1 ? stroke.map(({ x, y, t }) => ({ x: 2 * Math.round(x), y: 2 * Math.round(y), t })) : stroke,
    );
    const scale = 10 ** (4 * random() - 3);
    const scaled = strokes.map((stroke) => stroke.map(({ x, y, t }) => ({ x: x * scale, y: y * scale, t })));
    const size = random() < 0.2 ? null : { width: 1100 * scale, height: 1100 * scale * random() };
    const text = encode({ strokes: scaled, size }, { finer: Math.floor(3 * random()), limit: 1e5 });
    assert.equal(encode(decode(text, 1e5), { finer: Math.floor(3 * random()), limit: 1e5 }), text);
  });
});

test('a long pause stays as long where simplifying has made it longer', () => {
  const rested = [0, 60_000, 120_000].map((t, i) => ({ x: 50 * i, y: 0, t })); // on one line, which takes two points
  const far = [100_000, 0, -3].map((y) => ({ x: 0, y })); // whose times follow from a steady pace
  for (const stroke of [rested, far]) {
    const text = encode({ strokes: [stroke], size: null });
    assert.equal(encode(decode(text)), text);
  }
});

test('what was decoded stays as it is when more is written', () => {
  const first = decode(encode({ strokes: written(numbers('47')), size: SIZE }));
  const more = written(numbers('5', { left: 400 }));
  const both = decode(encode({ ...first, strokes: [...first.strokes, ...more] }));
  assert.deepEqual(both.strokes.slice(0, first.strokes.length), first.strokes);
});

test('the size comes back to within a step; a size that is unknown stays so', () => {
  const strokes = written(numbers('7'));
  const { size } = decode(encode({ strokes, size: SIZE }));
  assert.ok(size && Math.abs(size.width - SIZE.width) < 0.2 && Math.abs(size.height - SIZE.height) < 0.2);
  assert.equal(decode(encode({ strokes, size: null })).size, null);
});

test('a drawing without ink has a text, too', () => {
  assert.deepEqual(decode(encode({ strokes: [], size: null })), { strokes: [], size: null });
  assert.deepEqual(decode(encode({ strokes: [[], []], size: null })).strokes, []);
});

test('missing times follow from the length of the path; those that fall or are far apart are mended', () => {
  const times = (/** @type {(number | undefined)[]} */ ...given) => {
    const stroke = given.map((t, i) => ({ x: 100 * (i % 2), y: 0, ...(t !== undefined && { t }) }));
    return decode(encode({ strokes: [stroke], size: null })).strokes[0].map(({ t }) => t);
  };
  const [begin, middle, end] = times(undefined, undefined, undefined);
  assert.ok(begin === 0 && middle > 50 && middle < 1000);
  assert.ok(Math.abs(end - 2 * middle) <= 16);
  assert.deepEqual(times(1e12, 1e12 + 160, 1e12 + 80), [0, 160, 160]);
  assert.deepEqual(times(0, 1e300, 1e300), [0, 64_000, 64_000]);
  assert.deepEqual(times(-1e300, 1e300), [0, 64_000]);
});

test('small writing is kept in proportion', () => {
  for (const scale of [0.2, 0.01, 1e-4]) {
    const strokes = written(numbers('2026')).map((stroke) =>
      stroke.map(({ x, y, t }) => ({ x: x * scale, y: y * scale, t })),
    );
    const decoded = decode(encode({ strokes, size: null })).strokes;
    for (const [i, stroke] of decoded.entries()) assert.ok(apart(stroke, strokes[i], scale) <= scale, `of ${scale}`);
  }
});

test('ten digits with full strokes take less than 1,000 characters, and far less than deflate or brotli gives', () => {
  for (const text of ['2719405683', '0123456789']) {
    const strokes = written(numbers(text));
    const coarse = encode({ strokes, size: SIZE });
    assert.ok(coarse.length < 1000, `${coarse.length}`);
    // the same points, as differences in bytes of their own
    const bytes = Buffer.from(
      decode(coarse).strokes.flatMap((stroke) =>
        stroke.flatMap(({ x, y, t }, i) => {
          const before = stroke[i - 1] ?? { x: 0, y: 0, t: 0 };
          return [(x - before.x) / 0.375, (y - before.y) / 0.375, (t - before.t) / 16];
        }),
      ),
    );
    const packed = Math.min(deflateRawSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
    assert.ok(coarse.length < 0.85 * ((4 / 3) * packed), `${coarse.length} against ${(4 / 3) * packed}`);
  }
});

test('every change of a character, and every cut, is found', () => {
  const text = encode({ strokes: written(numbers('2026')), size: SIZE });
  let tried = 0;
  for (let at = 0; at < text.length; at++) {
    for (const other of `${DIGITS}+ `) {
      if (other === text[at]) continue;
      tried += 1;
      assert.notEqual(refusal(text.slice(0, at) + other + text.slice(at + 1)), null, `${at}: ${other}`);
    }
    const rest = text.slice(at + 1);
    for (const cut of [
      text.slice(0, at),
      rest,
      text.slice(0, at) + rest,
      text.slice(0, at) + text[at] + text.slice(at),
    ]) {
      assert.equal(refusal(cut), /^[2-9]/.test(cut) ? 'version' : 'damaged');
    }
  }
  assert.ok(tried > 10_000);
});

test('random texts are refused', () => {
  forAll(2000, (random) => {
    const text = Array.from({ length: 300 * random() }, () => DIGITS[Math.floor(64 * random())]).join('');
    assert.notEqual(refusal(text), null);
    assert.notEqual(refusal(`1${text}`), null);
  });
});

test('a text of another version says so, whatever else that version changes', () => {
  const text = encode({ strokes: written(numbers('7')), size: SIZE });
  for (const rest of [text.slice(1), '', 'ABCDE', '~!$', 'A'.repeat(9000)]) {
    assert.equal(refusal(`2${rest}`), 'version');
    assert.equal(refusal(`9${rest}`), 'version');
    assert.notEqual(refusal(`0${rest}`), 'version');
  }
});

/** Adds the four characters that make a text whole: searched for, as any text is half of one. @param {string} text */
function sealed(text) {
  let rest = 0xb704ce;
  for (const byte of Buffer.from(text)) {
    rest ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest & 0x800000 ? 0x1864cfb : 0);
  }
  return text + [18, 12, 6, 0].map((place) => DIGITS[(rest >> place) & 63]).join('');
}

test('hostile texts with a right checksum give no more than sane drawings, in little time', () => {
  const started = performance.now();
  forAll(300, (random) => {
    const few = 1 + Math.floor(3 * random());
    const body = Array.from({ length: 3000 * random() }, () => DIGITS[Math.floor(few * random() * 21)]).join('');
    const text = sealed(`1${body}`);
    if (refusal(text)) return;
    const { strokes, size } = decode(text);
    const points = strokes.flat();
    assert.ok(points.length <= 50_001);
    assert.ok(points.every(({ x, y, t }) => Math.max(Math.abs(x), Math.abs(y)) < 2e6 && Number.isFinite(t)));
    assert.ok(size === null || (size.width > 0 && size.height > 0));
    let last = 0;
    for (const { t } of points) {
      assert.ok(t >= last);
      last = t;
    }
  });
  for (const one of DIGITS) refusal(sealed(`1${one.repeat(7900)}`));
  assert.ok(performance.now() - started < 20_000);
});

test('long texts are refused without a look', () => {
  const started = performance.now();
  for (const text of ['A'.repeat(1e6), `1${'<script>'.repeat(1e5)}`]) assert.equal(refusal(text), 'too large');
  assert.ok(performance.now() - started < 50);
  for (const text of ['', '1', '1AAAA', '<script>alert(1)</script>', '%00', '1ÄÖÜßß', '\n'.repeat(20)]) {
    assert.equal(refusal(text), 'damaged');
  }
});

test('drawings too large for a link are refused in little time', () => {
  const started = performance.now();
  for (const name of ['a stroke of 100,000 points', '10,000 strokes', 'far apart']) {
    assert.throws(
      () => encode({ strokes: toPoints(HOSTILE[name]), size: null }),
      { name: 'EncodingError', kind: 'too large' },
      name,
    );
  }
  assert.ok(performance.now() - started < 5000);
  for (const name of ['dots only', 'everything on one spot', 'one level line of many strokes']) {
    encode({ strokes: toPoints(HOSTILE[name]), size: null });
  }
});

test('a limit of its own is kept, on both sides', () => {
  const drawing = { strokes: written(numbers('2026')), size: SIZE };
  const text = encode(drawing);
  assert.equal(encode(drawing, { limit: text.length }), text);
  assert.throws(() => encode(drawing, { limit: text.length - 1 }), { kind: 'too large' });
  assert.throws(() => decode(text, text.length - 1), { kind: 'too large' });
});

test('a stroke that goes out of all bounds, and comes back, is too large', () => {
  for (const far of [Number.MAX_VALUE, 1e300, 1e9]) {
    const strokes = [[0, far, 0].map((y) => ({ x: 0, y }))];
    assert.throws(() => encode({ strokes, size: null }), { name: 'EncodingError', kind: 'too large' });
  }
});

test('a link whose first point is not at time 0 is damaged', () => {
  assert.throws(() => decode('1S3zY-8'), { name: 'EncodingError', kind: 'damaged' });
});
