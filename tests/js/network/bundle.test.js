import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBundles } from '../../../web/build/bundles.mjs';
import { definitions, MODELS } from '../../../web/build/site.mjs';
import { readBundle } from '../fixtures/bundles.js';

const SITE = 'https://example.org/numbre/';

/** A site that serves the bundles, and may lose or alter a file: path -> content, or null where it is missing. */
class Site {
  /** @type {Map<string, Buffer | null>} */
  files = new Map();
  /** @type {Map<string, Buffer>} what a cache answers with unless it is passed by */
  cached = new Map();
  isOnline = true;
  /** @type {string[]} */
  requested = [];

  /** As the browser does it: without connection, or with another hash than wanted, fetch rejects. */
  async fetch(/** @type {URL} */ url, /** @type {RequestInit} */ { integrity, cache }) {
    const path = String(url).slice(SITE.length);
    this.requested.push(path);
    if (!this.isOnline) throw new TypeError('Failed to fetch');
    const content = (cache === 'reload' ? undefined : this.cached.get(path)) ?? this.files.get(path);
    if (!content) return new Response('', { status: 404 });
    const hash = createHash('sha256').update(content).digest('base64');
    if (integrity && integrity !== `sha256-${hash}`) throw new TypeError('Failed to fetch');
    return new Response(new Uint8Array(content));
  }
}

const bundles = await readBundles(MODELS);
let site = new Site();
const defined = Object.entries(definitions(bundles)).map(([name, code]) => [name, JSON.parse(code)]);
Object.assign(globalThis, {
  ...Object.fromEntries(defined),
  document: { baseURI: SITE },
  fetch: (/** @type {URL} */ url, options = {}) => site.fetch(url, options),
});
const { BundleError, bytesOf, fetchBundle, fetchCard, names } = await import('../../../web/page/network/bundle.js');

/** A site as it was built. */
async function built() {
  site = new Site();
  for (const name of names) {
    for (const file of await readdir(join(MODELS, name))) {
      site.files.set(`models/${name}/${file}`, await readFile(join(MODELS, name, file)));
    }
  }
  return site;
}

/** @param {string} name @param {string} reason */
const refused = (name, reason) => (/** @type {Error} */ error) => {
  assert.ok(error instanceof BundleError);
  assert.deepEqual([error.message, error.reason], [`Couldn’t load “${name}”. ${reason}`, reason]);
  return true;
};

test('the default bundle comes first', () => {
  assert.equal(names[0], 'ink');
  assert.deepEqual(names, Object.keys(bundles));
});

for (const name of names) {
  test(`${name} is fetched, and its progress reported`, async () => {
    await built();
    /** @type {number[]} */
    const parts = [];
    const { summary, model, weights } = await fetchBundle(name, (part) => parts.push(part));
    assert.deepEqual({ summary, model, weights }, await readBundle(name));
    assert.equal(summary.name, name);
    assert.ok(parts.every((part, i) => part > (parts[i - 1] ?? 0)));
    assert.equal(parts.at(-1), 1);
    assert.ok(bytesOf(name) > 10_000);
    assert.ok(!site.requested.some((path) => path.includes('card') || path.includes('golden')));
    assert.equal((await fetchCard(name)).name, name);
  });
}

test('a file that is missing is named', async () => {
  (await built()).files.delete('models/ink/model.json');
  await assert.rejects(fetchBundle('ink'), refused('ink', 'The file model.json is missing on this site (status 404).'));
});

test('a file that is altered is named', async () => {
  (await built()).files.set('models/hello/summary.json', Buffer.from('{}'));
  await assert.rejects(fetchBundle('hello'), refused('hello', 'The file summary.json is damaged or altered.'));
});

test('without a connection, the visitor is asked to check it', async () => {
  (await built()).isOnline = false;
  await assert.rejects(
    fetchCard('ink'),
    refused('ink', 'The file card.json couldn’t be fetched. Check your connection.'),
  );
});

test('a cache that holds an older file is passed by', async () => {
  (await built()).cached.set('models/ink/summary.json', Buffer.from('{}'));
  assert.equal((await fetchBundle('ink')).summary.name, 'ink');
});

/**
 * Serves the default bundle with a file changed after the build knew its hash.
 *
 * @param {'summary.json' | 'model.json'} file
 * @param {(content: any) => void} change
 */
async function builtWith(file, change) {
  const path = `models/ink/${file}`;
  await built();
  const content = JSON.parse(String(site.files.get(path)));
  change(content);
  site.files.set(path, Buffer.from(JSON.stringify(content)));
  const serve = site.fetch.bind(site);
  site.fetch = (url, options) =>
    serve(url, String(url).endsWith(file) ? { ...options, integrity: undefined } : options);
}

for (const [what, file, change, reason] of /** @type {[string, any, (content: any) => void, string][]} */ ([
  [
    'another format',
    'summary.json',
    (one) => (one.format = 1),
    'It was exported for another version of Numbre; export it again.',
  ],
  ['other classes', 'summary.json', (one) => (one.classes = ['cat', 'dog']), 'It distinguishes other classes.'],
  [
    'classes in another order',
    'summary.json',
    (one) => one.classes.push(...'.,-=+$%)(:/'),
    'It distinguishes other classes.',
  ],
  [
    'fewer classes than its network',
    'summary.json',
    (one) => one.classes.splice(11),
    'It does not give 11 probabilities, although its card says so.',
  ],
  ['no classes', 'summary.json', (one) => delete one.classes, 'It distinguishes other classes.'],
  ['another pen', 'summary.json', (one) => (one.raster.pen = 3), 'It was trained for another raster (pen).'],
  ['no raster', 'summary.json', (one) => delete one.raster, 'It was trained for another raster (frame).'],
  [
    'other channels',
    'summary.json',
    (one) => one.channels.names.reverse(),
    'It was trained for other channels (names).',
  ],
  ['no channels', 'summary.json', (one) => delete one.channels, 'It was trained for other channels (names).'],
  [
    'another spacing',
    'summary.json',
    (one) => (one.channels.spacing = 2),
    'It was trained for other channels (spacing).',
  ],
  [
    'other inputs',
    'summary.json',
    (one) => (one.channels = { names: ['ink'] }),
    'It does not take 784 numbers, although its card says so.',
  ],
  [
    'other outputs',
    'summary.json',
    (one) => one.classes.splice(10),
    'It does not give 10 probabilities, although its card says so.',
  ],
  [
    'no signature',
    'model.json',
    (one) => delete one.signature,
    'It does not take 3920 numbers, although its card says so.',
  ],
  [
    'more weights',
    'model.json',
    (one) => one.weightsManifest[0].weights[0].shape.push(2),
    'Its weights have another size.',
  ],
  ['a file less', 'model.json', (one) => one.weightsManifest[0].paths.pop(), 'Its weights have another size.'],
])) {
  test(`a bundle with ${what} is refused`, async () => {
    await builtWith(file, change);
    await assert.rejects(fetchBundle('ink'), refused('ink', reason));
  });
}
