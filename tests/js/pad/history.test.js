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

/** @param {number} points @returns {{x: number, y: number, t: number}[]} */
const stroke = (points) => Array.from({ length: points }, (_, i) => ({ x: i, y: i, t: i }));

/** Returns how many steps can be undone, and undoes them. @param {ReturnType<typeof createHistory>} history */
function undoAll(history) {
  let steps = 0;
  for (; history.canUndo; steps++) history.undo();
  return steps;
}

test('small steps are kept by the thousand', () => {
  const history = createHistory(sheet(0));
  for (let i = 1; i <= 5000; i++) history.push({ ...sheet(i), strokes: [stroke(30)] });
  assert.equal(undoAll(history), 5000);
});

test('the oldest steps go where their ink takes too much memory', () => {
  const history = createHistory(sheet(0));
  for (let i = 1; i <= 100; i++) history.push({ ...sheet(i), strokes: [stroke(10_000)] });
  assert.equal(history.current.zoom, 100);
  const steps = undoAll(history);
  assert.ok(steps > 10 && steps < 40, `${steps} steps of 0.64 MB in 16 MB`);
  assert.equal(history.current.zoom, 100 - steps);
});

test('a stroke that many sheets share is counted once', () => {
  const history = createHistory(sheet(0));
  let strokes = [stroke(100_000)];
  for (let i = 1; i <= 100; i++) {
    strokes = [...strokes, stroke(30)];
    history.push({ ...sheet(i), strokes });
  }
  assert.equal(undoAll(history), 100);
});

test('lists of thousands of strokes are counted, too', () => {
  const history = createHistory(sheet(0));
  const strokes = Array.from({ length: 10_000 }, () => stroke(2));
  for (let i = 1; i <= 1000; i++) history.push({ ...sheet(i), strokes: [...strokes] });
  const steps = undoAll(history);
  assert.ok(steps > 100 && steps < 200, `${steps} steps of 0.08 MB each, and 1.3 MB of points`);
});

test('a picture is counted by its pixels, once', () => {
  const history = createHistory(sheet(0));
  /** @param {number} side */
  const picture = (side) => /** @type {any} */ ({ image: { width: side, height: side } });
  const shown = picture(1500);
  for (let i = 1; i <= 50; i++) history.push({ ...sheet(i), picture: shown });
  for (let i = 51; i <= 53; i++) history.push({ ...sheet(i), picture: picture(1500) });
  assert.equal(undoAll(history), 1, '9 MB each');
});

test('memory that steps have taken is free again once they are dropped', () => {
  const history = createHistory(sheet(0));
  for (let i = 1; i <= 200; i++) {
    history.push({ ...sheet(i), strokes: [stroke(20_000)] });
    history.undo();
  }
  for (let i = 201; i <= 300; i++) history.replace({ ...sheet(i), strokes: [stroke(20_000)] });
  for (let i = 301; i <= 310; i++) history.push({ ...sheet(i), strokes: [stroke(20_000)] });
  assert.equal(undoAll(history), 10);
});

test('the last step can be undone, whatever its size', () => {
  const history = createHistory(sheet(0));
  for (let i = 1; i <= 3; i++) history.push({ ...sheet(i), strokes: [stroke(400_000)] });
  assert.equal(undoAll(history), 1);
  assert.equal(history.current.zoom, 2);
});
