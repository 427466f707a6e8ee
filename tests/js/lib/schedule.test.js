import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idle, pause, turn, unlessSilent } from '../../../web/page/lib/schedule.js';

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

test('a turn lets a message that waits arrive', async () => {
  const { port1, port2 } = new MessageChannel();
  /** @type {unknown[]} */
  const arrived = [];
  port1.onmessage = ({ data }) => arrived.push(data);
  port2.postMessage('waiting');
  await turn();
  port1.close();
  assert.deepEqual(arrived, ['waiting']);
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

test('a task that gives signs of life may take long', async () => {
  const done = await unlessSilent(60, async (hear) => {
    for (let i = 0; i < 8; i++) {
      await pause(15);
      hear();
    }
    return 'done';
  });
  assert.equal(done, 'done');
});

test('a silent task is given up, and what becomes of it later is not heard', async () => {
  /** @type {(value: string) => void} */
  let finish = () => {};
  const task = unlessSilent(5, () => new Promise((resolve) => (finish = resolve)));
  await assert.rejects(task, { name: 'SilenceError' });
  finish('late');
  await assert.rejects(task, { name: 'SilenceError' });
});

test('a task that fails fails at once', async () => {
  await assert.rejects(
    unlessSilent(60_000, () => Promise.reject(new TypeError('no'))),
    TypeError,
  );
});
