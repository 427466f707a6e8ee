/** The first steps of How it works: strokes, raster, 784 numbers. */

import { make, makeSvg, setText } from './dom.js';
import { NOTHING, whole } from './format.js';
import { paintRaster } from './pictures.js';
import { BOX, FRAME, PIXELS } from './raster.js';

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

/** The raster: scaled, drawn with one pen, centred by its mass. */
export function createRasterStep() {
  const picture = make('canvas', { class: 'pixels', role: 'img', width: FRAME, height: FRAME });
  const about =
    `The drawing is scaled until its longer side is ${BOX} pixels, drawn again with one constant pen, and moved ` +
    `until its centre of mass is the middle of ${FRAME} × ${FRAME} pixels. So it does not matter where or how large ` +
    'you write. Scanned digits in MNIST were prepared in much the same way.';
  return {
    element: step('Raster', make('p', {}, about), picture),
    show({ raster }) {
      paintRaster(picture, raster);
      const inked = raster?.reduce((count, value) => count + (value > 0), 0);
      const label = raster ? `Your drawing as a raster: ${inked} of ${PIXELS} pixels have ink` : NOTHING;
      picture.setAttribute('aria-label', label);
    },
  };
}

/** The same raster as numbers, row after row. */
export function createNumbersStep() {
  const numbers = make('pre', { tabindex: 0, role: 'img', 'aria-label': NOTHING });
  const about =
    `To the network the raster is a row of ${PIXELS} numbers from 0 (paper) to 1 (ink), row after row. Here they are ` +
    'in hundredths, with a dot for 0.';
  return {
    element: step(`${PIXELS} numbers`, make('p', {}, about), numbers),
    show({ raster }) {
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
