/**
 * A hand as a file, to keep it or to take it to another device: JSON that anybody can read. Pure.
 *
 * @typedef {import('./examples.js').Examples} Examples
 */

import { toDrawing } from '../ink/drawing.js';
import { isGrapheme, MOST, toExample, unpackInk } from './examples.js';

const FORMAT = 'numbre-hand';
const VERSION = 1;
/** Longest text of a file: 500 examples with as much ink as they may have. */
export const MOST_CHARACTERS = 8e6;

/** A file cannot be used; the message is a sentence for visitors. */
export class HandFileError extends Error {
  name = 'HandFileError'; // class names are not kept by the build
}

/** @param {Examples} examples @returns {string} */
export const toFile = (examples) =>
  JSON.stringify({
    format: FORMAT,
    version: VERSION,
    examples: examples.map(({ ink, grapheme, time }) => ({
      grapheme,
      drawing: unpackInk(ink).map((stroke) => stroke.map(({ x, y }) => [x, y])),
      time,
    })),
  });

/**
 * @param {string} text of a file
 * @param {number} now ms since 1970: an example is never newer
 * @returns {Examples}
 * @throws {HandFileError}
 */
export function fromFile(text, now) {
  if (text.length > MOST_CHARACTERS) throw new HandFileError('This file is too large.');
  const data = parsed(text.replace('\uFEFF', '')); // some editors put a byte order mark first
  if (data?.format !== FORMAT) throw new HandFileError('This isn’t a hand saved by Numbre.');
  const { version, examples } = data;
  if (Number.isInteger(version) && version > VERSION) {
    throw new HandFileError('This hand was saved by a newer version of Numbre. Reload the page, then try again.');
  }
  if (version !== VERSION || !Array.isArray(examples)) throw damaged();
  if (examples.length > MOST.examples) {
    throw new HandFileError(`This file is too large: it has more than ${MOST.examples} examples.`);
  }
  return examples.map((one) => {
    if (!isGrapheme(one?.grapheme) || !Number.isFinite(one.time)) throw damaged();
    try {
      return toExample(toDrawing(one.drawing), one.grapheme, Math.max(0, Math.min(now, one.time)));
    } catch {
      throw damaged();
    }
  });
}

/** @param {string} text @returns {any} null for no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    if (text.includes(`"${FORMAT}"`)) throw damaged(); // cut, perhaps
    return null;
  }
}

const damaged = () => new HandFileError('This file is damaged.');
