/** Saves files, under names that hold the number. */

import { make } from '../lib/dom.js';

const LONGEST = 40; // characters of a number in a file's name
const KEPT = 60_000; // ms that the browser has until it has read a file to be saved

/**
 * Returns a file's name that every system takes.
 *
 * @param {string} text number, with a line each
 * @param {string} extension
 * @returns {string} such as numbre-2026.png, numbre-47_5.png; numbre.png where there is no number
 */
export function fileNameOf(text, extension) {
  const safe = text
    .replaceAll('\n', '_')
    .replaceAll(',', '.')
    .replace(/[^0-9._-]/g, '')
    .slice(0, LONGEST)
    .replace(/\.+$/, '');
  return `numbre${safe && `-${safe}`}.${extension}`;
}

/** @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
