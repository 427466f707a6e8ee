/** One neuron of the first layer with weights: what it looks for, and what it makes of the drawing. */

import { make, setText } from '../lib/dom.js';
import { paintMaps } from '../ui/pictures.js';
import { FRAME } from '../ink/raster.js';

const SPELLED = 25; // weights that are still said one by one
const SMALLEST =
  'The building block of all these networks: multiply each input by a weight, add up, add a bias, and bend the sum ' +
  'with an activation. With weights 1 and 2, bias 0 and inputs 1 and 1 the sum is 1 · 1 + 2 · 1 + 0 = 3; bent by ' +
  'a sigmoid, 1 / (1 + e^−3) = 0.9526.';

/**
 * @param {import('../network/networks.js').Network} network
 * @param {import('./layers.js').Layer[]} layers
 */
export function createNeuron(network, layers) {
  const index = layers.findIndex(({ weights, kind }) => weights && kind !== 'scale');
  const layer = layers[index];
  const weights = network.weights(layer.weights);
  const biases = network.weights(layer.biases);
  const count = weights.shape.at(-1);
  const { names } = network.card.maps;
  const shape = layer.kind === 'dense' ? [FRAME, FRAME, names.length] : weights.shape.slice(0, 3); // of its weights
  const scale = layers[0].kind === 'scale' ? network.weights(layers[0].weights).values[0] : 1;
  const choice = make('input', { type: 'number', min: 1, max: count, value: 1, id: 'neuron' });
  const picture = createPicture(names.length);
  const product = createPicture(layer.kind === 'dense' ? names.length : 1);
  const told = make('p', { class: 'told', role: 'status' });
  let latest = { input: null, seen: null };

  function show(state = latest) {
    latest = state;
    const chosen = Math.min(Math.max(Math.round(choice.valueAsNumber) || 1, 1), count) - 1;
    const own = weights.values.filter((_, i) => i % count === chosen); // the last side counts neurons
    const bias = biases.values[chosen];
    paintMaps(picture, own, shape, shape[2]);
    picture.setAttribute('aria-label', describeWeights(chosen, own));
    const facts = { chosen, own, shape, bias, scale, layer, ...latest, output: latest.seen?.[index] };
    setText(told, layer.kind === 'dense' ? sumOf(facts) : windowOf(facts));
    product.parentElement.hidden = !latest.input;
    if (latest.input) paintProduct(product, facts);
  }

  choice.addEventListener('input', () => show());
  const label = make('label', { for: 'neuron' }, `Neuron of the first layer (1 to ${count}) `, choice);
  const legend = 'Blue weights are positive: ink there speaks for what the neuron looks for. Orange ones are negative.';
  const caption = layer.kind === 'dense' ? 'Weights × your drawing' : 'Its map of your drawing';
  const title = `Its weights${names.length > 1 ? ` for ${names.join(', ')}` : ''}`;
  const pair = make('div', { class: 'pair' }, figure(picture, title), figure(product, caption));
  const intro = [make('h3', {}, 'One neuron'), make('p', {}, SMALLEST), label, make('p', { class: 'told' }, legend)];
  return { element: make('section', { class: 'neuron' }, ...intro, pair, told), show };
}

const figure = (picture, caption) => make('figure', {}, picture, make('figcaption', {}, caption));

/** Of so many maps side by side. */
const createPicture = (maps) =>
  make('canvas', { class: maps > 1 ? 'pixels wide' : 'pixels', role: 'img', width: 1, height: 1 });

/** What the neuron adds up, pixel by pixel; for a convolution, the map that its window makes. */
function paintProduct(canvas, { chosen, own, shape, input, layer, output }) {
  if (layer.kind === 'dense') {
    paintMaps(canvas, own.map((weight, i) => weight * input[i]), shape, shape[2]);
    canvas.setAttribute('aria-label', 'Each weight times the ink of its pixel');
    return;
  }
  const [height, width, maps] = output.shape;
  const map = Float32Array.from({ length: height * width }, (_, i) => output.values[i * maps + chosen]);
  paintMaps(canvas, map, [height, width, 1], 1);
  canvas.setAttribute('aria-label', `Map ${chosen + 1} of your drawing`);
}

function describeWeights(chosen, own) {
  const count = (sign) => own.reduce((sum, weight) => sum + (Math.sign(weight) === sign), 0);
  const values = own.length <= SPELLED ? `: ${Array.from(own, (weight) => weight.toFixed(2)).join(', ')}` : '';
  return `Weights of neuron ${chosen + 1}: ${count(1)} positive, ${count(-1)} negative${values}`;
}

/** “w · x = 2.31; with its bias 0.12 that is 2.43, and after relu 2.43.” */
function sumOf({ chosen, own, bias, scale, input, output, layer }) {
  if (!input) return `Its bias is ${bias.toFixed(3)}. Draw a digit to see what it adds up.`;
  const sum = own.reduce((total, weight, i) => total + weight * input[i] * scale, 0);
  const after = layer.activation === 'relu' ? ' after relu' : ', for this layer has no activation';
  return (
    `For your drawing, weights times inputs add up to ${sum.toFixed(3)}. With its bias of ${bias.toFixed(3)} that is ` +
    `${(sum + bias).toFixed(3)}, and the neuron gives ${output.values[chosen].toFixed(3)}${after}.`
  );
}

function windowOf({ own, shape: [height, width, maps], bias }) {
  const every = maps > 1 ? ` for each of ${maps} maps` : '';
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from(own.subarray(row * width, (row + 1) * width), (weight) => weight.toFixed(2)).join(' '),
  );
  const spelled = own.length <= SPELLED ? `, row by row: ${rows.join(' / ')}` : ', shown above';
  const weights = `Its ${height} × ${width} weights${every}${spelled}; its bias is ${bias.toFixed(3)}`;
  return `${weights}. The same weights are used everywhere.`;
}
