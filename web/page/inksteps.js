/** The first steps of How it works: strokes, raster, 784 numbers. */

import { make, setText } from './dom.js';
import { whole } from './format.js';
import { paintRaster } from './pictures.js';
import { BOX, FRAME, PIXELS } from './raster.js';

const NOTHING = 'Nothing drawn yet.';
const SVG = 'http://www.w3.org/2000/svg';
const SIDE = 100; // of the picture of strokes, its own units

/** A step: a heading, what it says, and its parts. @returns {HTMLElement} */
export const step = (title, ...parts) => make('li', {}, make('h3', {}, title), ...parts);

/** Strokes: the points that the pointer left, and the lines between them. */
export function createStrokesStep() {
  const told = make('p');
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `-5 -5 ${SIDE + 10} ${SIDE + 10}`);
  picture.setAttribute('role', 'img');
  picture.setAttribute('class', 'strokes');
  return {
    element: step('Strokes', told, picture),
    show({ drawing }) {
      const strokes = drawing.filter((stroke) => stroke.length);
      const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
      const count = `${strokes.length} ${strokes.length === 1 ? 'stroke' : 'strokes'} with ${whole(points)} points`;
      setText(told, strokes.length ? `You drew ${count}. The page keeps these points, not a photograph.` : NOTHING);
      picture.setAttribute('aria-label', strokes.length ? `Your drawing: ${count}` : NOTHING);
      picture.replaceChildren(...toLines(strokes));
    },
  };
}

/** A polyline and a dot for each point, all strokes in one box. */
function toLines(strokes) {
  const points = strokes.flat();
  const [left, top] = [extreme(points, 'x', Math.min), extreme(points, 'y', Math.min)];
  const extent = Math.max(extreme(points, 'x', Math.max) - left, extreme(points, 'y', Math.max) - top) || 1;
  const scaled = ({ x, y }) => [((x - left) / extent) * SIDE, ((y - top) / extent) * SIDE];
  return strokes.flatMap((stroke) => {
    const places = stroke.map(scaled);
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', places.map((place) => place.map((value) => value.toFixed(1)).join()).join(' '));
    const dots = places.map(([x, y]) => {
      const dot = document.createElementNS(SVG, 'circle');
      for (const [name, value] of Object.entries({ cx: x.toFixed(1), cy: y.toFixed(1), r: 1.2 })) {
        dot.setAttribute(name, value);
      }
      return dot;
    });
    return [line, ...dots];
  });
}

const extreme = (points, axis, choose) => points.reduce((found, point) => choose(found, point[axis]), points[0]?.[axis]);

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
      picture.setAttribute('aria-label', raster ? `Your drawing as a raster: ${inked} of ${PIXELS} pixels have ink` : NOTHING);
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
