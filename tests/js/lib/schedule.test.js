import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idle, oncePerFrame, pause } from '../../../web/page/lib/schedule.js';

/**
 * Gives the page's modules a global function for one test.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} name
 * @param {unknown} value
 */
function define(t, name, value) {
  const globals = /** @type {Record<string, unknown>} */ (globalThis);
  globals[name] = value;
  t.after(() => delete globals[name]);
}

test('many calls in a frame are one', (t) => {
  /** @type {(() => void)[]} */
  const frames = [];
  define(t, 'requestAnimationFrame', (/** @type {() => void} */ call) => frames.push(call));
  let count = 0;
  const schedule = oncePerFrame(() => count++);
  for (let i = 0; i < 5; i++) schedule();
  assert.deepEqual([frames.length, count], [1, 0]);
  frames[0]();
  assert.equal(count, 1);
  schedule();
  frames[1]();
  assert.equal(count, 2);
});

test('a call may ask for the next frame', (t) => {
  /** @type {(() => void)[]} */
  const frames = [];
  define(t, 'requestAnimationFrame', (/** @type {() => void} */ call) => frames.push(call));
  const schedule = oncePerFrame(() => schedule());
  schedule();
  frames[0]();
  assert.equal(frames.length, 2);
});

test('a pause lasts as long as it is asked to', async () => {
  const started = performance.now();
  await pause(20);
  assert.ok(performance.now() - started >= 19);
});

test('a browser that reports idle times is asked for one', async (t) => {
  /** @type {unknown[]} */
  const asked = [];
  define(t, 'requestIdleCallback', (/** @type {() => void} */ call, /** @type {unknown} */ options) => {
    asked.push(options);
    call();
  });
  await idle(1e9, { timeout: 5 });
  assert.deepEqual(asked, [{ timeout: 5 }]);
});

test('another browser waits for a while', async () => {
  await idle(1);
});
