/** The drawings that the page trains on are read as tools/drawings.py has packed them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unpackDrawings } from '../../../web/page/ink/packed-drawings.js';

const FILE = readFileSync(new URL('../../../web/page/worker/training/drawings.bin', import.meta.url));
const MAGIC = [...'NBD1'].map((letter) => letter.charCodeAt(0));

test('a file is read: a writer, a drawing of two strokes, its points as steps', () => {
  const drawing = [16 * 2 + 7, 2, 10, 20, 127, 0, 1, 3, 4];
  const packed = Uint8Array.from([...MAGIC, 5, 1, ...drawing, 6, 1, 16 + 1, 2, 9, 9, 0xff, 0x81, 0]);
  assert.deepEqual(unpackDrawings(packed), [
    {
      drawing: [
        [
          { x: 10, y: 20 },
          { x: 137, y: 20 },
        ],
        [{ x: 3, y: 4 }],
      ],
      ...{ label: 7, writer: 5, isUnseen: true },
    },
    {
      drawing: [
        [
          { x: 9, y: 9 },
          { x: 8, y: -118 },
        ],
      ],
      ...{ label: 1, writer: 6, isUnseen: false },
    },
  ]);
});

test('the committed file has 2,400 drawings to learn from, and 600 of six other writers', () => {
  const found = unpackDrawings(FILE);
  const unseen = found.filter(({ isUnseen }) => isUnseen);
  assert.deepEqual([found.length, unseen.length], [3000, 600]);
  assert.deepEqual([...new Set(unseen.map(({ writer }) => writer))], [5, 10, 15, 20, 25, 30]);
});

test('another file is refused, and a cut one', () => {
  assert.throws(() => unpackDrawings(Uint8Array.from([1, 2, 3, 4, 5])), /no file of drawings/);
  assert.throws(() => unpackDrawings(FILE.subarray(0, 1000)), /cut/);
});
