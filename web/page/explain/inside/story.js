/** The text beside the planes: titles of layers, and sentences that teach, each about one layer. Pure. */

import { BOX, FRAME } from '../../ink/raster.js';
import { whole } from '../../lib/format.js';
import { MARKS, NON_DIGIT } from '../../network/classes.js';
import { INPUT } from './layers.js';

/**
 * @typedef {import('./layers.js').Layer} Layer
 *
 * @typedef {object} Told what the sentences depend on
 * @property {Layer[]} layers
 * @property {number[][]} shapes of their outputs: [height, width, maps], or [length]
 * @property {(name: string) => import('../../network/graph.js').Values} weightsOf
 * @property {string[]} channels of the input, the raster first
 * @property {string[]} classes
 */

/** @param {Layer} layer @param {number[]} shape of its output */
export function titleOf({ kind, op }, shape) {
  const count = whole(/** @type {number} */ (shape.at(-1)));
  if (kind === 'convolution') return `Convolution, ${count} feature maps`;
  if (kind === 'dense') return `Dense layer, ${count} neurons`;
  if (kind === 'unknown') return `Operation ${op}`;
  return { scale: 'Scale', 'max-pooling': 'Max-pooling', softmax: 'Softmax, and the answer' }[kind];
}

/** @param {string[]} channels of the input @returns {string} */
export const titleOfInput = (channels) => (channels.length > 1 ? 'Raster and direction maps' : 'Raster');

/** @param {Told} told @returns {string[]} about the input */
export function sentencesOfInput({ channels }) {
  const [maps, count] = [channels.length - 1, whole(channels.length * FRAME * FRAME)];
  return [
    `Your ink, scaled to ${BOX} pixels and centred in ${FRAME} × ${FRAME}: 0 is paper, 1 is ink.`,
    maps
      ? `Beside it, ${maps} direction maps: how far the pen moved ${listed(channels.slice(1))} there. Together that makes ${count} numbers.`
      : `To the network it is a list of ${count} numbers. That is all it ever sees.`,
  ];
}

/** @param {Told} told @param {number} index of a layer @returns {string[]} about the layer */
export function sentencesOf(told, index) {
  const layer = told.layers[index];
  const isFirst = told.layers.findIndex(({ kind }) => kind === layer.kind) === index;
  const relu = told.layers.findIndex(({ activation }) => activation === 'relu') === index ? [RELU] : [];
  return [...SENTENCES[layer.kind](told, index, isFirst), ...relu];
}

const RELU = 'Sums below zero become zero (relu). So a number lights up only where its pattern is found.';

/** @type {Record<import('./layers.js').Kind, (told: Told, index: number, isFirst: boolean) => string[]>} */
const SENTENCES = {
  scale: ({ layers, weightsOf }, index) => {
    const [factor] = weightsOf(layers[index].weights ?? '').values;
    return [
      `Every number is multiplied by ${factor}, because this network was trained on pixels from 0 to ${factor}, as stored in files.`,
    ];
  },

  convolution: ({ layers, shapes, weightsOf }, index, isFirst) => {
    const { weights, from, strides } = layers[index];
    const [height, width, inputs, maps] = weightsOf(weights ?? '').shape;
    const each = inputs > 1 ? ` in each of the ${inputs} maps before it` : '';
    const steps = strides[0] > 1 ? ` It moves in steps of ${strides[0]} pixels, so that the maps shrink.` : '';
    if (isFirst) {
      return [
        `Each of ${maps} feature maps has a window of ${height} × ${width} weights${each}. It slides over the picture, multiplies and adds up.`,
        `The same weights are used everywhere: a feature map is strong wherever the pattern of its window occurs, such as an edge or a slope.${steps}`,
      ];
    }
    const [rows] = shapes[index];
    const last = !layers.slice(index + 1).some(({ kind }) => kind === 'convolution');
    const reach = last
      ? ` A number of these maps of ${rows} × ${rows} depends on much of your drawing: it stands for a whole shape, no longer for a stroke.`
      : '';
    return [`${maps} windows look at all ${shapes[from].at(-1)} maps at once: patterns of patterns.${steps}${reach}`];
  },

  'max-pooling': ({ layers }, index) => {
    const [height, width] = layers[index].size;
    return [
      `Of every ${height} × ${width} numbers only the largest is kept. The maps shrink, and small shifts of your pen matter less.`,
    ];
  },

  dense: ({ layers, shapes, weightsOf }, index, isFirst) => {
    const { weights, activation, from } = layers[index];
    const [inputs, neurons] = weightsOf(weights ?? '').shape;
    const isLast = !layers.some((layer) => layer.from === index && layer.kind !== 'softmax');
    if (isLast) {
      const maps = from !== INPUT && shapes[from].length > 1 ? ' of all maps' : '';
      return [
        `One neuron for each class adds up all ${whole(inputs)} numbers${maps}, each times a weight, and a bias: that is the score of its class.`,
        'Blue products speak for the class, orange ones against it.',
      ];
    }
    const linear = activation ? [] : [LINEAR];
    if (!isFirst)
      return [`${whole(neurons)} more neurons combine what the ${whole(inputs)} before them have found.`, ...linear];
    return [
      `${whole(neurons)} neurons, each with a weight for all ${whole(inputs)} numbers before it: multiply, add up, add a bias.`,
      'The weights of a neuron form a picture. Ink on its blue parts raises the sum, ink on its orange parts lowers it.',
      ...linear,
    ];
  },

  softmax: ({ classes }) => {
    const others = classes.includes(MARKS[0]) ? 'neither a digit nor a mark' : 'not a digit';
    const rejection = classes.includes(NON_DIGIT) ? ` “${NON_DIGIT}” means that it is ${others}.` : '';
    return [
      `The ${classes.length} scores become probabilities: e to the power of each, divided by the sum of all ${classes.length}.`,
      `The most probable class is the answer.${rejection}`,
      'Raise the temperature, and the network sounds less sure; lower it, and it sounds surer. The answer stays the same.',
    ];
  },

  unknown: ({ layers }, index) => [
    `This page can’t show how this step is computed: it doesn’t know the operation “${layers[index].op}”. Its numbers are real.`,
  ],
};

const LINEAR = 'This layer has no activation: together with the next one it is still one weighted sum.';

/** “right, left, down and up” @param {string[]} words */
const listed = (words) => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
