/**
 * Layers that learn: each computes its output for a batch and, backwards, from the gradient of the loss by its output
 * the gradients by its weights and by its input. All values are row-major Float32Arrays, an example after the other.
 *
 * Source of the derivatives: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", MIT Press 2016, sections 6.5 and 9.
 *
 * @typedef {object} Layer
 * @property {Weights[]} weights that are trained; none in most layers
 * @property {(input: Float32Array, count: number, isTraining: boolean) => Float32Array} forward the output for `count`
 *   examples; keeps what `backward` needs
 * @property {(gradient: Float32Array, count: number, isFirst: boolean) => Float32Array} backward sets the gradients of its
 *   weights, and returns the gradient by its input; an empty one where it is the first that learns
 *
 * @typedef {object} Weights
 * @property {string} name in the graph
 * @property {number[]} shape
 * @property {Float32Array} values
 * @property {Float32Array} gradient of the last `backward`
 */

import { product, transposed } from './products.js';

const AT_ONCE = 16; // examples of a convolution: its patches take nine times the memory of its input
const NOTHING = new Float32Array(0);

/**
 * @param {string} name
 * @param {number[]} shape
 * @returns {Weights} of zeros
 */
export function createWeights(name, shape) {
  const size = shape.reduce((product, side) => product * side, 1);
  return { name, shape, values: new Float32Array(size), gradient: new Float32Array(size) };
}

/**
 * A dense layer: input x kernel + bias, then perhaps relu.
 *
 * @param {Weights} kernel [inputs, neurons]
 * @param {Weights} bias [neurons]
 * @param {boolean} isRelu
 * @returns {Layer}
 */
export function createDense(kernel, bias, isRelu) {
  const [inputs, neurons] = kernel.shape;
  /** @type {Float32Array[]} */
  let [given, output] = [NOTHING, NOTHING];
  return {
    weights: [kernel, bias],
    forward(input, count) {
      given = input;
      output = biased(product(input, kernel.values, count, inputs, neurons), bias.values, isRelu);
      return output;
    },
    backward(gradient, count, isFirst) {
      if (isRelu) keepPositive(gradient, output);
      kernel.gradient = transposedProduct(given, gradient, count, inputs, neurons);
      bias.gradient = columnSums(gradient, neurons);
      if (isFirst) return NOTHING;
      return product(gradient, transposed(kernel.values, inputs, neurons), count, neurons, inputs);
    },
  };
}

/**
 * A convolution without padding, in steps of one pixel: patches x kernel + bias, then perhaps relu.
 *
 * @param {Weights} kernel [height, width, channels, filters]
 * @param {Weights} bias [filters]
 * @param {boolean} isRelu
 * @param {number[]} size [height, width] of its input
 * @returns {Layer}
 */
export function createConvolution(kernel, bias, isRelu, [height, width]) {
  const [down, across, channels, filters] = kernel.shape;
  const [rows, columns] = [height - down + 1, width - across + 1];
  const [inSize, outSize, patch] = [height * width * channels, rows * columns * filters, down * across * channels];
  /** @type {Float32Array[]} */
  let [given, output] = [NOTHING, NOTHING];

  /** Calls visit with the place of each row of a patch, in the patches and in the input. */
  /** @param {number} count @param {(at: number, from: number) => void} visit */
  function eachRow(count, visit) {
    let at = 0;
    for (let example = 0; example < count; example++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          for (let y = 0; y < down; y++, at += across * channels) {
            visit(at, example * inSize + ((row + y) * width + column) * channels);
          }
        }
      }
    }
  }

  /** The patches of some examples, a row for each pixel of the output. @param {Float32Array} input @param {number} count */
  function patchesOf(input, count) {
    const patches = new Float32Array(count * rows * columns * patch);
    const length = across * channels;
    eachRow(count, (at, from) => {
      for (let i = 0; i < length; i++) patches[at + i] = input[from + i];
    });
    return patches;
  }

  return {
    weights: [kernel, bias],
    forward(input, count) {
      given = input;
      output = new Float32Array(count * outSize);
      for (let i = 0; i < count; i += AT_ONCE) {
        const part = input.subarray(i * inSize, (i + AT_ONCE) * inSize);
        const pixels = (part.length / inSize) * rows * columns;
        const patches = patchesOf(part, part.length / inSize);
        output.set(biased(product(patches, kernel.values, pixels, patch, filters), bias.values, isRelu), i * outSize);
      }
      return output;
    },
    backward(gradient, count, isFirst) {
      if (isRelu) keepPositive(gradient, output);
      const turned = isFirst ? NOTHING : transposed(kernel.values, patch, filters);
      const byInput = new Float32Array(isFirst ? 0 : count * inSize);
      kernel.gradient.fill(0);
      for (let i = 0; i < count; i += AT_ONCE) {
        const part = given.subarray(i * inSize, (i + AT_ONCE) * inSize);
        const own = gradient.subarray(i * outSize, (i + AT_ONCE) * outSize);
        const examples = part.length / inSize;
        const pixels = examples * rows * columns;
        const patches = patchesOf(part, examples);
        const found = transposedProduct(patches, own, pixels, patch, filters);
        for (let k = 0; k < found.length; k++) kernel.gradient[k] += found[k];
        if (isFirst) continue;
        const byPatches = product(own, turned, pixels, filters, patch);
        const target = byInput.subarray(i * inSize);
        const length = across * channels;
        eachRow(examples, (at, from) => {
          for (let k = 0; k < length; k++) target[from + k] += byPatches[at + k];
        });
      }
      bias.gradient = columnSums(gradient, filters);
      return byInput;
    },
  };
}

/**
 * The largest value of each window, without overlap: its gradient goes to the first pixel that has it.
 *
 * @param {number} side of a window, pixels
 * @param {number[]} size [height, width, channels] of its input
 * @returns {Layer}
 */
export function createMaxPool(side, [height, width, channels]) {
  const [rows, columns] = [Math.floor(height / side), Math.floor(width / side)];
  const inSize = height * width * channels;
  let sources = new Int32Array(0); // of each output: its place in the input
  return {
    weights: [],
    forward(input, count) {
      const output = new Float32Array(count * rows * columns * channels);
      sources = new Int32Array(output.length);
      let at = 0;
      for (let example = 0; example < count; example++) {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const corner = example * inSize + (row * side * width + column * side) * channels;
            for (let channel = 0; channel < channels; channel++, at++) {
              let best = corner + channel;
              for (let y = 0; y < side; y++) {
                for (let x = 0; x < side; x++) {
                  const place = corner + (y * width + x) * channels + channel;
                  if (input[place] > input[best]) best = place;
                }
              }
              sources[at] = best;
              output[at] = input[best];
            }
          }
        }
      }
      return output;
    },
    backward(gradient, count) {
      const byInput = new Float32Array(count * inSize);
      for (let i = 0; i < sources.length; i++) byInput[sources[i]] += gradient[i];
      return byInput;
    },
  };
}

/** Multiplies its input by a constant. @param {number} factor @returns {Layer} */
export const createScale = (factor) => ({
  weights: [],
  forward: (input) => input.map((value) => value * factor),
  backward: (gradient) => gradient.map((value) => value * factor),
});

/**
 * In training, sets a random share of its input to 0, and raises the rest so that its expected sum stays. Source:
 * N. Srivastava and others, "Dropout", JMLR 15, 2014, as Keras does it.
 *
 * @param {number} rate share of the values, 0..1
 * @param {() => number} random 0..1
 * @returns {Layer}
 */
export function createDropout(rate, random) {
  /** @type {Float32Array} */
  let kept = NOTHING;
  return {
    weights: [],
    forward(input, _, isTraining) {
      if (!isTraining) return input;
      kept = input.map(() => (random() < rate ? 0 : 1 / (1 - rate)));
      return input.map((value, i) => value * kept[i]);
    },
    backward: (gradient) => gradient.map((value, i) => value * kept[i]),
  };
}

/**
 * Multiplies a transposed matrix by another: transposes the smaller one of both, and then perhaps the result.
 *
 * @param {Float32Array} a [inner, rows]
 * @param {Float32Array} b [inner, columns]
 * @param {number} inner
 * @param {number} rows
 * @param {number} columns
 * @returns {Float32Array} [rows, columns]
 */
function transposedProduct(a, b, inner, rows, columns) {
  if (rows <= columns) return product(transposed(a, inner, rows), b, rows, inner, columns);
  return transposed(product(transposed(b, inner, columns), a, columns, inner, rows), columns, rows);
}

/** Adds the bias, in place, and sets negative sums to 0. @param {Float32Array} sums @param {Float32Array} bias @param {boolean} isRelu */
function biased(sums, bias, isRelu) {
  for (let i = 0; i < sums.length; i += bias.length) {
    for (let k = 0; k < bias.length; k++) {
      const sum = sums[i + k] + bias[k];
      sums[i + k] = isRelu && sum < 0 ? 0 : sum; // NaN stays
    }
  }
  return sums;
}

/** Sets the gradient to 0, in place, where relu has cut its output. @param {Float32Array} gradient @param {Float32Array} output */
function keepPositive(gradient, output) {
  for (let i = 0; i < gradient.length; i++) if (output[i] <= 0) gradient[i] = 0;
}

/** @param {Float32Array} matrix [rows, columns] @param {number} columns @returns {Float32Array} the sum of each column */
function columnSums(matrix, columns) {
  const sums = new Float64Array(columns);
  for (let i = 0; i < matrix.length; i += columns) for (let k = 0; k < columns; k++) sums[k] += matrix[i + k];
  return Float32Array.from(sums);
}
