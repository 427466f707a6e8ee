/**
 * The graph of a bundle -> what is computed, in order: kernels of TF.js with their inputs and attributes. Pure.
 *
 * The graph's operations are TensorFlow's (https://www.tensorflow.org/versions/r2.19/api_docs/python/tf/raw_ops);
 * of their attributes only those are looked at that differ between the graphs of our networks.
 *
 * @typedef {object} Step
 * @property {string} name of what it gives: a node, or something on the way to one
 * @property {string | null} kernel of TF.js; null where the input is passed on
 * @property {Record<string, string>} inputs name of the kernel's input -> name of a step, a weight or the given input
 * @property {object} attributes of the kernel
 */

/** What an operation is: (name, inputs, attr, weights) => steps, the last of which has its name. */
const OPERATIONS = {
  Identity: (name, [x]) => [step(name, null, { x })],
  Mul: (name, [a, b]) => [step(name, 'Multiply', { a, b })],
  Relu: (name, [x]) => [step(name, 'Relu', { x })],
  Reshape: (name, [x, shape], attr, weights) => [reshape(name, x, [...weights.get(shape).values])],
  Softmax: (name, [logits]) => [step(name, 'Softmax', { logits }, { dim: 1 })],
  MaxPool: (name, [x], attr) => [step(name, 'MaxPool', { x }, { ...windowOf(attr), filterSize: across(attr.ksize) })],
  _FusedConv2D: (name, [x, filter, bias], attr) => {
    const attributes = { ...windowOf(attr), dataFormat: 'NHWC', dilations: [1, 1], activation: activationOf(attr) };
    return [step(name, 'FusedConv2D', { x, filter, bias }, attributes)];
  },
  _FusedMatMul: (name, [left, right, bias], attr, weights) => {
    // the kernel multiplies stacks of matrices: here a stack of one
    const [rows, columns] = weights.get(right).shape;
    const [a, b, product] = ['a', 'b', 'product'].map((part) => `${name}:${part}`);
    const attributes = { transposeA: false, transposeB: false, activation: activationOf(attr) };
    return [
      reshape(a, left, [1, -1, rows]),
      reshape(b, right, [1, rows, columns]),
      step(product, '_FusedMatMul', { a, b, bias }, attributes),
      reshape(name, product, [-1, columns]),
    ];
  },
};

const step = (name, kernel, inputs, attributes = {}) => ({ name, kernel, inputs, attributes });
const reshape = (name, x, shape) => step(name, 'Reshape', { x }, { shape });

/** [1, down, across, 1] -> [down, across] */
const across = ({ list }) => list.i.slice(1, 3).map(Number);
const windowOf = ({ strides, padding }) => ({ strides: across(strides), pad: atob(padding.s).toLowerCase() });

function activationOf({ fused_ops: fused }) {
  const found = (fused?.list?.s ?? []).map((text) => atob(text)).filter((text) => text !== 'BiasAdd');
  if (found.some((text) => text !== 'Relu')) throw new Error(`its activation ${found} is not known to this page`);
  return found.length ? 'relu' : 'linear';
}

/**
 * @param {{node: object[]}} topology of model.json, whose nodes are in the order of computing
 * @param {Map<string, import('./weights.js').Values>} weights which hold shapes, too
 * @returns {{input: string, steps: Step[]}} input: the name of what is given; the last step gives the answer
 */
export function stepsOf({ node: nodes }, weights) {
  const { name: input } = nodes.find(({ op }) => op === 'Placeholder');
  const computed = nodes.filter(({ op }) => op !== 'Placeholder' && op !== 'Const');
  const steps = computed.flatMap(({ op, name, input: inputs, attr }) => {
    if (!Object.hasOwn(OPERATIONS, op)) throw new Error(`its operation ${op} is not known to this page`);
    return OPERATIONS[op](name, inputs, attr, weights);
  });
  return { input, steps };
}
