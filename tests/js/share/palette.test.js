import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PALETTE } from '../../../web/page/share/palette.js';

test('pictures have the colours of the light page', async () => {
  const text = await readFile(new URL('../../../web/page/style/tokens.css', import.meta.url), 'utf8');
  const [light] = text.split('@media');
  const tokens = Object.fromEntries(
    [...light.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
  const named = Object.fromEntries(Object.keys(PALETTE).map((name) => [name, tokens[name]]));
  assert.deepEqual(PALETTE, named);
});
