/** The last features of a network: the inputs of its last layer, by which it tells classes apart. Pure. */

/** @typedef {import('../network/classifier.js').Classifier} Classifier */

/** @type {WeakMap<Classifier, string[]>} nodes of a network's last features and of its probabilities */
const nodes = new WeakMap();

/**
 * @param {Classifier} classifier
 * @param {Float32Array} inputs n of them
 * @returns {{features: Float32Array[], probabilities: Float32Array}} of each input its features, as a vector of length 1;
 *   n * classes.length probabilities
 */
export function featuresOf(classifier, inputs) {
  const own = nodes.get(classifier) ?? nodesOf(classifier);
  nodes.set(classifier, own);
  const [{ values }, { values: probabilities }] = classifier.activations(inputs, own);
  const count = probabilities.length / classifier.classes.length;
  const width = values.length / count;
  return {
    features: Array.from({ length: count }, (_, i) => normalized(values.slice(i * width, (i + 1) * width))),
    probabilities: /** @type {Float32Array} */ (probabilities),
  };
}

/** @param {Classifier} classifier */
function nodesOf({ topology: { node } }) {
  const layers = node.filter(({ op }) => op === '_FusedMatMul');
  const computed = node.filter(({ op }) => op !== 'Placeholder' && op !== 'Const');
  return [layers[layers.length - 1].input[0], computed[computed.length - 1].name];
}

/** @param {import('../network/graph.js').Values['values']} values @returns {Float32Array} */
function normalized(values) {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length ? value / length : 0));
}
