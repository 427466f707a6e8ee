import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatOf, notOpened, PictureError, requireSize } from '../../../web/page/picture/format.js';

/** @param {...(string | number[])} pieces */
const bytes = (...pieces) =>
  Uint8Array.from(
    pieces.flatMap((piece) => (typeof piece === 'string' ? [...piece].map((one) => one.charCodeAt(0)) : piece)),
  );
/** @param {number} width @param {number} height less than 64 K each */
const ispe = (width, height) => [
  ...bytes([0, 0, 0, 20], 'ispe', [0, 0, 0, 0]),
  ...[width, height].flatMap((side) => [0, 0, side >> 8, side & 255]),
];
const REST = Array.from({ length: 40 }, () => 0);

test('sizes are found in the first bytes of PNG, GIF, JPEG, WebP, BMP, AVIF and HEIC', () => {
  const files = {
    png: bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 2, 0, 0, 0, 1, 4], REST),
    gif: bytes('GIF89a', [0, 2, 4, 1], REST),
    jpeg: bytes([0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 17, 8, 1, 4, 2, 0], REST),
    webp: bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 255, 1, 0, 3, 1, 0], REST),
    bmp: bytes('BM', Array(12).fill(0), [40, 0, 0, 0, 0, 2, 0, 0, 0xfc, 0xfe, 0xff, 0xff], REST), // from the top down
    avif: bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'avif', ispe(64, 64), ispe(512, 260), REST),
    heic: bytes([0, 0, 0, 24], 'ftypheic', ispe(512, 260), REST),
  };
  for (const [kind, file] of Object.entries(files)) {
    assert.deepEqual(formatOf(file), { kind, size: { width: 512, height: 260 } });
  }
});

test('the other two kinds of WebP have their size elsewhere', () => {
  const lossy = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0, 2, 4, 1], REST);
  const lossless = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0xff, 0xc1, 0x40, 0], REST);
  assert.deepEqual(formatOf(lossy).size, { width: 512, height: 260 });
  assert.deepEqual(formatOf(lossless).size, { width: 512, height: 260 });
});

test('what is no picture is refused in a sentence', () => {
  /** @type {[Uint8Array, string, RegExp][]} */
  const refused = [
    [bytes(), 'image/png', /empty/],
    [bytes('%PDF-1.7 ...'), '', /PDF/],
    [bytes([0xef, 0xbb, 0xbf], '%PDF-1.7 ...'), '', /PDF/],
    [bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), '', /SVG/],
    [bytes('12, 34'), 'text/plain', /not a picture/],
    [bytes('BMW 320, 1998; 12, 34, 56, 78, 90, 12'), 'text/plain', /not a picture/],
    [bytes('no picture, whatever its name'), 'image/png', /not a picture/],
  ];
  for (const [file, type, message] of refused) {
    assert.throws(() => formatOf(file, type), { name: 'PictureError', message });
  }
});

test('a picture of more than 64 megapixels is refused before it is opened', () => {
  const file = bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10], REST);
  assert.throws(() => formatOf(file), { name: 'PictureError', message: /too large/ });
  assert.doesNotThrow(() => requireSize(8000, 8000));
});

test('a file that a browser cannot open is named by what it is', () => {
  const heic = formatOf(bytes([0, 0, 0, 24], 'ftypheic', REST));
  assert.match(notOpened(heic).message, /HEIC/);
  assert.match(notOpened({ kind: 'jpeg', size: null }).message, /damaged/);
  assert.ok(notOpened({ kind: 'other', size: null }) instanceof PictureError);
});

test('headers that are cut have no size', () => {
  for (const file of [bytes([0x89], 'PNG'), bytes('GIF89a'), bytes([0xff, 0xd8, 0xff]), bytes('RIFF....WEBP')]) {
    assert.equal(formatOf(file).size, null);
  }
});
