/** Whether this device keeps a hand: always answered. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKept } from '../../../web/page/hand/presence.js';

test('a browser that never answers keeps nothing, and what it opens later is closed', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {any} */
  const opening = {};
  Object.assign(globalThis, { indexedDB: { open: () => opening } });
  const answer = isKept();
  context.mock.timers.tick(3000);
  assert.equal(await answer, false);
  let isClosed = false;
  opening.result = {
    close() {
      isClosed = true;
    },
  };
  opening.onsuccess();
  await null;
  assert.equal(isClosed, true);
});

test('a browser that refuses keeps nothing', async () => {
  Object.defineProperty(globalThis, 'indexedDB', {
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  assert.equal(await isKept(), false);
});
