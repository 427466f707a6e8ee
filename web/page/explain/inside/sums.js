/**
 * How one number of a layer comes about: its window in the layer before, and its sum. Pure.
 *
 * @typedef {import('../../network/graph.js').Values} Values
 * @typedef {import('./layers.js').Layer} Layer
 *
 * @typedef {object} Box a window, in pixels of the layer before; it may begin or end outside of it
 * @property {number} top
 * @property {number} left
 * @property {number} height
 * @property {number} width
 *
 * @typedef {object} Given what a layer computes with
 * @property {Values} input of the layer, with the shape [height, width, channels] or [length]
 * @property {Values | null} weights
 * @property {Values | null} biases
 *
 * @typedef {object} Sum how a number comes about
 * @property {import('./layers.js').Kind} kind
 * @property {number} value the number, computed here
 * @property {Box | null} box its window; null: all of the layer before
 * @property {number[]} shape of inputs and weights: [height, width, channels], or [length]
 * @property {Float32Array} inputs in its window, row-major; outside of the layer before 0, or -Infinity (max-pooling)
 * @property {Float32Array} weights for each of the inputs; none for layers without weights
 * @property {Float64Array} parts what each channel adds (convolution), or each input (dense); e to the power of each score
 *   (softmax)
 * @property {number} total sum of the parts; the largest of the inputs (max-pooling)
 * @property {number} bias 0 for layers without one
 * @property {number} largest place in the inputs of the largest one (max-pooling); else -1
 * @property {number} index of the number in its layer
 * @property {number} temperature by which scores are divided (softmax); else 1
 */

/** @param {number} value @param {Layer} layer */
const activated = (value, { activation }) => (activation === 'relu' ? Math.max(0, value) : value);

/**
 * Returns the window of a pixel.
 *
 * Padding as in TensorFlow (https://www.tensorflow.org/versions/r2.19/api_docs/python/tf/nn#notes_on_padding_2).
 *
 * @param {Pick<Layer, 'strides' | 'padding'>} layer
 * @param {number[]} size of the window: [down, across]
 * @param {number[]} shape of the layer before: [height, width, channels]
 * @param {number} row of the pixel
 * @param {number} column
 * @returns {Box}
 */
export function windowOf({ strides, padding }, size, shape, row, column) {
  const [top, left] = [row, column].map((at, axis) => {
    const outputs = Math.ceil(shape[axis] / strides[axis]);
    const missing = padding === 'same' ? Math.max(0, (outputs - 1) * strides[axis] + size[axis] - shape[axis]) : 0;
    return at * strides[axis] - Math.floor(missing / 2);
  });
  return { top, left, height: size[0], width: size[1] };
}

/**
 * Explains one number of a layer.
 *
 * @param {Layer} layer
 * @param {Given} given
 * @param {number[]} shape of the layer's output: [height, width, channels], or [length]
 * @param {number} index of the number in the output, row-major
 * @param {number} [temperature] by which scores are divided before a softmax
 * @returns {Sum | null} null for a layer that this page cannot explain
 */
export function sumOf(layer, given, shape, index, temperature = 1) {
  if (layer.kind === 'unknown') return null;
  return { ...SUMS[layer.kind](layer, given, shape, index, temperature), index };
}

const NONE = {
  index: 0,
  temperature: 1,
  box: null,
  weights: new Float32Array(0),
  parts: new Float64Array(0),
  bias: 0,
  largest: -1,
};

/** @type {Record<Exclude<import('./layers.js').Kind, 'unknown'>, (layer: Layer, given: Given, shape: number[], index: number, temperature: number) => Sum>} */
const SUMS = {
  scale(layer, { input, weights }, _, index) {
    const inputs = Float32Array.of(input.values[index]);
    const factor = Float32Array.of(weights?.values[0] ?? 1);
    const total = inputs[0] * factor[0];
    const box = { ...pixelOf(input.shape, index), height: 1, width: 1 };
    return { ...NONE, kind: layer.kind, value: total, box, shape: [1], inputs, weights: factor, total };
  },

  convolution(layer, { input, weights, biases }, [, width, maps], index) {
    const { shape: kernel, values } = /** @type {Values} */ (weights);
    const [height, across, channels] = kernel;
    const map = index % maps;
    const pixel = Math.floor(index / maps);
    const box = windowOf(layer, [height, across], input.shape, Math.floor(pixel / width), pixel % width);
    const inputs = patchOf(input, box);
    const own = new Float32Array(inputs.length);
    const parts = new Float64Array(channels);
    for (let i = 0; i < inputs.length; i++) {
      own[i] = values[i * maps + map]; // the last axis counts feature maps
      parts[i % channels] += inputs[i] * own[i];
    }
    const total = sum(parts);
    const bias = biases?.values[map] ?? 0;
    const value = activated(total + bias, layer);
    const shape = [height, across, channels];
    return { ...NONE, kind: layer.kind, value, box, shape, inputs, weights: own, parts, total, bias };
  },

  'max-pooling'(layer, { input }, [, width, maps], index) {
    const map = index % maps;
    const pixel = Math.floor(index / maps);
    const box = windowOf(layer, layer.size, input.shape, Math.floor(pixel / width), pixel % width);
    const inputs = patchOf(input, box, map, -Infinity);
    const total = inputs.reduce((most, value) => Math.max(most, value), -Infinity);
    const shape = [box.height, box.width, 1];
    return { ...NONE, kind: layer.kind, value: total, box, shape, inputs, total, largest: inputs.indexOf(total) };
  },

  dense(layer, { input, weights, biases }, [neurons], index) {
    const { values } = /** @type {Values} */ (weights);
    const inputs = Float32Array.from(input.values);
    const own = new Float32Array(inputs.length);
    const parts = new Float64Array(inputs.length);
    for (let i = 0; i < inputs.length; i++) {
      own[i] = values[i * neurons + index]; // the last axis counts neurons
      parts[i] = inputs[i] * own[i];
    }
    const total = sum(parts);
    const bias = biases?.values[index] ?? 0;
    const value = activated(total + bias, layer);
    return { ...NONE, kind: layer.kind, value, shape: input.shape, inputs, weights: own, parts, total, bias };
  },

  softmax(layer, { input }, _, index, temperature) {
    const inputs = Float32Array.from(input.values);
    const most = inputs.reduce((found, score) => Math.max(found, score), -Infinity);
    // all are divided by e to the power of the largest, which changes no probability and overflows for no score
    const parts = Float64Array.from(inputs, (score) => Math.exp((score - most) / temperature));
    const total = sum(parts);
    const value = parts[index] / total;
    return { ...NONE, kind: layer.kind, value, shape: input.shape, inputs, parts, total, temperature };
  },
};

/**
 * Probabilities of scores.
 *
 * @param {ArrayLike<number>} scores
 * @param {number} temperature above 0: 1 leaves the scores as they are, higher ones level the probabilities
 * @returns {Float64Array}
 */
export function softmax(scores, temperature) {
  const most = Math.max(...Array.from(scores));
  const powers = Float64Array.from(scores, (score) => Math.exp((score - most) / temperature));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** @param {Float64Array} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * Row and column of a number.
 *
 * @param {number[]} shape [height, width, channels], or [length]
 * @param {number} index in the values, row-major
 */
function pixelOf(shape, index) {
  if (shape.length < 3) return { top: 0, left: index };
  const pixel = Math.floor(index / shape[2]);
  return { top: Math.floor(pixel / shape[1]), left: pixel % shape[1] };
}

/**
 * Returns the numbers in a window.
 *
 * @param {Values} input with the shape [height, width, channels]
 * @param {Box} box
 * @param {number} [channel] only this one
 * @param {number} [outside] stands for numbers outside of the input
 * @returns {Float32Array} row-major [height, width, channels]
 */
function patchOf({ shape: [height, width, channels], values }, box, channel, outside = 0) {
  const count = channel === undefined ? channels : 1;
  const patch = new Float32Array(box.height * box.width * count).fill(outside);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const [row, column] = [box.top + y, box.left + x];
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      const from = (row * width + column) * channels + (channel ?? 0);
      for (let c = 0; c < count; c++) patch[(y * box.width + x) * count + c] = values[from + c];
    }
  }
  return patch;
}

/** The place of the largest number. @param {Values['values']} values */
export function strongest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
