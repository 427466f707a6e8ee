import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmitter, until } from '../../../web/page/lib/emitter.js';

test('listeners are called in the order of their subscriptions, until they end them', () => {
  const { subscribe, emit } = createEmitter();
  /** @type {string[]} */
  const heard = [];
  const end = subscribe((value) => heard.push(`first ${value}`));
  subscribe((value) => heard.push(`second ${value}`));
  emit(1);
  end();
  end();
  emit(2);
  assert.deepEqual(heard, ['first 1', 'second 1', 'second 2']);
});

test('a listener may end its subscription while it is called', () => {
  const { subscribe, emit } = createEmitter();
  let count = 0;
  const end = subscribe(() => {
    count += 1;
    end();
  });
  emit(null);
  emit(null);
  assert.equal(count, 1);
});

test('a state is waited for, now or later, and followed no longer', async () => {
  const { subscribe, emit } = createEmitter();
  let subscriptions = 0;
  const source = {
    state: 1,
    subscribe: (/** @type {(state: number) => void} */ listener) => {
      subscriptions += 1;
      const end = subscribe(listener);
      return () => {
        subscriptions -= 1;
        end();
      };
    },
  };
  await until(source, (state) => state === 1);
  assert.equal(subscriptions, 0);
  const later = until(source, (state) => state > 2);
  emit(2);
  assert.equal(subscriptions, 1);
  emit(3);
  await later;
  assert.equal(subscriptions, 0);
});
