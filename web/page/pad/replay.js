/** Replays the writing of a sheet at its own speed. */

const MAX_PAUSE = 400; // ms between two points or strokes
const MAX_TIME = 8000; // ms in all: what takes longer is replayed faster
const CROSSING = 700; // ms in which a pen without times crosses the shorter side of the pad,
const LIFT = 150; // and until it is down again

/**
 * @typedef {import('./pad.js').Sheet} Sheet
 * @typedef {[strokes: number, points: number]} Progress strokes that are complete, and points of the next
 */

/**
 * Calls back on every frame until all is written.
 *
 * @param {Sheet} sheet
 * @param {AbortSignal} signal ends it
 * @param {(progress: Progress) => void} onProgress
 * @returns {Promise<void>}
 */
export async function play(sheet, signal, onProgress) {
  const times = timesOf(sheet);
  const start = performance.now();
  for (const at = { stroke: 0, point: 0 }; at.stroke < times.length && !signal.aborted; ) {
    const now = performance.now() - start;
    const { stroke, point } = at;
    while (at.stroke < times.length && times[at.stroke][at.point] <= now) {
      at.point += 1;
      if (at.point < times[at.stroke].length) continue;
      at.stroke += 1;
      at.point = 0;
    }
    if (at.stroke !== stroke || at.point !== point) onProgress([at.stroke, at.point]);
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
