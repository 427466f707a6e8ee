/** The first bytes of a file -> which format it has, and how large its picture is; what cannot be read, in a sentence. Pure. */

/** A picture that cannot be read; the message is a sentence for visitors. */
export class PictureError extends Error {
  name = 'PictureError';
}

export const MOST_PIXELS = 64e6;
/** Bytes that are enough for the formats below: a photo's size may follow its preview and colours. */
export const HEAD = 512 * 1024;

const PDF = 'This is a PDF. Save the page as a picture first.';
const SVG = 'This is an SVG drawing. Save it as a PNG or JPEG picture first.';
const EMPTY = 'This file is empty.';
const NO_PICTURE = 'This file is not a picture. Choose a photo or a scan: JPEG, PNG, WebP or GIF.';
const TOO_LARGE =
  'This picture is too large: more than 64 megapixels. Cut out the part with the number, or make it smaller.';
const HEIC = 'This browser can’t open HEIC pictures. Save it as JPEG first.';
const DAMAGED = 'This picture is damaged, or of a kind that this browser can’t open.';

const ISPE = 0x69737065; // the letters of the type
const BOXES = 64 * 1024; // bytes from the begin of a file, among which descriptions of its images stand

const TEXTS = ['text/', 'application/json', 'application/pdf', 'application/zip', 'audio/', 'video/'];

/**
 * @typedef {object} Format
 * @property {'png' | 'jpeg' | 'gif' | 'webp' | 'heic' | 'avif' | 'bmp' | 'other'} kind
 * @property {{width: number, height: number} | null} size in pixels, as stored: not turned yet; null if it is not found
 */

/**
 * @param {Uint8Array} bytes the first of a file
 * @param {string} [type] of the file, as its name suggests
 * @returns {Format}
 * @throws {PictureError} if it is no picture, or too large
 */
export function formatOf(bytes, type = '') {
  if (!bytes.length) throw new PictureError(EMPTY);
  const text = String.fromCharCode(...bytes.subarray(0, 1024));
  if (/^(\xef\xbb\xbf)?\s*%PDF/.test(text)) throw new PictureError(PDF);
  if (type.startsWith('image/svg') || /<svg[\s>]/i.test(text)) throw new PictureError(SVG);
  const format = knownFormat(bytes, text);
  if (format.kind === 'other' && (TEXTS.some((one) => type.startsWith(one)) || isText(bytes))) {
    throw new PictureError(NO_PICTURE);
  }
  if (format.size) requireSize(format.size.width, format.size.height);
  return format;
}

/** @param {number} width @param {number} height in pixels @throws {PictureError} if there are too many */
export function requireSize(width, height) {
  if (width * height > MOST_PIXELS) throw new PictureError(TOO_LARGE);
}

/** Why a browser could not open a picture. @param {Format} format */
export const notOpened = ({ kind }) =>
  new PictureError(kind === 'heic' ? HEIC : kind === 'other' ? NO_PICTURE : DAMAGED);

/** @param {Uint8Array} bytes @param {string} text @returns {Format} */
function knownFormat(bytes, text) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = bytes.length >= 30;
  if (text.startsWith('\x89PNG')) {
    return { kind: 'png', size: isLong ? { width: view.getUint32(16), height: view.getUint32(20) } : null };
  }
  if (text.startsWith('GIF8')) {
    return { kind: 'gif', size: isLong ? { width: view.getUint16(6, true), height: view.getUint16(8, true) } : null };
  }
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8))
    return { kind: 'webp', size: isLong ? webpSize(view, text) : null };
  if (text.startsWith('\xff\xd8')) return { kind: 'jpeg', size: jpegSize(view) };
  if (text.startsWith('BM') && isLong && view.getUint32(6) === 0 && view.getUint32(14, true) >= 40) {
    return {
      kind: 'bmp',
      size: { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
    };
  }
  if (text.startsWith('ftyp', 4)) {
    const brands = text.slice(8, 64);
    const isAvif = /avi[fs]/.test(brands);
    if (isAvif || /^(hei[cxms]|hev[cx]|m[is]f1)/.test(brands)) {
      return { kind: isAvif ? 'avif' : 'heic', size: largestItem(view) };
    }
  }
  return { kind: 'other', size: null };
}

/**
 * Of the three kinds of WebP: https://developers.google.com/speed/webp/docs/riff_container
 *
 * @param {DataView} view
 * @param {string} text
 */
function webpSize(view, text) {
  const whole = (/** @type {number} */ at) => view.getUint16(at, true) + 65536 * view.getUint8(at + 2);
  switch (text.slice(12, 16)) {
    case 'VP8X':
      return { width: 1 + whole(24), height: 1 + whole(27) };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

/**
 * Looks for the sizes of a file's images, ISO/IEC 23008-12, 6.5.3: boxes of the type 'ispe', with version, width and height.
 *
 * @param {DataView} view
 * @returns {{width: number, height: number} | null} the largest: a picture may be made of tiles
 */
function largestItem(view) {
  let [found, most] = [/** @type {{width: number, height: number} | null} */ (null), 0];
  for (let at = 0; at + 16 <= Math.min(view.byteLength, BOXES); at++) {
    if (view.getUint32(at) !== ISPE) continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (width * height > most) [found, most] = [{ width, height }, width * height];
  }
  return found;
}

/** Looks for the frame header, ITU-T T.81, B.2.2. @param {DataView} view */
function jpegSize(view) {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff)
      at += 1; // padding
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Whether a file is text: no picture has none of the bytes that texts do without. @param {Uint8Array} bytes */
const isText = (bytes) => bytes.subarray(0, 1024).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
