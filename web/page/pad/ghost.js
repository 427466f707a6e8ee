/** A ghost hand: writes a pale seven on the empty pad, once in a visit, to show that it can be written on. */

import { isMotionReduced } from '../lib/motion.js';
import { sampleStrokes } from './samples.js';

const TIME = 1200; // ms that writing takes
const FADE = 140; // ms until it is gone
const REST = 500; // ms that it stays
const HEIGHT = 0.5; // of the pad's shorter side
const DIGIT = '7';
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

let isShown = false; // in this visit

/**
 * @param {import('./pad.js').Pad} pad
 * @param {AbortSignal} signal ends it at once, as does every event of pointer or keyboard
 * @returns {Promise<void>} resolves when it is gone
 */
export async function showGhost(pad, signal) {
  if (isMotionReduced()) return;
  if (isShown || signal.aborted || pad.sheet.strokes.length || pad.stroke) return;
  isShown = true;
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  signal.addEventListener('abort', stop);
  for (const type of EVENTS) addEventListener(type, stop, { capture: true, passive: true, signal: stopped.signal });
  const unsubscribe = pad.subscribe(stop); // a sample, or a drawing from a link
  const strokes = placed(pad.elementSize);
  const start = performance.now();
  for (let now = 0; now < TIME + REST + FADE && !stopped.signal.aborted; now = performance.now() - start) {
    const opacity = Math.min(1, (TIME + REST + FADE - now) / FADE);
    pad.showPale({ strokes: written(strokes, Math.min(1, now / TIME)), opacity });
    await new Promise(requestAnimationFrame);
  }
  pad.showPale(null);
  stop();
  unsubscribe();
  signal.removeEventListener('abort', stop);
}

/** Returns the digit in the middle of the pad. @param {import('./pad.js').Size} size */
function placed({ width, height }) {
  const { strokes, width: ownWidth, height: ownHeight } = sampleStrokes(DIGIT);
  const scale = (HEIGHT * Math.min(width, height)) / ownHeight;
  const [left, top] = [(width - ownWidth * scale) / 2, (height - ownHeight * scale) / 2];
  return strokes.map((points) => points.map(({ x, y }) => ({ x: left + x * scale, y: top + y * scale })));
}

/**
 * Returns the first part of strokes, by their length.
 *
 * @param {{x: number, y: number}[][]} strokes
 * @param {number} part 0..1
 */
function written(strokes, part) {
  /** @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
  const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);
  const lengths = strokes.map((points) => points.reduce((sum, p, i) => sum + (i ? distance(points[i - 1], p) : 0), 0));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  return strokes.map((points) => {
    /** @type {{x: number, y: number}[]} */
    const shown = left > 0 ? [points[0]] : [];
    for (let i = 1; i < points.length && left > 0; i++) {
      const [a, b] = [points[i - 1], points[i]];
      const share = Math.min(1, left / distance(a, b));
      shown.push({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
      left -= distance(a, b);
    }
    return shown;
  });
}
