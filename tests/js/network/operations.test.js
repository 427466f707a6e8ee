/**
 * Graphs that the page can compute pass the build's check, and the page has steps, kernels and layers for them;
 * others are refused. tests/unit/export/test_operations.py replays the same changes in Python.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findGraphProblem } from '../../../web/build/operations.mjs';
import { layersOf } from '../../../web/page/explain/inside/layers.js';
import { decodeWeights, stepsOf, UnsupportedError } from '../../../web/page/network/graph.js';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const json = (/** @type {string} */ path) => JSON.parse(String(read(path)));
const CASES = json('tests/fixtures/graph_changes.json');
const TABLE = json('web/operations.json');
/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies a merge patch (RFC 7386). */
/** @param {any} value @param {any} patch @returns {any} */
function patched(value, patch) {
  if (!isObject(patch)) return patch;
  const entries = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) entries.delete(key);
    else entries.set(key, patched(entries.get(key), change));
  }
  return Object.fromEntries(entries);
}

/** @param {any} change of a bundle's model, see the file of cases @returns {any} the model */
function changed({ bundle, node, weight, patch }) {
  const model = json(`web/models/${bundle}/model.json`);
  const nodes = model.modelTopology.node;
  const [{ weights }] = model.weightsManifest;
  if (node) {
    const place = nodes.findIndex((/** @type {any} */ { op }) => op === node);
    nodes[place] = patched(nodes[place], patch);
  } else if (weight !== undefined) weights[weight] = patched(weights[weight], patch);
  else return patched(model, patch);
  return model;
}

/** @param {string} bundle @param {any} model */
function stepsOfBundle(bundle, model) {
  /** @type {string[]} */
  const paths = model.weightsManifest.flatMap((/** @type {any} */ group) => group.paths);
  const files = paths.map((path) => read(`web/models/${bundle}/${path}`));
  const { buffer } = new Uint8Array(Buffer.concat(files));
  return stepsOf(model.modelTopology, decodeWeights(model.weightsManifest, buffer));
}

for (const { problem, name, ...change } of CASES) {
  test(`${problem ? 'refused' : 'accepted'}: ${name}`, () => {
    const model = changed(change);
    assert.equal(findGraphProblem(model), problem);
    if (problem) return;
    const { input, steps } = stepsOfBundle(change.bundle, model);
    const [output] = /** @type {any[]} */ (Object.values(model.signature.outputs));
    assert.equal(`${steps.at(-1)?.name}:0`, output.name);
    const known = new Set([input, ...model.weightsManifest[0].weights.map((/** @type {any} */ weight) => weight.name)]);
    for (const { name: made, inputs } of steps) {
      for (const given of Object.values(inputs)) assert.ok(known.has(given), `${made} needs ${given}`);
      known.add(made);
    }
  });
}

test('the page translates the operations of the table and no others', () => {
  const node = (/** @type {string} */ op) => /** @type {any} */ ({ op, name: op, input: ['x', 'w', 'b'], attr: {} });
  const weights = new Map([['w', { shape: [1, 1], values: new Int32Array([1]) }]]);
  const translated = (/** @type {string} */ op) => {
    try {
      stepsOf({ node: [node('Placeholder'), node(op)] }, weights);
    } catch (error) {
      return !(error instanceof UnsupportedError);
    }
    return true;
  };
  for (const op of Object.keys(TABLE.operations)) assert.ok(translated(op), op);
  for (const op of ['MatMul', 'Relu', 'Conv2D', 'BiasAdd', 'AvgPool', 'Add', 'AddV2', 'Sigmoid', 'toString']) {
    assert.ok(!translated(op), op);
  }
});

test('both backends register the kernels of the accepted graphs and no others', () => {
  const accepted = CASES.filter((/** @type {any} */ { problem }) => !problem);
  const steps = accepted.flatMap((/** @type {any} */ change) => stepsOfBundle(change.bundle, changed(change)).steps);
  const used = [...new Set(steps.flatMap((/** @type {any} */ { kernel }) => kernel ?? []))].sort();
  for (const file of ['classifier.js', 'wasm.js']) {
    const imported = read(`web/page/network/${file}`)
      .toString()
      .matchAll(/\/dist\/kernels\/(\w+)'/g);
    assert.deepEqual([...imported].map(([, kernel]) => kernel).sort(), used, file);
  }
});

test('Look inside has a layer for every operation that computes something', () => {
  const withoutLayer = ['Identity', 'Reshape'];
  for (const op of Object.keys(TABLE.operations)) {
    const layers = layersOf({ node: [/** @type {any} */ ({ op, name: op, input: ['x', 'w', 'b'], attr: {} })] });
    assert.equal(layers.length, withoutLayer.includes(op) ? 0 : 1, op);
  }
});
