import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { strokesToRead } from '../../../web/page/recognize/clean.js';
import { HOSTILE, joined, numbers, row, SCRIBBLE } from '../fixtures/drawings.js';
import { loadNetwork } from '../fixtures/networks.js';
import { createRandom } from '../fixtures/random.js';
import { createWritten } from '../fixtures/written.js';

const INK = await loadNetwork('ink');

/** @typedef {ReturnType<typeof createWritten>} Written */

/** @param {Parameters<typeof toDrawing>[0]} drawing */
const writtenOf = (drawing) => createWritten(toDrawing(drawing), INK);

/** @param {Written} written */
const read = ({ number }) => [number.text, number.graphemes.map(({ grapheme }) => grapheme || 'x').join('')];

test('a digit is set, and set back to what the network reads', async () => {
  const written = writtenOf(numbers('472'));
  written.select(1);
  assert.equal(await written.choose({ kind: 'set', grapheme: '1' }), true);
  assert.equal(written.number.text, '412');
  const { selectedIndex, selected } = written.number;
  assert.deepEqual([selectedIndex, selected?.recognized, selected?.isSet], [1, '7', true]);
  await written.choose({ kind: 'set', grapheme: '9' });
  assert.deepEqual([written.number.text, written.corrections.length], ['492', 1]);
  await written.choose({ kind: 'set', grapheme: '7' });
  assert.deepEqual([written.number.text, written.corrections], ['472', []]);
});

test('a choice that changes nothing gives the same corrections', async () => {
  const written = writtenOf(numbers('472'));
  for (const [chosen, shown] of ['7', '1', '', '7'].map((grapheme) => [{ kind: 'set', grapheme }, grapheme])) {
    written.select(1);
    await written.choose(/** @type {import('../../../web/page/session/choice.js').Choice} */ (chosen));
    const before = written.corrections;
    assert.equal(written.number.selected?.grapheme, shown);
    await written.choose(/** @type {import('../../../web/page/session/choice.js').Choice} */ (chosen));
    assert.equal(written.corrections, before);
  }
  written.select(1);
  await written.choose({ kind: 'split' });
  const divided = written.corrections;
  const [, left] = written.number.graphemes;
  await written.choose({ kind: 'set', grapheme: left.grapheme });
  assert.equal(written.corrections, divided);
});

test('a digit is set to a non-digit, and stays among the graphemes', async () => {
  const written = writtenOf(numbers('472'));
  written.select(1);
  await written.choose({ kind: 'set', grapheme: '' });
  assert.deepEqual(read(written), ['42', '4x2']);
  const [, nothing] = written.number.graphemes;
  assert.deepEqual([nothing.isCorrected, nothing.isConfident, nothing.second], [true, true, null]);
});

test('two digits become one, and two again', async () => {
  const written = writtenOf(numbers('4113'));
  written.select(1);
  assert.equal(written.number.canJoin, true);
  await written.choose({ kind: 'join' });
  const { text, graphemes, selectedIndex } = written.number;
  assert.deepEqual([text.length, selectedIndex], [3, 1]);
  assert.match(text, /^4\d3$/);
  assert.deepEqual([graphemes[1].isCorrected, graphemes[1].isSet, graphemes[1].recognized], [true, false, text[1]]);
  assert.equal(graphemes[1].id, writtenIdOf(written, 1), 'it keeps the column of its first ink');
  await written.choose({ kind: 'split' });
  assert.deepEqual([written.number.text, written.corrections], ['4113', []], 'as the network reads it');
});

/** @param {Written} written @param {number} index */
function writtenIdOf({ drawing, identity, number }, index) {
  const [{ stroke }] = number.graphemes[index].parts;
  return String(identity.idOf(drawing[stroke]));
}

test('the last grapheme of a line has none to join', async () => {
  const written = writtenOf([...numbers('47'), ...numbers('25', { top: 400 })]);
  assert.equal(written.number.text, '47\n25');
  for (const index of [1, 3]) {
    written.select(index);
    assert.equal(written.number.canJoin, false);
    assert.equal(await written.choose({ kind: 'join' }), false);
  }
  assert.deepEqual(written.corrections, []);
});

test('a stroke that the network has cut is joined, and cut again', async () => {
  const [first, second] = row(['0', '0'], { gap: 20 });
  const written = writtenOf([...row(['1'], { left: -60 }), joined(first, second)]);
  assert.equal(written.number.text, '100');
  written.select(1);
  await written.choose({ kind: 'join' });
  assert.match(written.number.text, /^1\d$/);
  assert.deepEqual(written.number.selected?.parts, [{ stroke: 1, begin: 0, end: written.drawing[1].length }]);
  await written.choose({ kind: 'split' });
  assert.deepEqual([written.number.text, written.corrections], ['100', []]);
});

test('a stroke that the recognizer does not cut becomes two digits all the same', async () => {
  const written = writtenOf(numbers('3'));
  assert.equal(written.number.canSplit, true);
  await written.choose({ kind: 'split' });
  const { text, graphemes } = written.number;
  assert.match(text, /^\d\d$/);
  const [[first], [second]] = graphemes.map(({ parts }) => parts);
  assert.deepEqual([graphemes.map(({ isCorrected }) => isCorrected), written.corrections.length], [[true, true], 1]);
  assert.equal(Math.max(first.begin, second.begin), Math.min(first.end, second.end) - 1, 'they meet in a point');
});

test('ink of two points is the least that becomes two digits', async () => {
  const two = writtenOf([
    [
      [0, 0],
      [9, 90],
    ],
  ]);
  await two.choose({ kind: 'split' });
  assert.equal(two.number.graphemes.length, 2);
  await two.choose({ kind: 'join' });
  assert.equal(two.number.graphemes.length, 1);
  const dot = writtenOf([[[5, 5]]]);
  assert.equal(dot.number.canSplit, false);
  assert.equal(await dot.choose({ kind: 'split' }), false);
});

test('all ink that is no digit becomes two', async () => {
  const written = writtenOf(SCRIBBLE);
  assert.deepEqual(read(written), ['', 'x']);
  await written.choose({ kind: 'split' });
  assert.match(written.number.text, /^\d\d$/);
});

test('corrections hold while other ink comes and goes, and end with their own', async () => {
  const written = writtenOf(numbers('4113'));
  const four = written.drawing;
  written.select(1);
  await written.choose({ kind: 'join' });
  await written.choose({ kind: 'set', grapheme: '0' });
  assert.equal(written.number.text, '403');
  written.drawing = [...four, ...toDrawing(numbers('7', { left: 900 }))];
  assert.equal(written.number.text, '4037');
  written.drawing = four.filter((_, i) => i !== written.number.graphemes[1].parts[1].stroke);
  assert.equal(written.number.text, '413', 'one of the two strokes is gone');
  written.drawing = four;
  assert.equal(written.number.text, '403');
  const bar = toDrawing(numbers('1', { left: 900 }))[0].map(({ y }, i) => ({ x: 100 + 10 * i, y: 70 + y / 100 }));
  written.drawing = [...four.map((stroke) => [...stroke])];
  assert.equal(written.number.text, '4113', 'it is other ink');
  written.drawing = [...four, bar];
  assert.doesNotThrow(() => written.number);
});

test('digits that the visitor has made are corrected, divided and joined again', async () => {
  const written = writtenOf(numbers('8'));
  await written.choose({ kind: 'split' });
  const [left] = written.number.text;
  await written.choose({ kind: 'set', grapheme: left === '6' ? '9' : '6' });
  assert.match(written.number.text, left === '6' ? /^9\d$/ : /^6\d$/);
  await written.choose({ kind: 'split' });
  assert.equal(written.number.graphemes.length, 3);
  await written.choose({ kind: 'join' });
  assert.equal(written.number.graphemes.length, 2);
  await written.choose({ kind: 'join' });
  assert.deepEqual([written.number.text, written.corrections], ['8', []]);
});

test('what the visitor has set is certain, the probabilities of divided ink are not', async () => {
  const written = writtenOf(numbers('47'));
  const { confidence } = written.number;
  written.select(0);
  await written.choose({ kind: 'split' });
  const unsure = written.number.confidence;
  assert.ok(unsure < confidence, `${unsure} is not below ${confidence}`);
  for (const index of [0, 1]) {
    written.select(index);
    await written.choose({ kind: 'set', grapheme: written.number.text[index] === '1' ? '2' : '1' });
  }
  assert.ok(written.number.confidence >= confidence);
});

test('hostile drawings can be divided', async () => {
  for (const [name, drawing] of Object.entries(HOSTILE)) {
    const written = createWritten(toDrawing(drawing.slice(0, 2000))); // more only take longer
    const { length } = written.number.graphemes;
    if (!written.number.canSplit) continue;
    assert.equal(await written.choose({ kind: 'split' }), true, name);
    assert.ok(written.number.graphemes.length >= Math.min(2, length), name);
  }
});

/**
 * Checks that a number is consistent: its text is that of its graphemes, and all ink is in one of them.
 *
 * @param {Written} written
 */
function checkConsistency({ drawing, number }) {
  const { graphemes, text, selectedIndex, selected } = number;
  const digits = graphemes.filter(({ grapheme }) => grapheme);
  const expected = digits.map(({ grapheme, line }, i) => (i && line !== digits[i - 1].line ? '\n' : '') + grapheme);
  assert.equal(text, expected.join(''));
  assert.equal(new Set(graphemes.map(({ id }) => id)).size, graphemes.length);
  assert.equal(new Set(graphemes.map(({ key }) => key)).size, graphemes.length);
  assert.equal(selected, graphemes[selectedIndex] ?? null);
  assert.ok(number.confidence >= 0 && number.confidence <= 1);
  const parts = graphemes.flatMap((one) => one.parts);
  const read = strokesToRead(drawing);
  drawing.forEach((points, stroke) => {
    const own = parts.filter((part) => part.stroke === stroke).sort((a, b) => a.begin - b.begin);
    assert.equal(own.length > 0, read.includes(stroke));
    if (!own.length) return;
    assert.deepEqual([own[0].begin, own[own.length - 1].end], [0, points.length]);
    own.slice(1).forEach(({ begin }, i) => {
      const isCut = begin === own[i].end - 1 || (begin === own[i].end && points.length === 2);
      assert.ok(isCut, 'no ink is in two graphemes, or in none');
    });
  });
  for (const { second, isConfident, grapheme } of graphemes) {
    assert.ok(isConfident ? second === null : second && second.grapheme !== grapheme);
  }
}

test('whatever is chosen, and whatever is drawn and undone, the number is consistent', async () => {
  for (let seed = 0; seed < 40; seed++) {
    await runRandomly(createRandom(seed)).catch((error) => {
      throw new Error(`with seed ${seed}: ${error.message}`, { cause: error });
    });
  }
});

/** @param {() => number} random */
async function runRandomly(random) {
  const pick = (/** @type {number} */ count) => Math.floor(random() * count);
  const stroke = () => {
    const [x, y, count] = [500 * random(), random() < 0.2 ? 400 : 0, 1 + pick(12)];
    return Array.from({ length: count }, () => ({ x: x + 90 * random(), y: y + 140 * random() }));
  };
  const written = createWritten([stroke()]);
  const history = [{ drawing: written.drawing, corrections: written.corrections }];
  for (let step = 0; step < 25; step++) {
    const { graphemes } = written.number;
    if (graphemes.length) written.select(pick(graphemes.length));
    const before = written.number;
    const action = random();
    if (action < 0.25) {
      written.drawing = [...written.drawing, stroke()];
    } else if (action < 0.35) {
      ({ drawing: written.drawing, corrections: written.corrections } = history[pick(history.length)]);
    } else if (action < 0.45) {
      const gone = pick(written.drawing.length);
      written.drawing = written.drawing.filter((_, i) => i !== gone);
    } else if (graphemes.length) {
      const kinds = /** @type {const} */ (['set', 'join', 'split']);
      const kind = kinds[pick(3)];
      const grapheme = ['', '.', ...'0123456789'][pick(12)];
      const isPossible = { set: true, join: before.canJoin, split: before.canSplit }[kind];
      assert.equal(await written.choose(kind === 'set' ? { kind, grapheme } : { kind }), isPossible, kind);
      const after = written.number;
      const more = isPossible ? { set: 0, join: -1, split: 1 }[kind] : 0;
      assert.equal(after.graphemes.length, before.graphemes.length + more, kind);
      if (kind === 'set') assert.equal(after.selected?.grapheme, grapheme);
    }
    if (written.drawing.length) checkConsistency(written);
    history.push({ drawing: written.drawing, corrections: written.corrections });
  }
}
