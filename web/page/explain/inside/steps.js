/** Steps of Look inside: strokes, raster and direction maps, numbers; each layer; the softmax and the answer. */

import { boxOf } from '../../ink/boxes.js';
import { BOX, FRAME, PIXELS } from '../../ink/raster.js';
import { make, makeHead, makeRow, makeSvg, setText } from '../../lib/dom.js';
import { BLANK_TEXT, percent, probability2, uncapitalized, whole } from '../../lib/format.js';
import { ranked } from '../../lib/math.js';
import { MARKS, NON_DIGIT } from '../../network/classes.js';
import { paintChannels, paintRaster, paintSigned } from '../../ui/pictures.js';
import { inWords } from '../../ui/wording.js';

/**
 * @typedef {import('../../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./layers.js').Layer['kind']} Kind
 *
 * @typedef {object} Step
 * @property {HTMLElement} element
 * @property {(trace: import('./look-inside.js').Trace) => void} show
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

/** @param {number} count @param {string} thing */
const counted = (count, thing) => `${whole(count)} ${thing}${count === 1 ? '' : 's'}`;

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

const PICTURE_WIDTH = 560; // CSS px, about
/** @type {Record<string, (shape: number[], stride: number) => string>} */
const ABOUT = {
  scale: () =>
    'Every number is multiplied by 255, because this network was trained on pixels from 0 to 255, as stored in files.',
  convolution: ([height, width, inputs, outputs], stride) =>
    `Each of ${outputs} feature maps has a window of ${height} × ${width} weights` +
    (inputs > 1 ? ` for each of the ${inputs} channels before it, which` : ', which') +
    ` slides over the picture${stride > 1 ? ` in steps of ${stride} pixels` : ''}, multiplies and adds up. A feature ` +
    'map is strong where the pattern of its window occurs.',
  'max-pooling': () =>
    'Of every 2 × 2 numbers only the largest is kept: the picture shrinks, and small shifts matter less.',
  dense: ([inputs, neurons]) =>
    `${whole(neurons)} neurons, each with a weight for all ${whole(inputs)} numbers before it: multiply, add up, ` +
    'add a bias.',
};
const RELU = ' Numbers below zero become zero (relu).';

/**
 * A layer: what it does, and its activations for the drawing.
 *
 * @param {import('./layers.js').Layer} layer
 * @param {number} index of the layer
 * @param {import('./look-inside.js').WeightsOf} weightsOf
 * @returns {Step}
 */
export function createLayerStep(layer, index, weightsOf) {
  const { kind, activation, weights, stride } = layer;
  const shape = weights && kind !== 'scale' ? weightsOf(weights).shape : [];
  const picture = makePicture({ width: 1, height: 1 });
  const description = make('p', { class: 'note' });
  const about = ABOUT[kind](shape, stride) + (activation === 'relu' ? RELU : '');
  return {
    element: makeStep(layerTitle(kind, shape), make('p', {}, about), picture, description),
    show({ activations }) {
      const output = activations?.[index];
      picture.hidden = !output;
      setText(description, output ? describeOutput(output) : BLANK_TEXT);
      if (!output) return;
      if (output.shape.length === 3) paintChannels(picture, output.values, output.shape, columnsFor(output.shape));
      else paintSigned(picture, output.values, Math.min(output.values.length, kind === 'scale' ? 28 : 32));
      picture.setAttribute('aria-label', `${layerTitle(kind, shape)}: ${describeOutput(output)}`);
      const zoom = Math.min(Math.max(Math.floor(PICTURE_WIDTH / picture.width), 2), 12);
      picture.style.setProperty('--pixels', String(picture.width));
      picture.style.setProperty('--zoom', String(zoom));
    },
  };
}

/** @param {Kind} kind @param {number[]} shape */
function layerTitle(kind, shape) {
  if (kind === 'convolution') return `Convolution, ${shape[3]} feature maps`;
  if (kind === 'dense') return `Dense layer, ${whole(shape[1])} neurons`;
  return kind === 'scale' ? 'Scale' : 'Max-pooling';
}

/**
 * “28 × 28 × 16 = 12,544 numbers, 41% of them above zero, the largest 3.20.”
 *
 * @param {import('../../../network/graph.js').Values} output
 */
function describeOutput({ shape, values }) {
  const size = `${shape.length > 1 ? `${shape.join(' × ')} = ` : ''}${whole(values.length)} numbers`;
  const numbers = Array.from(values);
  const above = numbers.filter((value) => value > 0).length / numbers.length;
  const largest = numbers.reduce((found, value) => Math.max(found, value), -Infinity);
  const negative = numbers.some((value) => value < 0) ? ' Negative numbers are orange.' : '';
  return `${size}, ${percent(above)} of them above zero, the largest ${largest.toFixed(2)}.${negative}`;
}

/** @param {number[]} shape */
const columnsFor = ([, , channels]) => (channels > 32 ? 16 : 8); // feature maps side by side

/**
 * The last step: scores become probabilities, and the most probable class is the answer.
 *
 * @param {string[]} classes of the network
 * @param {number} scores index of the layer with the scores
 * @param {number} softmax index of the layer with the probabilities
 * @returns {Step}
 */
export function createSoftmaxStep(classes, scores, softmax) {
  const body = make('tbody');
  const answer = make('p', { class: 'note' });
  const others = classes.includes(MARKS[0]) ? 'neither a digit nor a mark' : 'not a digit';
  const rejection = classes.includes(NON_DIGIT) ? `; “${NON_DIGIT}” means that it is ${others}` : '';
  const about =
    `The ${classes.length} scores of the last layer become probabilities: e to the power of each, divided by the sum ` +
    `of all ${classes.length}. The most probable class is the answer${rejection}.`;
  const head = makeHead('Class', 'Score', 'e to the score', 'Probability');
  const table = make('table', { class: 'numbers' }, head, body);
  return {
    element: makeStep('Softmax, and the answer', make('p', {}, about), table, answer),
    show({ activations }) {
      table.hidden = !activations;
      setText(answer, BLANK_TEXT);
      if (!activations) return;
      const [logits, probabilities] = [activations[scores].values, activations[softmax].values];
      const [best] = ranked(probabilities);
      body.replaceChildren(
        ...Array.from(logits, (score, i) => {
          const cells = [score.toFixed(2), scientific(Math.exp(score)), probability2(probabilities[i])];
          const row = makeRow(classes[i], ...cells);
          row.classList.toggle('best', i === best);
          return row;
        }),
      );
      setText(answer, `The answer: ${uncapitalized(inWords(classes[best]))}.`);
    },
  };
}

/** @param {number} value */
const scientific = (value) => (value >= 0.01 && value < 1e5 ? value.toFixed(2) : value.toExponential(1));
