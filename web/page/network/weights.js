/**
 * The weights of a bundle, as numbers. Pure. Source of the format: tensorflowjs' weights manifest
 * (https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/io/types.ts).
 */

const KINDS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, uint16: Uint16Array };

/**
 * @typedef {object} Values of a layer's output, or of weights
 * @property {number[]} shape such as [height, width, maps], or [neurons]
 * @property {Float32Array | Int32Array} values row-major
 */

/**
 * @param {{weights: object[]}[]} manifest of model.json
 * @param {ArrayBuffer} buffer of all weight files, in order
 * @returns {Map<string, Values>} by their name in the graph; numbers of 8 or 16 bits become floats again
 */
export function decodeWeights(manifest, buffer) {
  const weights = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap((group) => group.weights)) {
    const Kind = KINDS[quantization?.dtype ?? dtype];
    if (!Kind) throw new Error(`its weights are ${quantization?.dtype ?? dtype}, which this page does not know`);
    const count = shape.reduce((product, size) => product * size, 1);
    // a copy: a view must begin at a multiple of its numbers' bytes
    const stored = new Kind(buffer.slice(at, (at += count * Kind.BYTES_PER_ELEMENT)));
    weights.set(name, { shape, values: quantization ? restored(stored, quantization) : stored });
  }
  return weights;
}

function restored(stored, { min, scale }) {
  const values = new Float32Array(stored); // Float32Array.from with a function takes ten times as long
  for (let i = 0; i < values.length; i++) values[i] = values[i] * scale + min;
  return values;
}
