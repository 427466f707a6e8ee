/**
 * Rules and grids, the long straight thin lines on paper, are taken out of the ink; what crosses them stays whole. Faint
 * ones are never ink: see threshold.js. Pure.
 *
 * @typedef {{width: number, height: number, values: Uint8Array}} Bits 1 is ink
 * @typedef {import('./components.js').Component} Component
 */

import { median } from '../lib/math.js';

const EDGE = 0.03; // of the picture's width: rules begin and end that near its edges, as no number does
const FRAME = 0.1; // where rules run the other way, too: lines of a printed frame may end sooner
const PIECE = 0.05; // the pieces at the edges, at least, are that long
const STEEPEST = 0.18; // ten degrees
const SHARE = 0.35; // of a rule's length that lies on one straight line a pixel wide, or beside it
const COVERED = 0.6; // of its length that has ink: beside thick lines it fades
const LONG = 20; // times as long as wide
const CROSSED = 1.7; // of its width: where there is more ink, something crosses it
const DRIFT = 2; // pixels that its middle moves from one column to the next, at most
const MOST = 60; // rules each way
const RULES = { edge: EDGE, covered: COVERED, long: LONG, thick: Infinity };

/**
 * @param {Bits} mask changed in place
 * @param {Component[]} components
 * @returns {number} rules that were taken out
 */
export function removeRules(mask, components) {
  const { width, height } = mask;
  const mayRun = (/** @type {boolean} */ isUpright, /** @type {number} */ edge) => {
    const length = isUpright ? height : width;
    const ends = components.map(({ left, right, top, bottom }) => (isUpright ? [top, bottom] : [left, right]));
    const pieces = ends.filter(([from, to]) => to - from > PIECE * length);
    return pieces.some(([from]) => from <= edge * length) && pieces.some(([, to]) => to >= length - 1 - edge * length);
  };
  const remove = (/** @type {boolean} */ isUpright, /** @type {number} */ edge) =>
    mayRun(isUpright, edge) ? removeAlong(mask, isUpright, { ...RULES, edge }) : 0;
  const across = remove(false, EDGE);
  const down = remove(true, across ? FRAME : EDGE);
  return across + down + (down && !across ? remove(false, FRAME) : 0);
}

/**
 * Takes out straight thin lines from edge to edge.
 *
 * @param {Bits} mask changed in place
 * @param {boolean} isUpright whether they run from top to bottom
 * @param {{edge: number, covered: number, long: number, thick: number}} [limits] see EDGE, COVERED and LONG; thick: of their
 *   width, at most
 * @returns {number} of them
 */
export function removeAlong(mask, isUpright, limits = RULES) {
  const { width, height, values } = mask;
  const [length, breadth] = isUpright ? [height, width] : [width, height];
  const at = (/** @type {number} */ along, /** @type {number} */ aside) =>
    isUpright ? along * width + aside : aside * width + along;
  /** @type {number[]} */
  const places = []; // along, aside, along, ...
  for (let aside = 0; aside < breadth; aside++) {
    for (let along = 0; along < length; along++) {
      if (values[at(along, aside)]) places.push(along, aside);
    }
  }
  const { slope, counts, offset } = sharpest(places, length, breadth);
  let removed = 0;
  for (let line = 1; line + 1 < counts.length && removed < MOST; line++) {
    const together = counts[line - 1] + counts[line] + counts[line + 1];
    if (together < SHARE * length || counts[line] < counts[line - 1] || counts[line] < counts[line + 1]) continue;
    const runs = followed(line - offset, slope);
    if (!runs) continue;
    removed++;
    const usual = median(runs.map(({ from, to }) => to - from));
    for (const { along, from, to } of runs) {
      if (to - from > CROSSED * usual + 1) continue;
      for (let aside = from; aside < to; aside++) values[at(along, aside)] = 0;
    }
  }
  return removed;

  /**
   * Follows a rule from one edge to the other.
   *
   * @param {number} start
   * @param {number} slope
   * @returns {{along: number, from: number, to: number}[] | null} its ink across; null if it is none
   */
  function followed(start, slope) {
    const runs = [];
    let [bend, thin] = [0, limits.thick];
    for (let along = 0; along < length; along++) {
      const expected = Math.round(start + slope * along + bend);
      let aside = expected;
      for (let off = 1; off <= DRIFT && !inked(along, aside); off++) {
        aside = inked(along, expected - off)
          ? expected - off
          : inked(along, expected + off)
            ? expected + off
            : expected;
      }
      if (!inked(along, aside)) continue;
      let [from, to] = [aside, aside + 1];
      while (inked(along, from - 1)) from--;
      while (inked(along, to)) to++;
      runs.push({ along, from, to });
      thin = Math.min(thin, to - from);
      if (to - from <= CROSSED * thin + 1) bend += 0.3 * ((from + to - 1) / 2 - (start + slope * along + bend));
    }
    const usual = median(runs.map(({ from, to }) => to - from));
    const { edge, covered, long } = limits;
    const isWhole = runs[0]?.along <= edge * length && runs[runs.length - 1].along >= (1 - edge) * length - 1;
    return isWhole && runs.length >= covered * length && length >= long * usual ? runs : null;
  }

  /** @param {number} along @param {number} aside */
  function inked(along, aside) {
    return aside >= 0 && aside < breadth && values[at(along, aside)] === 1;
  }
}

/**
 * Finds the slope at which ink lies most on lines: by the sum of squares of its projection.
 *
 * @param {number[]} places along, aside, along, ...
 * @param {number} length
 * @param {number} breadth
 */
function sharpest(places, length, breadth) {
  const offset = Math.ceil(STEEPEST * length) + 2;
  let [best, most] = [0, -1];
  let kept = new Uint32Array(0);
  const step = 1.5 / length;
  const thinned = Math.max(1, Math.floor(places.length / 2 / 20_000)); // enough to compare
  for (const isFinal of [false, true]) {
    const slopes = isFinal
      ? [best]
      : Array.from({ length: 2 * Math.floor(STEEPEST / step) + 1 }, (_, i) => (i - Math.floor(STEEPEST / step)) * step);
    for (const slope of slopes) {
      const counts = new Uint32Array(breadth + 2 * offset + 1);
      for (let i = 0; i < places.length; i += isFinal ? 2 : 2 * thinned) {
        counts[Math.round(places[i + 1] - slope * places[i]) + offset]++;
      }
      if (isFinal) kept = counts;
      const sum = counts.reduce((a, b) => a + b * b, 0);
      if (sum > most) [best, most] = [slope, sum];
    }
  }
  return { slope: best, counts: kept, offset };
}
