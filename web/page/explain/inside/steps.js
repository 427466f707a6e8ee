/** Steps of Look inside that need more than a plane: strokes, raster and direction maps, numbers; the softmax and the answer. */

import { boxOf } from '../../ink/boxes.js';
import { BOX, FRAME, PIXELS } from '../../ink/raster.js';
import { make, setText } from '../../lib/dom.js';
import { makeHead, makeRow, makeSvg } from '../../lib/elements.js';
import { BLANK_TEXT, percent, probability2, uncapitalized, whole } from '../../lib/format.js';
import { ranked } from '../../lib/math.js';
import { paintRaster } from '../../ui/pictures.js';
import { inWords } from '../../ui/wording.js';
import { counted } from '../card.js';
import { decimal, powerOfE } from './sum-words.js';
import { softmax } from './sums.js';

/**
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Step
 * @property {HTMLElement} element
 * @property {(trace: import('./view.js').Trace) => void} show
 */

/** @param {string} title @param {(Node | string)[]} parts */
const makeStep = (title, ...parts) => make('li', {}, make('h3', {}, title), ...parts);

const makePicture = (attributes = {}) => make('canvas', { class: 'pixels', role: 'img', ...attributes });

const SIDE = 100; // of the picture of the strokes, in its own units

/** Strokes: points, and lines between them. @returns {Step} */
export function createStrokesStep() {
  const description = make('p');
  const picture = makeSvg('svg', { viewBox: `-5 -5 ${SIDE + 10} ${SIDE + 10}`, role: 'img', class: 'strokes' });
  return {
    element: makeStep('Strokes', description, picture),
    show({ drawing }) {
      const strokes = drawing.filter((stroke) => stroke.length);
      const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
      const count = `${counted(strokes.length, 'stroke')} with ${counted(points, 'point')}`;
      const text = `You drew ${count}. The page keeps these points, not a picture.`;
      setText(description, strokes.length ? text : BLANK_TEXT);
      picture.setAttribute('aria-label', strokes.length ? `Your drawing: ${count}` : BLANK_TEXT);
      picture.replaceChildren(...linesAndDots(strokes));
    },
  };
}

/** A polyline for each stroke and a dot for each point, scaled to one box. @param {Drawing} strokes */
function linesAndDots(strokes) {
  const { left, top, right, bottom } = boxOf(strokes.flat());
  const extent = Math.max(right - left, bottom - top) || 1;
  const scaled = (/** @type {number} */ value, /** @type {number} */ least) =>
    (((value - least) / extent) * SIDE).toFixed(1);
  return strokes.flatMap((stroke) => {
    const places = stroke.map(({ x, y }) => [scaled(x, left), scaled(y, top)]);
    const dots = places.map(([cx, cy]) => makeSvg('circle', { cx, cy, r: 1.2 }));
    return [makeSvg('polyline', { points: places.join(' ') }), ...dots];
  });
}

/**
 * The raster, and the direction maps if the network sees them.
 *
 * @param {string[]} names of the network's channels, the raster first
 * @returns {Step}
 */
export function createRasterStep(names) {
  const pictures = names.map(() => makePicture({ width: FRAME, height: FRAME }));
  const about =
    `The drawing is scaled until its longer side is ${BOX} pixels, drawn again with a pen of constant width, and ` +
    `moved until its centre of mass is in the middle of ${FRAME} × ${FRAME} pixels. So it does not matter where you ` +
    'write, or how large. The scanned digits of MNIST were prepared in much the same way.';
  const maps = directionMaps(names.slice(1), pictures.slice(1));
  return {
    element: makeStep('Raster', make('p', {}, about), pictures[0], ...maps),
    show({ channels }) {
      pictures.forEach((picture, i) => {
        paintRaster(picture, channels[i] ?? null);
        picture.setAttribute('aria-label', channels[i] ? describeChannel(names[i], channels[i], i) : BLANK_TEXT);
      });
    },
  };
}

/** The direction maps with their names; nothing if the network sees none. @param {string[]} names @param {Node[]} pictures */
function directionMaps(names, pictures) {
  if (!names.length) return [];
  const about =
    'This network also sees the direction of each stroke. Four direction maps show how far the ink of each pixel was ' +
    'drawn to the right, to the left, down and up. A scan has no direction, so both ways along a stroke count equally.';
  const figures = pictures.map((picture, i) => make('figure', {}, picture, make('figcaption', {}, names[i])));
  return [make('p', {}, about), make('div', { class: 'direction-maps' }, ...figures)];
}

/** @param {string} name @param {Float32Array} values @param {number} index */
function describeChannel(name, values, index) {
  const inked = values.reduce((count, value) => count + Number(value > 0), 0);
  if (index === 0) return `Your drawing as a raster: ink in ${inked} of ${PIXELS} pixels`;
  return `Drawn ${name}: ${inked} of ${PIXELS} pixels`;
}

/**
 * The raster as numbers, row by row.
 *
 * @param {string[]} names of the network's channels, the raster first
 * @returns {Step}
 */
export function createNumbersStep(names) {
  const numbers = make('pre', { tabindex: 0, role: 'img', 'aria-label': BLANK_TEXT });
  const count = whole(names.length * PIXELS);
  const about =
    names.length > 1
      ? `To the network, all this is a list of ${count} numbers from 0 to 1, ${names.length} for each pixel, row by ` +
        'row. Here is the first of each pixel, its ink, in hundredths, with a dot for 0.'
      : `To the network, the raster is a list of ${count} numbers from 0 (paper) to 1 (ink), row by row. Here they ` +
        'are in hundredths, with a dot for 0.';
  return {
    element: makeStep(`${count} numbers`, make('p', {}, about), numbers),
    show({ channels: [raster] }) {
      setText(numbers, raster ? hundredths(raster) : BLANK_TEXT);
      numbers.setAttribute('aria-label', raster ? `${PIXELS} numbers, ${FRAME} in a row` : BLANK_TEXT);
    },
  };
}

/** @param {Float32Array} raster */
const hundredths = (raster) =>
  Array.from({ length: FRAME }, (_, row) =>
    Array.from(raster.subarray(row * FRAME, (row + 1) * FRAME), (value) =>
      String(Math.round(value * 100) || '·').padStart(4),
    ).join(''),
  ).join('\n');

/**
 * The last step: scores become probabilities, and the most probable class is the answer. The visitor sets the temperature,
 * by which scores are divided first: 1 is the network's own.
 *
 * @param {string[]} classes of the network
 * @param {number} scores index of the layer with the scores
 * @param {number} softmaxLayer index of the layer with the probabilities
 * @param {() => void} [onTemperature] called when the visitor has changed it
 */
export function createSoftmaxStep(classes, scores, softmaxLayer, onTemperature = () => {}) {
  const rows = classes.map((name) => makeRow(name, '', '', ''));
  const answer = make('p', { class: 'note' });
  const table = make('table', { class: 'numbers' }, make('thead'), make('tbody', {}, ...rows));
  const slider = make('input', { type: 'range', id: 'temperature', min: -2, max: 2, step: 0.1, value: 0 });
  const shown = make('output', { for: 'temperature' }, '1.00');
  /** @type {Pick<import('./view.js').Trace, 'activations'>} */
  let latest = { activations: null };

  /** 2 to the power of the slider: 0.25 to 4. */
  const temperature = () => 2 ** slider.valueAsNumber;

  /** @param {Pick<import('./view.js').Trace, 'activations'>} trace */
  function show(trace = latest) {
    latest = trace;
    const { activations } = trace;
    table.hidden = !activations;
    if (!activations) return setText(answer, BLANK_TEXT);
    const logits = activations[scores].values;
    const own = activations[softmaxLayer].values;
    const divisor = temperature();
    const probabilities = divisor === 1 ? own : softmax(logits, divisor);
    const [best] = ranked(own);
    rows.forEach((row, i) => {
      const power = powerOfE(logits[i] / divisor);
      const texts = [decimal(logits[i]), power, probability2(probabilities[i])];
      for (const [at, text] of texts.entries()) setText(row.children[at + 1], text);
      row.classList.toggle('best', i === best);
    });
    setText(answer, `The answer: ${uncapitalized(inWords(classes[best]))}.`);
  }

  function showHead() {
    const divided = temperature() === 1 ? 'e to the score' : `e to the score / ${temperature().toFixed(2)}`;
    table.tHead?.replaceWith(makeHead('Class', 'Score', divided, 'Probability'));
  }

  slider.addEventListener('input', () => {
    setText(shown, temperature().toFixed(2));
    slider.setAttribute('aria-valuetext', temperature().toFixed(2));
    showHead();
    show();
    onTemperature();
  });
  slider.setAttribute('aria-valuetext', '1.00');
  showHead();
  const control = make(
    'p',
    { class: 'temperature' },
    make('label', { for: 'temperature' }, 'Temperature'),
    slider,
    shown,
  );
  return { element: make('div', {}, answer, control, table), show, temperature };
}

/**
 * “28 × 28 × 16 = 12,544 numbers, 41% of them above zero, the largest 3.20.”, “22 numbers from 0 to 1, which add up to 1.”
 *
 * @param {import('../../network/graph.js').Values} output
 * @param {boolean} hasProbabilities whether it is a softmax
 */
export function describeOutput({ shape, values }, hasProbabilities) {
  const size = `${shape.length > 1 ? `${shape.join(' × ')} = ` : ''}${whole(values.length)} numbers`;
  if (hasProbabilities) return `${size} from 0 to 1, which add up to 1.`;
  let [above, largest, least] = [0, -Infinity, Infinity];
  for (const value of values) {
    above += Number(value > 0);
    largest = Math.max(largest, value);
    least = Math.min(least, value);
  }
  const negative = least < 0 ? ' Negative numbers are orange.' : '';
  return `${size}, ${percent(above / values.length)} of them above zero, the largest ${decimal(largest)}.${negative}`;
}
