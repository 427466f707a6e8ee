import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from '../../../web/page/lib/sha256.js';

test('hashes are those of Node, for all lengths around a block', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 127, 128, 10_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (31 * i + length) % 256);
    const expected = createHash('sha256').update(bytes).digest('hex');
    assert.equal(Buffer.from(sha256(bytes)).toString('hex'), expected, `${length} bytes`);
  }
});
