import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentity } from '../../../web/page/ink/identity.js';
import { packSheet, unpackSheet } from '../../../web/page/share/memory.js';

/** A sheet of two strokes, with corrections of the second. @param {(stroke: object) => number} idOf */
function sheetFor(idOf) {
  const strokes = [
    [{ x: 1.25, y: 2, t: 0 }],
    [
      { x: 3, y: 4, t: 120 },
      { x: 5.5, y: 6, t: 128.4 },
    ],
  ];
  const ink = [{ id: idOf(strokes[1]), begin: 0, end: 2 }];
  const corrections = [
    { kind: 'label', ink, grapheme: '7' },
    { kind: 'division', ink, segments: [ink, ink] },
  ];
  return { strokes, size: { width: 600, height: 400.5 }, zoom: 1.5, begin: 99, corrections };
}

test('a sheet comes back as it was, its corrections with the strokes’ new numbers', () => {
  const [before, after] = [createIdentity(), createIdentity()];
  after.idOf({});
  const sheet = sheetFor(before.idOf);
  const { sheet: restored, link } = unpackSheet(packSheet(sheet, before.idOf, '1AbC') ?? '', after.idOf) ?? {};
  assert.ok(restored);
  assert.equal(link, '1AbC');
  assert.deepEqual({ ...restored, begin: 0, corrections: [] }, { ...sheet, begin: 0, corrections: [] });
  const [label, division] = restored.corrections;
  const ink = [{ id: after.idOf(restored.strokes[1]), begin: 0, end: 2 }];
  assert.deepEqual(label, { kind: 'label', ink, grapheme: '7' });
  assert.deepEqual(division, { kind: 'division', ink, segments: [ink, ink] });
});

test('a sheet of no link, or of an earlier version without links, has none', () => {
  const { idOf } = createIdentity();
  const text = packSheet(sheetFor(idOf), idOf) ?? '';
  assert.equal(unpackSheet(text, idOf)?.link, null);
  for (const link of [undefined, 7, ['1A']]) {
    assert.equal(unpackSheet(JSON.stringify({ ...JSON.parse(text), link }), idOf)?.link, null);
  }
});

test('a blank sheet, and one too large for a tab, are not kept', () => {
  const { idOf } = createIdentity();
  const sheet = sheetFor(idOf);
  assert.equal(packSheet({ ...sheet, strokes: [], corrections: [] }, idOf), null);
  const long = Array.from({ length: 100_001 }, (_, t) => ({ x: 1, y: 2, t }));
  assert.equal(packSheet({ ...sheet, strokes: [long] }, idOf), null);
});

test('damaged texts, and those of other versions, give nothing', () => {
  const { idOf } = createIdentity();
  const text = packSheet(sheetFor(idOf), idOf) ?? '';
  for (let end = 0; end < text.length; end++) assert.equal(unpackSheet(text.slice(0, end), idOf), null);
  const content = JSON.parse(text);
  for (const change of [
    ...[{ version: 2 }, { version: undefined }, { size: null }, { size: { width: 0, height: 1 } }, { zoom: '1' }],
    ...[{ strokes: {} }, { strokes: [] }, { strokes: [[[1, 2]]] }, { strokes: [[['1', 2, 3]]] }, { strokes: [[null]] }],
    ...[{ corrections: null }, { corrections: [null] }, { corrections: [{ kind: 'other', ink: [] }] }],
    ...[{ corrections: [{ kind: 'label', ink: [{ id: 1 }], grapheme: '7' }] }],
    ...[{ corrections: [{ kind: 'label', ink: [], grapheme: 7 }] }, { corrections: [{ kind: 'division', ink: [] }] }],
  ]) {
    assert.equal(unpackSheet(JSON.stringify({ ...content, ...change }), idOf), null, JSON.stringify(change));
  }
});
