/**
 * Deviations from the raster that networks learned: a digit off the centre, of another size, turned, or in another pen.
 * All but the turn come after the preprocessing that would hide them. Pure.
 *
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../../ink/raster.js').Placement} Placement
 *
 * @typedef {'shift' | 'size' | 'turn' | 'pen'} AxisName
 *
 * @typedef {{[Name in AxisName]: number}} Deviation shift: pixels to the right; size: longer side of the ink box, pixels;
 *   turn: degrees clockwise; pen: its width, pixels
 *
 * @typedef {object} Axis
 * @property {AxisName} name
 * @property {string} label
 * @property {string} about what it changes, a sentence
 * @property {number[]} positions from the least to the greatest, evenly spaced
 * @property {number} standard the position that changes nothing
 * @property {[one: string, many: string]} unit in words
 * @property {string} symbol of the unit
 */

import { boxOf, middleX, middleY } from '../../ink/boxes.js';
import { BOX, PEN } from '../../ink/raster.js';

const COUNT = 21; // positions of an axis
const LEAST_INK = 1; // pixels of the ink box that the pen leaves to the path
const PIXELS = /** @type {[string, string]} */ (['pixel', 'pixels']);

/**
 * Makes evenly spaced positions, without the noise of adding fractions.
 *
 * @param {number} from
 * @param {number} step
 */
const spaced = (from, step) => Array.from({ length: COUNT }, (_, i) => Number((from + i * step).toFixed(3)));

/** @type {readonly Axis[]} */
export const AXES = [
  {
    ...{ name: 'shift', label: 'Shift', standard: 0, positions: spaced(-10, 1), unit: PIXELS, symbol: ' px' },
    about: 'Moves the digit away from the middle of the raster.',
  },
  {
    ...{ name: 'size', label: 'Size', standard: BOX, positions: spaced(8, 1), unit: PIXELS, symbol: ' px' },
    about: 'Scales its longer side to something other than 20 pixels.',
  },
  {
    ...{ name: 'turn', label: 'Turn', standard: 0, positions: spaced(-50, 5), symbol: '°' },
    ...{ unit: /** @type {[string, string]} */ (['degree', 'degrees']) },
    about: 'Turns its strokes, to the right or to the left.',
  },
  {
    ...{ name: 'pen', label: 'Pen width', standard: PEN, positions: spaced(0.4, 0.4), unit: PIXELS, symbol: ' px' },
    about: 'Writes it with a finer or a thicker pen.',
  },
];

/** The deviation that changes nothing. */
export const STANDARD = /** @type {Readonly<Deviation>} */ (
  Object.freeze(Object.fromEntries(AXES.map(({ name, standard }) => [name, standard])))
);

/** @param {Deviation} one @param {Deviation} other */
export const isSame = (one, other) => AXES.every(({ name }) => one[name] === other[name]);

/**
 * @param {Drawing} drawing
 * @param {Deviation} deviation
 * @returns {{drawing: Drawing, placement: Placement | undefined}} what the classifier is given; the same drawing, and no
 *   placement, where nothing deviates
 */
export function deviated(drawing, deviation) {
  const { shift, size, turn, pen } = deviation;
  if (isSame(deviation, STANDARD)) return { drawing, placement: undefined };
  return {
    drawing: turn ? turned(drawing, turn) : drawing,
    placement: { shift, pen, box: Math.max(size, pen + LEAST_INK) },
  };
}

/**
 * Turns a drawing about the middle of its ink.
 *
 * @param {Drawing} drawing
 * @param {number} degrees clockwise
 * @returns {Drawing}
 */
export function turned(drawing, degrees) {
  const box = boxOf(drawing.flat());
  const [middle, height] = [middleX(box), middleY(box)];
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return drawing.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: middle + (x - middle) * cos - (y - height) * sin,
      y: height + (x - middle) * sin + (y - height) * cos,
    })),
  );
}

/** “−20”, “2.4” @param {number} value */
const plain = (value) => String(value).replace('-', '−');

/** “−20°”, “2.4 px” @param {Axis} axis @param {number} value */
export const shortValue = ({ symbol }, value) => `${plain(value)}${symbol}`;

/** “−20 degrees”, “1 pixel” @param {Axis} axis @param {number} value */
export const valueInWords = ({ unit: [one, many] }, value) => `${plain(value)} ${Math.abs(value) === 1 ? one : many}`;
