/** Lines, pieces and segments are those that Python finds: tests/fixtures/segmentation.json. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { boxOf } from '../../../web/page/ink/boxes.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { strokesToRead } from '../../../web/page/recognize/clean.js';
import { cutsOf, isWide } from '../../../web/page/recognize/cuts.js';
import { toLines } from '../../../web/page/recognize/lines.js';
import { toPieces, toSegments } from '../../../web/page/recognize/segments.js';

const VECTORS = JSON.parse(String(readFileSync(new URL('../../fixtures/segmentation.json', import.meta.url))));

/** @param {number[][][]} strokes @returns {object[]} lines as in the JSON file */
function linesOf(strokes) {
  const drawing = toDrawing(strokes);
  const present = strokesToRead(drawing);
  const lines = present.length ? toLines(present.map((i) => boxOf(drawing[i]))) : [];
  return lines.map(({ members: indices, height }) => {
    const members = indices.map((i) => present[i]);
    const wide = members.filter((i) => isWide(boxOf(drawing[i]), height));
    const pieces = toPieces(drawing, members, new Map(wide.map((i) => [i, cutsOf(drawing[i], height)])));
    return {
      members,
      height,
      pieces: pieces.map(({ stroke, begin, end, isWhole }) => [stroke, begin, end, isWhole]),
      segments: toSegments(drawing, pieces, height).map(({ first, last, gap, cuts, parts }) => [
        ...[first, last, gap, cuts],
        parts.map(({ stroke, begin, end }) => [stroke, begin, end]),
      ]),
    };
  });
}

for (const { name, drawing, lines } of VECTORS) {
  test(`Python and JavaScript find the same segments: ${name}`, () => assert.deepEqual(linesOf(drawing), lines));
}
