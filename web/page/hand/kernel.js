/**
 * A correction of a network's logits, learned from examples: kernel logistic regression whose prior is the network. What
 * looks like an example is corrected as the example was; everything else is read as before. Pure.
 */

const WIDTH = 0.15;
const STRENGTH = 4;
const LEAST = 1e-9;

/**
 * @param {import('../network/classifier.js').Classifier} classifier
 * @param {import('./adapt.js').Examples} examples
 */
export function createKernel({ classes }, { features, labels }) {
  return {
    /**
     * Changes probabilities by what the examples say.
     *
     * @param {Float32Array} feature
     * @param {Float32Array} probabilities changed in place
     */
    adapt(feature, probabilities) {
      const extra = new Float64Array(classes.length);
      features.forEach((other, i) => {
        let likeness = 0;
        for (let k = 0; k < other.length; k++) likeness += other[k] * feature[k];
        extra[labels[i]] = Math.max(extra[labels[i]], STRENGTH * Math.exp((likeness - 1) / WIDTH));
      });
      let sum = 0;
      for (let c = 0; c < classes.length; c++) {
        probabilities[c] = Math.max(probabilities[c], LEAST) * Math.exp(extra[c]);
        sum += probabilities[c];
      }
      for (let c = 0; c < classes.length; c++) probabilities[c] /= sum;
    },
  };
}
