/**
 * Keeps the sheet while its tab is reloaded: in sessionStorage, which goes with the tab, and nowhere else. It is written
 * when the page is hidden, not on every stroke. Where storage is blocked or full, the page works without.
 */

/** Key in sessionStorage; main.js looks whether there is something. */
const KEY = 'numbre';
const VERSION = 1;
const MOST_POINTS = 100_000; // about 3 MB, of the 5 that a tab has

/**
 * @typedef {import('../pad/pad.js').Sheet} Sheet
 * @typedef {(stroke: object) => number} IdOf of ink/identity.js
 */

/**
 * @param {Sheet} sheet
 * @param {IdOf} idOf
 * @param {string | null} [link] the drawing in the address, encoded, if it is the one on the sheet
 * @returns {string | null} null for a blank sheet, and one that is too large
 */
export function packSheet({ strokes, size, zoom, corrections }, idOf, link = null) {
  const points = strokes.flat().length;
  if (!points || points > MOST_POINTS) return null;
  const places = new Map(strokes.map((stroke, i) => [idOf(stroke), i]));
  return JSON.stringify(
    {
      version: VERSION,
      size,
      zoom,
      strokes: strokes.map((stroke) => stroke.map(({ x, y, t }) => [x, y, t])),
      corrections,
      link,
    },
    (key, value) => (key === 'id' ? (places.get(value) ?? -1) : value), // strokes get other ids
  );
}

/**
 * @param {string} text
 * @param {IdOf} idOf
 * @returns {{sheet: Sheet, link: string | null} | null} link: see packSheet; null if the text is damaged, or of another
 *   version
 */
export function unpackSheet(text, idOf) {
  try {
    const { version, size, zoom, strokes: listed, corrections, link } = JSON.parse(text);
    if (version !== VERSION || !isPositive([size.width, size.height, zoom])) return null;
    const strokes = listed.map((/** @type {number[][]} */ stroke) =>
      stroke.map(([x, y, t]) => {
        if (![x, y, t].every(Number.isFinite)) throw new TypeError('not a point');
        return { x, y, t };
      }),
    );
    if (!strokes.flat().length || !corrections.every(isCorrection)) return null;
    const begin = performance.now() - strokes.flat().at(-1).t;
    const own = JSON.parse(JSON.stringify(corrections), (key, value) =>
      key === 'id' ? idOf(strokes[value] ?? []) : value,
    );
    return { sheet: { strokes, size, zoom, begin, corrections: own }, link: typeof link === 'string' ? link : null };
  } catch {
    return null;
  }
}

/** @param {unknown[]} values */
const isPositive = (values) => values.every((value) => Number.isFinite(value) && Number(value) > 0);

/** @param {any} correction see session/corrections.js */
const isCorrection = ({ kind, ink, grapheme, segments }) =>
  isInk(ink) && (kind === 'label' ? typeof grapheme === 'string' : kind === 'division' && segments.every(isInk));

/** @param {any[]} ink */
const isInk = (ink) => ink.every(({ id, begin, end }) => [id, begin, end].every(Number.isInteger));

/**
 * @param {{readonly sheet: Sheet}} pad
 * @param {IdOf} idOf
 * @param {() => string | null} linkOf returns the drawing in the address, encoded, if it is the one on the pad
 */
export function createMemory(pad, idOf, linkOf) {
  function keep() {
    try {
      const packed = packSheet(pad.sheet, idOf, linkOf());
      if (packed) sessionStorage.setItem(KEY, packed);
      else sessionStorage.removeItem(KEY);
    } catch {
      // blocked, or full: an older sheet must not come back
      forget();
    }
  }

  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => document.hidden && keep());
  return {
    /** Returns the sheet that was kept, once; see unpackSheet. */
    take() {
      try {
        const text = sessionStorage.getItem(KEY);
        return text === null ? null : unpackSheet(text, idOf);
      } catch {
        return null;
      } finally {
        forget();
      }
    },
  };
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // blocked
  }
}
