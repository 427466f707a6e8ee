import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkInputs } from '../../../web/page/ink/directions.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { createRecognizer } from '../../../web/page/recognize/recognize.js';
import { numbers } from '../fixtures/drawings.js';
import { loadNetwork } from '../fixtures/networks.js';
import { ending } from '../fixtures/reader.js';
import '../fixtures/site.js';

/** @typedef {import('../../../web/page/ink/drawing.js').Drawing} Drawing */

/** @type {Record<string, Awaited<ReturnType<typeof loadNetwork>>>} */
const NETWORKS = { ink: await loadNetwork('ink'), hello: await loadNetwork('hello') };

const { createSession } = await import('../../../web/page/session/session.js');

/** A reader in this process, that counts what it classifies. */
function createReader() {
  const reader = {
    classified: 0,
    isFailing: false,
    open: async () => {},
    read: async (/** @type {string} */ name, /** @type {Drawing} */ drawing) =>
      ending(createRecognizer().steps(drawing, NETWORKS[name], { alternatives: 3 })),
    recognize: async (/** @type {string} */ name, /** @type {Drawing} */ drawing, /** @type {any} */ hint) =>
      ending(createRecognizer().steps(drawing, NETWORKS[name], hint)),
    classify: async (/** @type {string} */ name, /** @type {Drawing[]} */ drawings) => {
      if (reader.isFailing) throw new Error('This took too long.');
      reader.classified += drawings.length;
      return NETWORKS[name].classify(networkInputs(drawings, NETWORKS[name].channels));
    },
  };
  return reader;
}

/** @param {string} text */
async function sessionWith(text, gap = 35) {
  const reader = createReader();
  const session = createSession(/** @type {any} */ (() => reader));
  await session.use('ink');
  const drawing = toDrawing(numbers(text, { gap }));
  session.follow({ drawing, isDrawing: false, corrections: [] });
  await until(session, ({ isReading }) => !isReading);
  return { reader, session, drawing };
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

test('the session computes corrections, and shows those of the sheet', async () => {
  const { session, drawing } = await sessionWith('472');
  session.select(1);
  const corrections = await session.corrected({ kind: 'set', grapheme: '1' });
  assert.equal(session.state.number.text, '472', 'nothing has changed yet');
  session.follow({ drawing, isDrawing: false, corrections: corrections ?? [] });
  const { number, isReading } = session.state;
  assert.deepEqual([number.text, number.selectedIndex, isReading], ['412', 1, false], 'without another reading');
  session.follow({ drawing: [...drawing], isDrawing: false, corrections: [] });
  assert.deepEqual([session.state.number.text, session.state.number.selectedIndex], ['472', 1]);
});

test('the digit that is shown already is no correction', async () => {
  const { session, drawing } = await sessionWith('47');
  assert.equal(await session.corrected({ kind: 'set', grapheme: '7' }), null);
  const corrections = (await session.corrected({ kind: 'set', grapheme: '1' })) ?? [];
  session.follow({ drawing, isDrawing: false, corrections });
  assert.equal(session.state.number.text, '41');
  assert.equal(await session.corrected({ kind: 'set', grapheme: '1' }), null);
});

test('new ink selects the last grapheme; the same ink keeps the selection', async () => {
  const { session, drawing } = await sessionWith('47');
  session.select(0);
  session.follow({ drawing: [...drawing], isDrawing: false, corrections: [] });
  assert.equal(session.state.number.selectedIndex, 0);
  const more = [...drawing, ...toDrawing(numbers('2', { left: 300 }))];
  session.follow({ drawing: more, isDrawing: false, corrections: [] });
  await until(session, ({ number }) => number.text === '472');
  assert.equal(session.state.number.selectedIndex, 2);
});

test('a choice that is out of date leads to nothing', async () => {
  const { session, drawing } = await sessionWith('47');
  const late = session.corrected({ kind: 'split' });
  const first = await session.corrected({ kind: 'set', grapheme: '1' });
  session.follow({ drawing, isDrawing: false, corrections: first ?? [] });
  assert.equal(await late, null);
  const blank = createSession(/** @type {any} */ (() => createReader()));
  assert.equal(await blank.corrected({ kind: 'join' }), null);
});

test('divided ink is classified once', async () => {
  const { session, reader, drawing } = await sessionWith('4113');
  session.select(1);
  const corrections = (await session.corrected({ kind: 'join' })) ?? [];
  assert.equal(reader.classified, 1);
  for (const kept of [corrections, [], corrections]) session.follow({ drawing, isDrawing: false, corrections: kept });
  assert.equal(session.state.number.graphemes.length, 3);
  const more = [...drawing, ...toDrawing(numbers('2', { left: 600 }))];
  session.follow({ drawing: more, isDrawing: false, corrections });
  await until(session, ({ number }) => number.graphemes.length === 4);
  assert.equal(reader.classified, 1);
});

for (const isFailing of [false, true]) {
  test(`another network classifies divided ink${isFailing ? ', unless it does not answer' : ''}`, async () => {
    const { session, reader, drawing } = await sessionWith('4113', 90);
    session.select(1);
    const corrections = (await session.corrected({ kind: 'join' })) ?? [];
    session.follow({ drawing, isDrawing: false, corrections });
    reader.isFailing = isFailing;
    await session.use('hello');
    await until(session, ({ isReading }) => !isReading);
    const { number, progress, network } = session.state;
    assert.deepEqual([network?.name, progress], ['hello', 'complete']);
    assert.equal(number.graphemes.length, isFailing ? 4 : 3);
    assert.equal(number.graphemes[1].probabilities.length, 10);
  });
}

test('a choice fails where the network does not answer', async () => {
  const { session, reader } = await sessionWith('4113');
  reader.isFailing = true;
  session.select(1);
  await assert.rejects(session.corrected({ kind: 'join' }), /too long/);
  assert.equal(session.state.number.text, '4113');
});
