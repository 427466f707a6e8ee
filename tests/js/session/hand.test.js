/** The hand of a session: what is taught is read so from then on. There is no storage here: it lasts for the visit. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapt } from '../../../web/page/hand/adapt.js';
import { channelOfTabs } from '../../../web/page/hand/presence.js';
import { networkInputs } from '../../../web/page/ink/directions.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';
import { numbers } from '../fixtures/drawings.js';
import { loadNetwork } from '../fixtures/networks.js';
import { ending } from '../fixtures/reader.js';
import '../fixtures/site.js';

/** @typedef {import('../../../web/page/ink/drawing.js').Drawing} Drawing */

const NETWORK = await loadNetwork('ink');

/** @type {any} */ (channelOfTabs()).unref(); // it would keep the process
const { createSession } = await import('../../../web/page/session/session.js');
const { createHand } = await import('../../../web/page/session/hand.js');
const { createLessons } = await import('../../../web/page/session/lessons.js');
const { toExample } = await import('../../../web/page/hand/examples.js');

/** A 1 with a long upstroke, which the network reads as a 7. */
const ONE = toDrawing([
  [
    [0, 26],
    [72, 0],
    [60, 140],
  ],
]);
/** The same hand, another time. */
const AGAIN = toDrawing([
  [
    [4, 18],
    [48, 0],
    [41, 92],
  ],
]);

/** A session whose reader is in this process. */
async function begin() {
  let classifier = NETWORK;
  let isOffline = false;
  /** @type {Record<string, string[]>} by network: graphemes of its examples */
  const learned = {};
  const reader = {
    open: async () => {},
    learn: async (/** @type {string} */ name, /** @type {{drawing: Drawing, grapheme: string}[]} */ examples) => {
      if (isOffline) throw new Error('Offline.');
      const [drawings, graphemes] = [examples.map(({ drawing }) => drawing), examples.map(({ grapheme }) => grapheme)];
      learned[name] = graphemes;
      if (name === 'ink')
        classifier = /** @type {typeof NETWORK} */ (await adapt(NETWORK, drawings, graphemes, async () => {}));
    },
    read: async (/** @type {string} */ _, /** @type {Drawing} */ drawing) =>
      ending(createRecognizer().steps(drawing, classifier, { alternatives: 3 })),
    recognize: async (/** @type {string} */ _, /** @type {Drawing} */ drawing, /** @type {any} */ hint) =>
      ending(createRecognizer().steps(drawing, classifier, hint)),
    classify: async (/** @type {string} */ _, /** @type {Drawing[]} */ drawings) =>
      NETWORK.classify(networkInputs(drawings, NETWORK.channels)),
  };
  const session = createSession(/** @type {any} */ (() => reader));
  await session.use('ink');
  const hand = createHand(session);
  await hand.ready;
  const textOf = async (/** @type {Drawing} */ drawing) =>
    (await session.recognize(drawing, { alternatives: 1 })).predictions[0].text;
  const goOffline = () => {
    isOffline = true;
  };
  return { session, hand, textOf, goOffline, learned };
}

/**
 * @param {import('../../../web/page/session/session.js').Session} session
 * @param {(state: import('../../../web/page/session/session.js').State) => boolean} isReached
 * @returns {Promise<void>} resolves when the state is as expected
 */
const until = (session, isReached) =>
  new Promise((resolve) => {
    if (isReached(session.state)) resolve();
    session.subscribe((/** @type {any} */ state) => isReached(state) && resolve());
  });

test('a digit that was taught is read so when it is written again, until it is forgotten', async () => {
  const { hand, textOf } = await begin();
  assert.deepEqual([await textOf(ONE), await textOf(AGAIN)], ['7', '7']);
  assert.equal(await hand.teach(ONE, '1'), 1);
  assert.deepEqual([await textOf(ONE), await textOf(AGAIN)], ['1', '1']);
  const [example] = hand.state.examples;
  await hand.pause(true);
  assert.equal(await textOf(AGAIN), '7', 'paused, it reads as for everybody');
  await hand.pause(false);
  assert.equal(await textOf(AGAIN), '1');
  await hand.clear();
  assert.deepEqual([hand.state.examples, await textOf(AGAIN)], [[], '7']);
  await hand.add([example]);
  assert.equal(await textOf(AGAIN), '1');
  await hand.remove([{ ...example, grapheme: '7' }]);
  assert.equal(hand.state.examples.length, 1, 'another label is another example');
  await hand.remove([example]);
  assert.equal(await textOf(AGAIN), '7');
});

test('another network learns the same examples, and forgets them', async () => {
  const { session, hand, learned } = await begin();
  await hand.teach(ONE, '1');
  await session.use('hello');
  await hand.learned;
  assert.deepEqual(learned, { ink: ['1'], hello: ['1'] });
  await hand.clear();
  await session.use('ink');
  await hand.learned;
  assert.deepEqual(learned, { ink: [], hello: [] });
});

test('a number is divided into its digits and marks', async () => {
  const { hand } = await begin();
  const graphemes = () => hand.state.examples.map(({ grapheme }) => grapheme).join('');
  assert.equal(await hand.teach(toDrawing(numbers('2046')), '2046'), 4);
  assert.equal(graphemes(), '2046');
  assert.equal(await hand.teach(toDrawing(numbers('317')), '311'), 3, 'though one is read as another digit');
  assert.equal(graphemes(), '2046311');
  await hand.clear();
  assert.equal(await hand.teach(toDrawing(numbers('1989')), '1989'), 4);
  assert.equal(graphemes(), '198', 'the same ink is kept once');
});

for (const [what, ink, text] of [
  ['more than the ink can hold', '1', '123456'],
  ['less than all of the ink', '2026', '202'],
]) {
  test(`a text of ${what} is refused in a sentence, and nothing is learned`, async () => {
    const { hand } = await begin();
    const message = `This drawing can’t be read as ${text}.`;
    await assert.rejects(hand.teach(toDrawing(numbers(ink)), text), { name: 'Error', message });
    assert.deepEqual(hand.state.examples, []);
  });
}

test('too much ink for one digit is refused in a sentence', async () => {
  const { hand } = await begin();
  const much = toDrawing([Array.from({ length: 50_001 }, (_, i) => [i % 300, i % 700])]);
  await assert.rejects(hand.teach(much, '1'), { name: 'InkError', message: 'There is too much ink for one digit.' });
});

test('what is being taught is forgotten, too, when all is', async () => {
  const { hand, textOf } = await begin();
  const taught = [ONE, AGAIN].map((ink) => hand.teach(ink, '1'));
  const cleared = hand.clear();
  assert.deepEqual(await Promise.all(taught), [1, 1]);
  await cleared;
  assert.deepEqual([hand.state.examples, await textOf(ONE)], [[], '7']);
  await hand.teach(ONE, '1');
  assert.equal(hand.state.examples.length, 1, 'what is taught afterwards stays');
});

for (const [given, message] of /** @type {[unknown[], string][]} */ ([
  [[], 'drawing: expected an array of strokes'],
  [[[], '1'], 'drawing: expected some ink'],
  [[[[]], '1'], 'drawing: expected some ink'],
  [[[[[1]]], '1'], 'drawing[0][0]: expected a point with finite numbers x and y'],
  [[ONE], 'text: expected 1 to 100 digits and marks'],
  [[ONE, ''], 'text: expected 1 to 100 digits and marks'],
  [[ONE, 'one'], 'text: expected 1 to 100 digits and marks'],
  [[ONE, '1 7'], 'text: expected 1 to 100 digits and marks'],
  [[ONE, 1], 'text: expected 1 to 100 digits and marks'],
  [[ONE, '1'.repeat(101)], 'text: expected 1 to 100 digits and marks'],
])) {
  test(`teach rejects with “${message}” (${JSON.stringify(given[1])?.slice(0, 12)})`, async () => {
    const { hand } = await begin();
    await assert.rejects(hand.teach(given[0], given[1]), { name: 'TypeError', message });
  });
}

test('a hand comes back from its file; a damaged one changes nothing', async () => {
  const { hand } = await begin();
  await hand.teach(ONE, '1');
  const before = hand.state.examples;
  const file = await hand.export();
  for (const damaged of ['', file.slice(0, -9), file.replace('numbre-hand', 'numbre')]) {
    await assert.rejects(hand.import(damaged), { name: 'HandFileError' });
  }
  await assert.rejects(hand.import(new Uint8Array(3)), { name: 'TypeError' });
  assert.equal(hand.state.examples, before);
  const other = await begin();
  assert.equal(await other.hand.import(file), 1);
  assert.deepEqual(other.hand.state.examples, before);
  assert.equal(await other.textOf(AGAIN), '1');
});

test('without storage it learns for this visit, and says so', async () => {
  const { hand } = await begin();
  assert.equal(hand.state.isStored, true, 'nothing has been tried');
  await hand.teach(ONE, '1');
  assert.deepEqual([hand.state.isStored, hand.state.examples.length], [false, 1]);
});

test('where the code for learning does not come, teaching rejects, and the examples stay', async () => {
  const { hand, goOffline } = await begin();
  goOffline();
  await assert.rejects(hand.teach(ONE, '1'), { message: 'Offline.' });
  assert.equal(hand.state.examples.length, 1);
});

test('the example of a correction goes when that is undone, and comes back when it is redone', async () => {
  const { session, hand } = await begin();
  const lessons = createLessons(session, hand);
  session.follow({ drawing: ONE, isDrawing: false, corrections: [] });
  await until(session, ({ isReading }) => !isReading);
  const corrections = (await session.corrected({ kind: 'set', grapheme: '1' })) ?? [];
  session.follow({ drawing: [...ONE], isDrawing: false, corrections });
  const [correction] = corrections;
  lessons.teach(correction, toExample(session.state.number.ink, '1', 1), '7');
  await until(session, ({ isReading, number }) => !isReading && number.selected?.recognized === '1');
  assert.deepEqual([session.state.number.selected?.isSet, lessons.has(correction)], [true, true]);

  session.follow({ drawing: [...ONE], isDrawing: false, corrections: [] });
  const { number, isReading } = session.state;
  assert.deepEqual([hand.state.examples, number.text, isReading], [[], '1', true], 'the old reading is never shown');
  await until(session, ({ isReading }) => !isReading);
  assert.deepEqual([session.state.number.text, lessons.has(correction)], ['7', false]);

  session.follow({ drawing: [...ONE], isDrawing: false, corrections });
  assert.deepEqual([hand.state.examples.length, session.state.number.text], [1, '1']);
  await hand.ready;
  lessons.forget(correction);
  await hand.ready;
  assert.deepEqual([hand.state.examples.length, session.state.number.text], [0, '1'], 'the correction stays');

  session.follow({ drawing: [...ONE], isDrawing: false, corrections: [] });
  assert.deepEqual([session.state.number.text, session.state.isReading], ['7', false]);
});

test('the same ink has the label of the last correction, and the one before when that is undone', async () => {
  const { session, hand } = await begin();
  const lessons = createLessons(session, hand);
  session.follow({ drawing: ONE, isDrawing: false, corrections: [] });
  await until(session, ({ isReading }) => !isReading);
  const labels = () => hand.state.examples.map(({ grapheme }) => grapheme);
  const sheets = [];
  for (const grapheme of ['1', '4']) {
    const before = session.state.corrections;
    const corrections = (await session.corrected({ kind: 'set', grapheme })) ?? [];
    session.follow({ drawing: [...ONE], isDrawing: false, corrections });
    const [correction] = corrections.filter((one) => !before.includes(one));
    lessons.teach(correction, toExample(session.state.number.ink, grapheme, 1), '7');
    sheets.push(corrections);
    assert.deepEqual([labels(), session.state.number.text], [[grapheme], grapheme]);
    await hand.ready;
    await until(session, ({ isReading }) => !isReading);
  }
  assert.equal(lessons.takenBack({ kind: 'set', grapheme: '1' }), null);
  assert.deepEqual(
    lessons.takenBack({ kind: 'set', grapheme: '7' }),
    [],
    'what was read before is no lesson of its own',
  );
  for (const [i, grapheme] of [
    [0, '1'],
    [1, '4'],
  ]) {
    session.follow({ drawing: [...ONE], isDrawing: false, corrections: sheets[Number(i)] });
    assert.deepEqual([labels(), session.state.number.text], [[grapheme], grapheme]);
    await hand.ready;
  }
});

/**
 * A session in which a 1 has been taught by a correction, and what it takes to go on.
 *
 * @returns what `begin` has, the sheet with the 1, and `write` and `correct` for others
 */
async function beginTaught() {
  const begun = await begin();
  const { session, hand } = begun;
  const lessons = createLessons(session, hand);
  /** @param {Drawing} drawing @param {import('../../../web/page/session/corrections.js').Corrections} [corrections] */
  const write = async (drawing, corrections = []) => {
    session.follow({ drawing, isDrawing: false, corrections });
    await hand.ready;
    await until(session, ({ isReading }) => !isReading);
  };
  /** @param {string} grapheme of the selected one @param {boolean} [isTaught] */
  const correct = async (grapheme, isTaught = true) => {
    const { drawing, corrections: before, number } = session.state;
    const corrections = (await session.corrected({ kind: 'set', grapheme })) ?? [];
    await write([...drawing], corrections);
    const [correction] = corrections.filter((one) => !before.includes(one));
    if (isTaught) lessons.teach(correction, toExample(number.ink, grapheme, 1), number.selected?.recognized ?? '');
    await hand.ready;
    return corrections;
  };
  await write(ONE);
  const first = await correct('1');
  const labels = () => hand.state.examples.map(({ grapheme }) => grapheme).join('');
  return { ...begun, lessons, write, correct, first, labels };
}

test('other ink, and a cleared pad, forget nothing', async () => {
  const { session, write, labels } = await beginTaught();
  await write([]);
  await write(AGAIN);
  assert.deepEqual([session.state.number.text, labels()], ['1', '1']);
});

test('a correction on the next sheet leaves what the sheet before has taught', async () => {
  const { session, lessons, write, correct, first, labels } = await beginTaught();
  await write([]);
  assert.equal(lessons.isUndone(first[0]), false, 'it has left the sheet with its ink');
  const next = toDrawing(numbers('9'));
  await write(next);
  const second = await correct('4');
  assert.equal(labels(), '14');
  await write([...next]);
  assert.equal(labels(), '1', 'undone on its own sheet, it is forgotten alone');
  await write([]);
  await write(ONE, first);
  assert.deepEqual([session.state.number.text, labels()], ['1', '1'], 'back to the first sheet');
  await write([...ONE]);
  assert.deepEqual([lessons.isUndone(first[0]), labels()], [true, ''], 'there it can be undone');
  await write([...ONE], first);
  await write(next, second);
  assert.equal(labels(), '14', 'redone, each is learned again');
});

test('while learning is paused, a correction on the next sheet forgets nothing', async () => {
  const { hand, write, correct, labels } = await beginTaught();
  await hand.pause(true);
  await write([]);
  await write(toDrawing(numbers('9')));
  await correct('4', false);
  assert.equal(labels(), '1');
});

test('a correction that is undone before its sheet has been read again is forgotten', async () => {
  const { session, write, first, labels } = await beginTaught();
  await write([]);
  session.follow({ drawing: ONE, isDrawing: false, corrections: first });
  await write([...ONE]);
  assert.deepEqual([session.state.number.text, labels()], ['7', '']);
});
