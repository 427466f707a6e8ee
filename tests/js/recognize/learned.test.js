/** Features, scores and confidences of readings are those that Python computes: tests/fixtures/readings.json. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { boxOf } from '../../../web/page/ink/boxes.js';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { bestHypotheses } from '../../../web/page/recognize/beam-search.js';
import { strokesToRead } from '../../../web/page/recognize/clean.js';
import { constraintsOf } from '../../../web/page/recognize/constraints.js';
import { cutsOf, isWide } from '../../../web/page/recognize/cuts.js';
import { createFeatures } from '../../../web/page/recognize/features.js';
import { toHint } from '../../../web/page/recognize/hints.js';
import { createLearnedScores, isModel } from '../../../web/page/recognize/learned.js';
import { toLines } from '../../../web/page/recognize/lines.js';
import { formOf, oddities, textFeatures } from '../../../web/page/recognize/oddities.js';
import { toPieces, toSegments } from '../../../web/page/recognize/segments.js';
import { assertClose } from '../fixtures/numbers.js';

/** @param {string} name */
const readJson = (name) => JSON.parse(String(readFileSync(new URL(`../../fixtures/${name}.json`, import.meta.url))));

/** @type {{name: string, drawing: number[][][]}[]} */
const DRAWINGS = readJson('segmentation');
const READINGS = readJson('readings');
const PARTS = 10_000; // probabilities are whole numbers of ten thousandths
const CLOSE = 1e-6;

/** @param {string} name of a drawing @param {number} number of its line */
function lineOf(name, number) {
  const drawing = toDrawing(DRAWINGS.find((one) => one.name === name)?.drawing ?? []);
  const present = strokesToRead(drawing);
  const { members, height } = toLines(present.map((i) => boxOf(drawing[i])))[number];
  const strokes = members.map((i) => present[i]);
  const wide = strokes.filter((i) => isWide(boxOf(drawing[i]), height));
  const pieces = toPieces(drawing, strokes, new Map(wide.map((i) => [i, cutsOf(drawing[i], height)])));
  return { drawing, height, pieces, segments: toSegments(drawing, pieces, height) };
}

/** @param {string} text @returns {number} what it adds to the score of a reading */
const sumOfText = (text) => textFeatures(text).reduce((sum, value, i) => sum + value * READINGS.model.text[i], 0);

/** @param {number[]} found @param {number[]} expected @param {string} what */
const assertAllClose = (found, expected, what) => {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, i) => {
    assertClose(value, expected[i], CLOSE);
  });
};

for (const { name, line, ...expected } of READINGS.lines) {
  const { drawing, height, pieces, segments } = lineOf(name, line);

  test(`segments have the features that Python finds: ${name}, line ${line}`, () => {
    const features = createFeatures(drawing, pieces, height);
    segments.forEach((segment, i) => {
      assertAllClose(Object.values(features.ofSegment(segment)), expected.features[i], `segment ${i}`);
      assertAllClose(features.asMark(segment) ?? [], expected.asMark[i] ?? [], `segment ${i} as a mark`);
    });
    for (const [a, b, values] of expected.pairs) {
      assertAllClose(Object.values(features.ofPair(segments[a], segments[b])), values, `segments ${a} and ${b}`);
    }
  });

  test(`readings have the scores and confidences that Python finds: ${name}, line ${line}`, () => {
    const scores = createLearnedScores(READINGS.model, drawing, pieces, height);
    const constraints = constraintsOf(toHint({ hint: {} }));
    const classified = segments.map((segment, i) => {
      const probabilities = Float32Array.from(expected.probabilities[i], (value) => value / PARTS);
      return { segment, candidates: scores.candidatesOf(segment, probabilities, constraints) };
    });
    const hypotheses = bestHypotheses(pieces.length, classified, { ...constraints, between: scores.between }).filter(
      ({ text }) => constraints.accepts(text),
    );
    const found = hypotheses
      .map(({ text, score }) => ({ text, score: score + sumOfText(text) }))
      .sort((a, b) => b.score - a.score);
    assert.deepEqual(
      found.map(({ text }) => text),
      expected.readings.map((/** @type {[string, number]} */ [text]) => text),
    );
    found.forEach(({ score }, i) => {
      assertClose(score, expected.readings[i][1], CLOSE);
    });
    const confidences = new Map(expected.confidences);
    const lines = scores.withConfidences(hypotheses);
    assert.equal(lines.length, confidences.size);
    for (const { text, confidence } of lines) assertClose(confidence, confidences.get(text), CLOSE);
    assert.deepEqual(
      lines.map(({ confidence }) => confidence),
      lines.map(({ confidence }) => confidence).sort((a, b) => b - a),
    );
  });
}

test('texts are as odd, and of the form, that Python finds', () => {
  for (const [text, odd, form] of READINGS.oddities) {
    assert.deepEqual([text, oddities(text), formOf(text) ?? null], [text, odd, form]);
  }
});

test('parameters of an older or newer model are not taken for this one', () => {
  const { model } = READINGS;
  assert.ok(isModel(model));
  assert.ok(!isModel(undefined));
  for (const [name, row] of Object.entries(model)) {
    for (const other of [1, row.slice(1), [...row, 0]]) assert.ok(!isModel({ ...model, [name]: other }), name);
  }
});
