/** The first steps of How it works: strokes, raster and directions, numbers. */

import { make, makeSvg, setText } from '../lib/dom.js';
import { NOTHING, whole } from '../lib/format.js';
import { paintRaster } from '../ui/pictures.js';
import { BOX, FRAME, PIXELS } from '../ink/raster.js';

const SIDE = 100; // of the picture of strokes, its own units

/** A step: a heading, what it says, and its parts. @returns {HTMLElement} */
export const step = (title, ...parts) => make('li', {}, make('h3', {}, title), ...parts);

/** Strokes: the points that the pointer left, and the lines between them. */
export function createStrokesStep() {
  const told = make('p');
  const picture = makeSvg('svg', { viewBox: `-5 -5 ${SIDE + 10} ${SIDE + 10}`, role: 'img', class: 'strokes' });
  return {
    element: step('Strokes', told, picture),
    show({ drawing }) {
      const strokes = drawing.filter((stroke) => stroke.length);
      const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
      const count = `${counted(strokes.length, 'stroke')} with ${counted(points, 'point')}`;
      setText(told, strokes.length ? `You drew ${count}. The page keeps these points, not a photograph.` : NOTHING);
      picture.setAttribute('aria-label', strokes.length ? `Your drawing: ${count}` : NOTHING);
      picture.replaceChildren(...toLines(strokes));
    },
  };
}

const counted = (count, thing) => `${whole(count)} ${thing}${count === 1 ? '' : 's'}`;

/** A polyline and a dot for each point, all strokes in one box. */
function toLines(strokes) {
  const points = strokes.flat();
  const [left, top] = [extreme(points, 'x', Math.min), extreme(points, 'y', Math.min)];
  const extent = Math.max(extreme(points, 'x', Math.max) - left, extreme(points, 'y', Math.max) - top) || 1;
  const scaled = (value, least) => (((value - least) / extent) * SIDE).toFixed(1);
  return strokes.flatMap((stroke) => {
    const places = stroke.map(({ x, y }) => [scaled(x, left), scaled(y, top)]);
    const dots = places.map(([cx, cy]) => makeSvg('circle', { cx, cy, r: 1.2 }));
    return [makeSvg('polyline', { points: places.join(' ') }), ...dots];
  });
}

const extreme = (points, axis, choose) =>
  points.reduce((found, point) => choose(found, point[axis]), points[0]?.[axis]);

/**
 * The raster: scaled, drawn with one pen, centred by its mass; beside it which way the pen went.
 * @param {string[]} names of the maps that the network takes, the raster first
 */
export function createRasterStep(names) {
  const pictures = names.map(() => make('canvas', { class: 'pixels', role: 'img', width: FRAME, height: FRAME }));
  const about =
    `The drawing is scaled until its longer side is ${BOX} pixels, drawn again with one constant pen, and moved ` +
    `until its centre of mass is the middle of ${FRAME} × ${FRAME} pixels. So it does not matter where or how large ` +
    'you write. Scanned digits in MNIST were prepared in much the same way.';
  return {
    element: step('Raster', make('p', {}, about), pictures[0], ...directions(names.slice(1), pictures.slice(1))),
    show({ maps }) {
      pictures.forEach((picture, i) => {
        paintRaster(picture, maps[i] ?? null);
        picture.setAttribute('aria-label', maps[i] ? describe(names[i], maps[i], i) : NOTHING);
      });
    },
  };
}

/** The maps beside the raster, each with its name; nothing where the network takes none. */
function directions(names, pictures) {
  if (!names.length) return [];
  const about =
    'This network also sees which way the pen went. Four more pictures say how far the ink in each pixel was drawn ' +
    'to the right, to the left, downwards and upwards. A scan cannot tell: there both ways along a stroke get the same.';
  const figures = pictures.map((picture, i) => make('figure', {}, picture, make('figcaption', {}, names[i])));
  return [make('p', {}, about), make('div', { class: 'small-maps' }, ...figures)];
}

function describe(name, values, index) {
  const inked = values.reduce((count, value) => count + (value > 0), 0);
  if (index === 0) return `Your drawing as a raster: ${inked} of ${PIXELS} pixels have ink`;
  return `Drawn ${name}: ${inked} of ${PIXELS} pixels`;
}

/**
 * The same as numbers, row after row.
 * @param {string[]} names of the maps that the network takes, the raster first
 */
export function createNumbersStep(names) {
  const numbers = make('pre', { tabindex: 0, role: 'img', 'aria-label': NOTHING });
  const count = whole(names.length * PIXELS);
  const all =
    names.length > 1
      ? `all this is a row of ${count} numbers from 0 to 1: ${names.length} for each pixel, row after row. Here is ` +
        'the first of each pixel, its ink, '
      : `the raster is a row of ${count} numbers from 0 (paper) to 1 (ink), row after row. Here they are `;
  return {
    element: step(`${count} numbers`, make('p', {}, `To the network ${all}in hundredths, with a dot for 0.`), numbers),
    show({ maps: [raster] }) {
      setText(numbers, raster ? toText(raster) : NOTHING);
      numbers.setAttribute('aria-label', raster ? `${PIXELS} numbers, ${FRAME} in a row` : NOTHING);
    },
  };
}

const toText = (raster) =>
  Array.from({ length: FRAME }, (_, row) =>
    Array.from(raster.subarray(row * FRAME, (row + 1) * FRAME), (value) =>
      String(Math.round(value * 100) || '·').padStart(4),
    ).join(''),
  ).join('\n');
