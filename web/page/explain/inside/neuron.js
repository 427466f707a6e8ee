/**
 * One neuron of the first layer with weights: its weights, and its output for the drawing.
 *
 * @typedef {import('./look-inside.js').Trace} Trace
 *
 * @typedef {object} Neuron
 * @property {number} chosen its index in the layer
 * @property {Float32Array} own weights
 * @property {number[]} shape of them: height, width, channels
 * @property {number} bias
 * @property {number} scale of the inputs
 * @property {import('./layers.js').Layer} layer
 * @property {Float32Array | null} input of the network; null for a blank drawing
 * @property {import('../../../network/graph.js').Values} [output] of the layer
 */

import { FRAME } from '../../ink/raster.js';
import { make, setText } from '../../lib/dom.js';
import { paintChannels } from '../../ui/pictures.js';

const MAX_LISTED = 25; // weights that are written out
const ABOUT =
  'The building block of all these networks: multiply each input by a weight, add up, add a bias, and apply an ' +
  'activation function. With weights 1 and 2, bias 0 and inputs 1 and 1 the sum is 1 · 1 + 2 · 1 + 0 = 3; a sigmoid ' +
  'turns it into 1 / (1 + e^−3) = 0.9526.';
const LEGEND = 'Blue weights are positive: ink there raises the sum. Orange ones are negative: ink there lowers it.';

/**
 * @param {string[]} names of the network's channels
 * @param {import('./layers.js').Layer[]} layers
 * @param {import('./look-inside.js').WeightsOf} weightsOf
 * @returns {import('./steps.js').Step}
 */
export function createNeuron(names, layers, weightsOf) {
  const index = layers.findIndex(({ weights, kind }) => weights && kind !== 'scale');
  const layer = layers[index];
  const weights = weightsOf(layer.weights ?? '');
  const values = Float32Array.from(weights.values);
  const biases = weightsOf(layer.biases ?? '');
  const [count] = weights.shape.slice(-1);
  const shape = layer.kind === 'dense' ? [FRAME, FRAME, names.length] : weights.shape.slice(0, 3); // of its weights
  const scale = layers[0].kind === 'scale' ? weightsOf(layers[0].weights ?? '').values[0] : 1;
  const field = make('input', { type: 'number', min: 1, max: count, value: 1, id: 'neuron' });
  const picture = makePicture(names.length);
  const product = makePicture(layer.kind === 'dense' ? names.length : 1);
  const description = make('p', { class: 'note', role: 'status' });
  /** @type {Pick<Trace, 'input' | 'activations'>} */
  let latest = { input: null, activations: null };

  function show(trace = latest) {
    latest = trace;
    const chosen = Math.min(Math.max(Math.round(field.valueAsNumber) || 1, 1), count) - 1;
    const own = values.filter((_, i) => i % count === chosen); // the last axis counts neurons
    const bias = biases.values[chosen];
    paintChannels(picture, own, shape, shape[2]);
    picture.setAttribute('aria-label', describeWeights(chosen, own));
    const { input } = latest;
    const neuron = { chosen, own, shape, bias, scale, layer, input, output: latest.activations?.[index] };
    setText(description, layer.kind === 'dense' ? describeSum(neuron) : describeWindow(neuron));
    productFigure.hidden = !input;
    paintProduct(product, neuron);
  }

  field.addEventListener('input', () => show());
  const label = make('label', { for: 'neuron' }, `Neuron of the first layer (1 to ${count}) `, field);
  const caption = layer.kind === 'dense' ? 'Weights × your drawing' : 'Its feature map of your drawing';
  const title = `Its weights${names.length > 1 ? ` for ${names.join(', ')}` : ''}`;
  const productFigure = makeFigure(product, caption);
  const pair = make('div', { class: 'pair' }, makeFigure(picture, title), productFigure);
  const intro = [make('h3', {}, 'One neuron'), make('p', {}, ABOUT), label, make('p', { class: 'note' }, LEGEND)];
  return { element: make('section', { class: 'neuron' }, ...intro, pair, description), show };
}

/** @param {Node} picture @param {string} caption */
const makeFigure = (picture, caption) => make('figure', {}, picture, make('figcaption', {}, caption));

/** @param {number} channels side by side */
const makePicture = (channels) =>
  make('canvas', { class: channels > 1 ? 'pixels wide' : 'pixels', role: 'img', width: 1, height: 1 });

/**
 * Paints each weight times its input; for a convolution, the feature map of its window.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Neuron} neuron
 */
function paintProduct(canvas, { chosen, own, shape, input, layer, output }) {
  if (!input || !output) return;
  if (layer.kind === 'dense') {
    paintChannels(
      canvas,
      own.map((weight, i) => weight * input[i]),
      shape,
      shape[2],
    );
    canvas.setAttribute('aria-label', 'Each weight times the ink of its pixel');
    return;
  }
  const [height, width, channels] = output.shape;
  const map = Float32Array.from({ length: height * width }, (_, i) => output.values[i * channels + chosen]);
  paintChannels(canvas, map, [height, width, 1], 1);
  canvas.setAttribute('aria-label', `Feature map ${chosen + 1} of your drawing`);
}

/** @param {number} chosen @param {Float32Array} own */
function describeWeights(chosen, own) {
  const count = (/** @type {number} */ sign) =>
    own.reduce((sum, weight) => sum + Number(Math.sign(weight) === sign), 0);
  const values = own.length <= MAX_LISTED ? `: ${Array.from(own, (weight) => weight.toFixed(2)).join(', ')}` : '';
  return `Weights of neuron ${chosen + 1}: ${count(1)} positive, ${count(-1)} negative${values}`;
}

/** “For your drawing, weights times inputs add up to 2.310. With its bias of 0.120 that is 2.430, …” @param {Neuron} neuron */
function describeSum({ chosen, own, bias, scale, input, output, layer }) {
  if (!input || !output) return `Its bias is ${bias.toFixed(3)}. Draw a digit to see what it adds up.`;
  const sum = own.reduce((total, weight, i) => total + weight * input[i] * scale, 0);
  const activation = layer.activation === 'relu' ? 'after relu' : 'as this layer has no activation';
  return (
    `For your drawing, weights times inputs add up to ${sum.toFixed(3)}. With its bias of ${bias.toFixed(3)} that is ` +
    `${(sum + bias).toFixed(3)}, and its output is ${output.values[chosen].toFixed(3)}, ${activation}.`
  );
}

/** @param {Neuron} neuron */
function describeWindow({ own, shape: [height, width, channels], bias }) {
  const each = channels > 1 ? ` for each of ${channels} channels` : '';
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from(own.subarray(row * width, (row + 1) * width), (weight) => weight.toFixed(2)).join(' '),
  );
  const values = own.length <= MAX_LISTED ? `, row by row: ${rows.join(' / ')}` : ', shown above';
  const weights = `Its ${height} × ${width} weights${each}${values}; its bias is ${bias.toFixed(3)}`;
  return `${weights}. The same weights are used at every position.`;
}
