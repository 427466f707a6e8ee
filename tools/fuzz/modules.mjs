/** Properties of the pure modules that take foreign input: links, hand files, first bytes of pictures, hints, drawings. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WEB } from '../../web/build/site.mjs';
import { toExample } from '../../web/page/hand/examples.js';
import { fromFile, HandFileError, toFile } from '../../web/page/hand/file.js';
import { networkInputs } from '../../web/page/ink/directions.js';
import { toDrawing } from '../../web/page/ink/drawing.js';
import { decode, EncodingError, encode } from '../../web/page/ink/encoding.js';
import { rasterize } from '../../web/page/ink/raster.js';
import { DIGITS, MARKS } from '../../web/page/network/classes.js';
import { formatOf, HEAD, PictureError } from '../../web/page/picture/format.js';
import { toHint } from '../../web/page/recognize/hints.js';
import { anything, drawing, fc, hint, number } from './arbitraries.mjs';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NOW = 1e12; // ms since 1970
const KINDS = ['png', 'jpeg', 'gif', 'webp', 'heic', 'avif', 'bmp', 'other'];
const PHOTOS = join(WEB, '..', 'tests', 'fixtures', 'photos');

/** Real first bytes of files. @type {Uint8Array[]} */
const HEADS = [
  ...readdirSync(PHOTOS)
    .filter((name) => name.endsWith('.jpg'))
    .slice(0, 4)
    .map((name) => readFileSync(join(PHOTOS, name)).subarray(0, 2048)),
  readFileSync(join(WEB, 'page', 'icons', '180.png')).subarray(0, 512),
  Buffer.from('GIF89a\x20\x00\x10\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x20\x00\x10\x00', 'latin1'),
  ...['VP8 ', 'VP8L', 'VP8X', 'ALPH'].map((kind) =>
    Buffer.from(`RIFF\x24\x00\x00\x00WEBP${kind}${'\x10\x00'.repeat(12)}`, 'latin1'),
  ),
  Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', 'latin1'),
];

/** @type {import('fast-check').Arbitrary<Uint8Array>} real first bytes, cut, and some of them changed */
const head = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(
      fc.constantFrom(...HEADS),
      fc.nat({ max: 2048 }),
      fc.array(fc.tuple(fc.nat({ max: 2047 }), fc.nat({ max: 255 })), { maxLength: 6 }),
    )
    .map(([bytes, length, changes]) => {
      const cut = Uint8Array.from(bytes.subarray(0, length || bytes.length));
      for (const [at, value] of changes) if (at < cut.length) cut[at] = value;
      return cut;
    }),
);

/** The checksum of links, CRC-24 of OpenPGP (RFC 4880, 6.1). @param {string} text */
function checksum(text) {
  let rest = 0xb704ce;
  for (const character of text) {
    rest ^= /** @type {number} */ (character.codePointAt(0)) << 16;
    for (let bit = 0; bit < 8; bit++) rest = rest & 0x800000 ? ((rest << 1) ^ 0x1864cfb) & 0xffffff : rest << 1;
  }
  return [18, 12, 6, 0].map((place) => ALPHABET[(rest >> place) & 63]).join('');
}

const letters = fc.array(fc.constantFrom(...ALPHABET), { maxLength: 120 }).map((all) => `1${all.join('')}`);
/** Texts of links: some foreign, most of them with the right checksum. */
const linkText = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: letters },
  { weight: 4, arbitrary: letters.map((text) => text + checksum(text)) },
  {
    weight: 4,
    arbitrary: fc.tuple(number, fc.nat(), fc.constantFrom(...ALPHABET)).map(([strokes, at, letter]) => {
      const text = encode({ strokes: toDrawing(strokes), size: null }).slice(0, -4);
      const place = 1 + (at % (text.length - 1));
      const changed = text.slice(0, place) + letter + text.slice(place + 1);
      return changed + checksum(changed);
    }),
  },
);

const example = fc
  .tuple(number, fc.constantFrom(...DIGITS, ...MARKS), fc.nat())
  .map(([strokes, grapheme, time]) => toExample(toDrawing(strokes), grapheme, time));
const handText = fc.oneof(
  fc.json(),
  fc
    .record({
      format: fc.oneof({ weight: 9, arbitrary: fc.constant('numbre-hand') }, fc.string()),
      version: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.jsonValue()),
      examples: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record({
            grapheme: fc.oneof(fc.constantFrom(...DIGITS, ...MARKS), fc.jsonValue()),
            drawing: fc.oneof(drawing, fc.jsonValue()),
            time: fc.oneof(fc.double({ noNaN: true }), fc.jsonValue()),
          }),
          { maxLength: 4 },
        ),
      ),
    })
    .map((data) => JSON.stringify(data)),
  fc.tuple(fc.array(example, { maxLength: 3 }), fc.nat()).map(([examples, at]) => {
    const text = toFile(examples);
    return text.slice(0, at % (text.length + 1));
  }),
);

/** @type {Record<string, import('./readings.mjs').Property>} */
export const MODULES = {
  'a link that somebody has changed': {
    share: 2000,
    arbitrary: linkText,
    check(text) {
      const found = unless(EncodingError, () => decode(text));
      if (!found) return;
      const { strokes, size } = found;
      assert.ok(
        strokes.flat().every(({ x, y, t }) => [x, y, t].every(Number.isFinite)),
        'numbers are not finite',
      );
      assert.ok(!strokes.some((points) => !points.length), 'an empty stroke');
      assert.ok(!size || (size.width > 0 && size.height > 0), 'no size');
      const again = unless(EncodingError, () => encode({ strokes, size }, { limit: Infinity }));
      if (again) assert.deepEqual(placesOf(decode(again, Infinity)), placesOf(found)); // long pauses become shorter
    },
  },
  'a link to any drawing': {
    share: 2000,
    arbitrary: drawing,
    check(strokes) {
      const given = { strokes: toDrawing(strokes), size: null };
      const text = unless(EncodingError, () => encode(given, { limit: Infinity }));
      if (!text) return;
      const found = decode(text, Infinity);
      assert.equal(found.strokes.length, strokes.filter((/** @type {unknown[]} */ points) => points.length).length);
      assert.equal(encode(found, { limit: Infinity }), text);
    },
  },
  'a hand from elsewhere': {
    share: 1500,
    arbitrary: handText,
    check(text) {
      const examples = unless(HandFileError, () => fromFile(text, NOW));
      if (examples) assert.deepEqual(fromFile(toFile(examples), NOW), examples);
    },
  },
  'the first bytes of any file': {
    share: 2000,
    arbitrary: fc.tuple(head, fc.constantFrom('', 'image/png', 'text/plain', 'image/svg+xml')),
    check([bytes, type]) {
      const format = unless(PictureError, () => formatOf(bytes.subarray(0, HEAD), type));
      if (!format) return;
      assert.ok(KINDS.includes(format.kind));
      const { size } = format;
      assert.ok(!size || [size.width, size.height].every((side) => Number.isInteger(side) && side >= 0), 'no size');
    },
  },
  'any hint': {
    share: 1000,
    arbitrary: fc.oneof(anything, fc.record({ hint: fc.oneof(anything, hint, fc.dictionary(fc.string(), anything)) })),
    check(options) {
      const checked = unless(TypeError, () => toHint(/** @type {any} */ (options)), /^(options|hint)[.:]/);
      if (checked) assert.ok(Number.isInteger(checked.alternatives));
    },
  },
  'any argument for a drawing': {
    share: 500,
    arbitrary: fc.oneof(anything, fc.array(anything), fc.array(fc.array(anything))),
    check(value) {
      const checked = unless(TypeError, () => toDrawing(value), /^drawing(\[\d+\]){0,2}: expected/);
      if (checked) assert.ok(checked.flat().every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    },
  },
  'the raster of any drawing': {
    share: 1000,
    arbitrary: drawing,
    check(strokes) {
      const checked = toDrawing(strokes);
      const inputs = [rasterize(checked), networkInputs([checked], 5)];
      for (const values of inputs)
        assert.ok(
          values.every((value) => value >= 0 && value <= 1),
          'values beyond 0 and 1',
        );
      const isBlank = checked.every(({ length }) => !length);
      assert.equal(
        inputs[0].every((value) => value === 0),
        isBlank,
        'ink is not rendered',
      );
    },
  },
};

/** @param {import('../../web/page/ink/encoding.js').EncodedDrawing} drawing */
const placesOf = ({ strokes, size }) => ({ size, strokes: strokes.map((points) => points.map(({ x, y }) => [x, y])) });

/**
 * @template T
 * @param {new (...given: any[]) => Error} kind of error that is documented
 * @param {() => T} act
 * @param {RegExp} [message]
 * @returns {T | null} null where it threw such an error
 */
function unless(kind, act, message = /./) {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof kind) || !message.test(error.message)) throw error;
    return null;
  }
}
