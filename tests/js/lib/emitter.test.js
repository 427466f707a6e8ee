import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmitter } from '../../../web/page/lib/emitter.js';

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
