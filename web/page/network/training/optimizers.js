/**
 * Optimizers, as Keras has them, with its defaults: they change weights, in place, by their gradients. Pure.
 *
 * Sources: Keras' documentation (https://keras.io/api/optimizers/); D. Kingma and J. Ba, "Adam", 2014; RMSprop after
 * T. Tieleman and G. Hinton, "Neural Networks for Machine Learning", lecture 6.5, 2012.
 *
 * @typedef {import('./layers.js').Weights} Weights
 * @typedef {(weights: Weights[]) => void} Optimizer a step
 */

const EPSILON = 1e-7;
const RHO = 0.9; // share of the older squares that RMSprop keeps
const [BETA_1, BETA_2] = [0.9, 0.999]; // of Adam: shares of the older means that it keeps

/** @type {Record<string, (learningRate: number) => Optimizer>} by their names in recipes */
const OPTIMIZERS = {
  sgd: (rate) => (weights) => {
    for (const { values, gradient } of weights) {
      for (let i = 0; i < values.length; i++) values[i] -= rate * gradient[i];
    }
  },

  rmsprop(rate) {
    const squaresOf = createSlots();
    return (weights) => {
      for (const { name, values, gradient } of weights) {
        const squares = squaresOf(name, values.length);
        for (let i = 0; i < values.length; i++) {
          squares[i] = RHO * squares[i] + (1 - RHO) * gradient[i] * gradient[i];
          values[i] -= (rate * gradient[i]) / Math.sqrt(squares[i] + EPSILON);
        }
      }
    };
  },

  adam(rate) {
    const [meansOf, squaresOf] = [createSlots(), createSlots()];
    let step = 0;
    return (weights) => {
      step += 1;
      const scaled = (rate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
      for (const { name, values, gradient } of weights) {
        const [means, squares] = [meansOf(name, values.length), squaresOf(name, values.length)];
        for (let i = 0; i < values.length; i++) {
          means[i] += (gradient[i] - means[i]) * (1 - BETA_1);
          squares[i] += (gradient[i] * gradient[i] - squares[i]) * (1 - BETA_2);
          values[i] -= (scaled * means[i]) / (Math.sqrt(squares[i]) + EPSILON);
        }
      }
    };
  },
};

/** Returns what an optimizer remembers of each weight, 0 at first. */
function createSlots() {
  /** @type {Map<string, Float32Array>} */
  const slots = new Map();
  return (/** @type {string} */ name, /** @type {number} */ size) => {
    const slot = slots.get(name) ?? new Float32Array(size);
    slots.set(name, slot);
    return slot;
  };
}

/**
 * @param {string} name 'sgd', 'rmsprop' or 'adam'
 * @param {number} learningRate
 * @returns {Optimizer}
 */
export function createOptimizer(name, learningRate) {
  if (!Object.hasOwn(OPTIMIZERS, name)) throw new Error(`The page cannot train with the optimizer ${name}.`);
  return OPTIMIZERS[name](learningRate);
}
