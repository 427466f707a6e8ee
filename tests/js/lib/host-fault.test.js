import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from '../../../web/page/lib/host-fault.js';

/** @param {number} status @param {string | null} [type] @param {boolean} [redirected] */
const answer = (status, type = null, redirected = false) => ({
  ...{ status, redirected, ok: status >= 200 && status < 300 },
  headers: { get: (/** @type {string} */ name) => (name === 'content-type' ? type : null) },
});

for (const [given, path, sentence] of /** @type {[ReturnType<typeof answer>, string, string][]} */ ([
  [answer(200, 'text/javascript; charset=utf-8'), 'assets/main-1.js', ''],
  [answer(200, 'application/x-javascript'), 'sw.js', ''],
  [answer(200, 'Text/CSS'), 'assets/late.css', ''],
  [answer(200, 'text/plain'), 'models/ink/model.json', ''],
  [answer(200, null), 'models/ink/weights.bin', ''],
  [answer(200, 'text/html'), 'index.html', ''],
  [answer(404), 'models/ink/model.json', 'The file model.json is missing on this site (status 404).'],
  [answer(410), 'sw.js', 'The file sw.js is missing on this site (status 410).'],
  [answer(401), 'sw.js', 'The server refuses the file sw.js (status 401).'],
  [answer(504, 'text/html'), 'a.bin', 'The server couldn’t send the file a.bin (status 504). Try again in a moment.'],
  [
    answer(200, 'text/javascript', true),
    'sw.js',
    'The server redirects the file sw.js to another address; it may ask you to log in.',
  ],
  [answer(200, 'text/html'), 'a/b.json', 'The server sends a web page in place of the file b.json.'],
  [answer(200, 'text/plain;charset=utf-8'), 'sw.js', 'The server sends the file sw.js as text/plain.'],
  [answer(200, ''), 'sw.js', 'The server sends the file sw.js without a type.'],
  [answer(200, 'text/plain'), 'a.css', 'The server sends the file a.css as text/plain.'],
])) {
  test(`status ${given.status} and ${given.headers.get('content-type')} for ${path}: ${sentence || 'no fault'}`, () => {
    assert.equal(faultOf(given, path), sentence);
  });
}
