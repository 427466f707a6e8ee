/** Components -> those that are writing: of a pen's width and contrast, no specks, shadows, fingers or edges. Pure. */

/** @typedef {import('./components.js').Component} Component */

const LONG = 2.5; // by its width: a line of a pen, and not a blob
const SURELY_LONG = 8;
const SPECK = 0.55; // of the pen: size of the smallest dot
const BLOB = 3; // of the pen: no pen has parts so thick
const THIN = 0.3; // of the pen
const SMALLEST = 0.12; // of the tallest: its larger side
const FAINT = 0.5; // of the contrast of the pen
const ON_EDGE = 3; // of the pen: what touches the edge of the picture by more is cut off there,
const ALONG_EDGE = 0.5; // of its longer side: and so is what lies along it

/**
 * @param {Component[]} components
 * @param {number} high contrast that writing has somewhere
 * @returns {{kept: Component[], pen: number, weight: number}} pen: its width in pixels; 0 where there is no writing; weight:
 *   how much the one most like writing is like it, by its width: light between shadows is wide
 */
export function chooseWriting(components, high) {
  const strong = components.filter(({ strongest }) => strongest >= high);
  const lines = strong.filter(({ area, width, onEdge }) => area >= LONG * width * width && onEdge < ON_EDGE * width);
  const of = lines.length ? lines : strong;
  const pen = weightedMedian(of.map((one) => [one.width, weightOf(one)]));
  const contrast = weightedMedian(
    of.filter(({ width }) => width < 2 * pen && width > 0.5 * pen).map((one) => [one.contrast, one.area / one.width]),
  );
  const fitting = strong.filter(
    (one) =>
      one.thickest <= BLOB * pen &&
      one.width >= THIN * pen &&
      one.contrast >= FAINT * contrast &&
      one.onEdge <= ON_EDGE * pen &&
      !liesAlongEdge(one) &&
      Math.max(sizeOf(one), Math.sqrt(one.area)) >= SPECK * pen,
  );
  const tallest = Math.max(...fitting.map(({ top, bottom }) => bottom - top + 1), 0);
  const kept = fitting.filter((one) => sizeOf(one) >= SMALLEST * tallest || isDot(one, pen));
  return {
    kept,
    pen: fitting.length ? pen : 0,
    weight: Math.max(0, ...kept.map((one) => weightOf(one) / one.width ** 1.5)),
  };
}

/** Long thin lines of much contrast weigh most. @param {Component} component */
function weightOf({ width, area, contrast }) {
  const length = area / width;
  return length * Math.min(1, length / width / SURELY_LONG) * contrast * contrast;
}

/** Whether it is along the edge of the picture, as what is cut off there. @param {Component} component */
export const liesAlongEdge = (component) => component.onEdge > ALONG_EDGE * sizeOf(component);

/** @param {Component} component @returns {number} its longer side */
const sizeOf = ({ left, right, top, bottom }) => Math.max(right - left, bottom - top) + 1;

/** Whether it may be a point or comma. @param {Component} component @param {number} pen */
const isDot = (component, pen) => sizeOf(component) >= 0.8 * pen && component.width >= 0.6 * pen;

/** @param {[number, number][]} pairs value and weight @returns {number} 0 for none */
function weightedMedian(pairs) {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  const whole = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  for (const [value, weight] of sorted) {
    sum += weight;
    if (sum >= whole / 2) return value;
  }
  return 0;
}
