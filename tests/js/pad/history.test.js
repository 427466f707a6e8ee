import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHistory } from '../../../web/page/pad/history.js';

/** A sheet that differs from others by its zoom. @param {number} zoom */
const sheet = (zoom) => ({ strokes: [], size: { width: 1, height: 1 }, zoom, begin: 0, corrections: [] });

test('sheets are undone and redone one by one, up to the first and the last', () => {
  const history = createHistory(sheet(0));
  history.push(sheet(1));
  history.push(sheet(2));
  const zooms = [];
  for (const step of /** @type {const} */ (['undo', 'undo', 'undo', 'redo', 'redo', 'redo'])) {
    history[step]();
    zooms.push(history.current.zoom);
  }
  assert.deepEqual(zooms, [1, 0, 0, 1, 2, 2]);
});

test('it is known whether there is anything to undo or redo', () => {
  const history = createHistory(sheet(0));
  assert.deepEqual([history.canUndo, history.canRedo], [false, false]);
  history.push(sheet(1));
  assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
  history.undo();
  assert.deepEqual([history.canUndo, history.canRedo], [false, true]);
});

test('a new sheet drops those that were undone', () => {
  const history = createHistory(sheet(0));
  history.push(sheet(1));
  history.undo();
  history.push(sheet(2));
  assert.equal(history.canRedo, false);
  history.undo();
  assert.equal(history.current.zoom, 0);
});

test('a sheet that is replaced is no step', () => {
  const history = createHistory(sheet(0));
  history.push(sheet(1));
  history.replace(sheet(2));
  assert.equal(history.current.zoom, 2);
  history.undo();
  assert.equal(history.current.zoom, 0);
});

test('only the last steps are kept', () => {
  const history = createHistory(sheet(0));
  for (let i = 1; i <= 1000; i++) history.push(sheet(i));
  let steps = 0;
  for (; history.canUndo; steps++) history.undo();
  assert.deepEqual([steps, history.current.zoom], [500, 500]);
});
