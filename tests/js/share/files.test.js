import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNameOf } from '../../../web/page/share/files.js';

for (const [text, name] of [
  ['2026', 'numbre-2026.png'],
  ['', 'numbre.png'],
  ['47\n5', 'numbre-47_5.png'],
  ['-3.14', 'numbre--3.14.png'],
  ['3,5', 'numbre-3.5.png'],
  ['12.', 'numbre-12.png'],
  ['...', 'numbre.png'],
  ['../../7:*?"<>|\\', 'numbre-....7.png'],
  ['1'.repeat(300), `numbre-${'1'.repeat(40)}.png`],
]) {
  test(`the file of ${JSON.stringify(text.slice(0, 20))} is named ${name.slice(0, 30)}`, () => {
    assert.equal(fileNameOf(text, 'png'), name);
  });
}
