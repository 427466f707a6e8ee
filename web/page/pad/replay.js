/** Replays the writing of a sheet at its own speed. */

import { isMotionReduced } from '../lib/motion.js';

const MAX_PAUSE = 400; // ms between two points or strokes
const MAX_TIME = 8000; // ms in all: what takes longer is replayed faster
const CROSSING = 700; // ms in which a pen without times crosses the shorter side of the pad,
const LIFT = 150; // and until it is down again

/**
 * @typedef {import('./pad.js').Sheet} Sheet
 * @typedef {import('./pointer.js').TimedPoint} TimedPoint
 */

/**
 * Calls back on every frame that adds ink, until all is written. Where motion is reduced, that is at once.
 *
 * @param {Sheet} sheet
 * @param {() => boolean} isEnded whether to stop
 * @param {(strokes: TimedPoint[][], begun: TimedPoint[] | null) => void} onInk called with the strokes that are complete,
 *   copies that have grown, and the one in progress
 * @returns {Promise<void>}
 */
export async function play(sheet, isEnded, onInk) {
  if (isMotionReduced()) return;
  const times = timesOf(sheet);
  /** @type {TimedPoint[][]} */
  let strokes = [];
  /** @type {TimedPoint[]} */
  let begun = [];
  const start = performance.now();
  while (strokes.length < times.length && !isEnded()) {
    const now = performance.now() - start;
    const before = [strokes, begun.length];
    while (strokes.length < times.length) {
      const [points, due] = [sheet.strokes[strokes.length], times[strokes.length]];
      while (due[begun.length] <= now) begun.push(points[begun.length]);
      if (begun.length < due.length) break;
      strokes = [...strokes, begun];
      begun = [];
    }
    if (strokes !== before[0] || begun.length !== before[1]) onInk(strokes, begun.length ? begun : null);
    await new Promise(requestAnimationFrame);
  }
}

/**
 * @param {Pick<Sheet, 'strokes' | 'size'>} sheet
 * @returns {number[][]} for each stroke the times of its points, in ms from the beginning
 */
export function timesOf({ strokes, size }) {
  const speed = Math.min(size?.width ?? 0, size?.height ?? 0) / CROSSING || 1;
  let clock = 0;
  /** @type {number | null} the end of the stroke before, as it was written */
  let end = null;
  const times = strokes.map((points) => {
    const isTimed =
      points.length > 1 && points.every(({ t }, i) => t >= (points[i - 1]?.t ?? t)) && points.at(-1)?.t !== points[0].t;
    if (points.length) clock += end === null ? 0 : pauseOf(isTimed || points.length === 1 ? points[0].t - end : LIFT);
    end = points.at(-1)?.t ?? end;
    return points.map((point, i) => {
      const before = points[i - 1];
      if (before) {
        const way = Math.hypot(point.x - before.x, point.y - before.y) / speed;
        clock += isTimed ? Math.min(MAX_PAUSE, point.t - before.t) : Math.min(MAX_PAUSE, way);
      }
      return clock;
    });
  });
  const faster = Math.max(1, clock / MAX_TIME);
  return times.map((of) => of.map((time) => time / faster));
}

/** @param {number} pause in ms, as it was */
const pauseOf = (pause) => Math.min(MAX_PAUSE, pause > 0 ? pause : LIFT);
