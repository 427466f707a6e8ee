/**
 * Runs TF.js' kernels and keeps account of their tensors. The engine of TF.js' core does the same, and gradients, profiles,
 * variables and texts besides, in five times the code.
 *
 * A tensor owns one reference to its data, which its backend counts: tensors of different shapes can share data.
 *
 * @typedef {import('@tensorflow/tfjs-core').TensorInfo} Tensor
 * @typedef {import('@tensorflow/tfjs-core').KernelBackend} Backend
 * @typedef {import('@tensorflow/tfjs-core').KernelConfig} Kernel
 */

/** @type {Map<string, {backend: Backend, kernels: Map<string, Kernel>}>} by the backend's name, such as 'cpu' */
const backends = new Map();
/** @type {Set<Tensor>} all that are in memory */
const tensors = new Set();
/** @type {Backend} in use; it holds all tensors */
let backend;
/** @type {Map<string, Kernel>} of that backend, by name */
let kernels;

/** Adds a backend with its kernels. The first is in use at once. @param {string} name @param {Backend} added @param {Kernel[]} configs */
export function addBackend(name, added, configs) {
  for (const { setupFunc } of configs) setupFunc?.(added);
  backends.set(name, { backend: added, kernels: new Map(configs.map((config) => [config.kernelName, config])) });
  if (!backend) useBackend(name);
}

/**
 * Computes with another backend from now on. Throws an Error where it cannot hold the tensors; nothing changes then.
 *
 * @param {string} name
 */
export function useBackend(name) {
  const { backend: to, kernels: itsKernels } = /** @type {any} */ (backends.get(name));
  const moved = to === backend ? new Map() : new Map([...tensors].map((tensor) => [tensor.dataId, tensor]));
  try {
    for (const [dataId, { shape, dtype }] of moved) {
      to.move(dataId, backend.readSync(dataId), shape, dtype, backend.refCount(dataId));
    }
  } catch (error) {
    for (const dataId of moved.keys()) to.disposeData(dataId, true);
    throw error;
  }
  for (const dataId of moved.keys()) backend.disposeData(dataId, true);
  [backend, kernels] = [to, itsKernels];
}

/** @param {Float32Array | Int32Array | Uint8Array | Uint16Array} values @param {number[]} shape @returns {Tensor} */
export function makeTensor(values, shape) {
  const dtype = values instanceof Float32Array ? 'float32' : 'int32';
  return kept({ dataId: backend.write(/** @type {any} */ (values), shape, dtype), shape, dtype });
}

/**
 * @param {string} kernel
 * @param {Record<string, Tensor>} inputs
 * @param {import('@tensorflow/tfjs-core').NamedAttrMap} attrs
 * @returns {Tensor} of a kernel with one output
 */
export function runKernel(kernel, inputs, attrs) {
  const { kernelFunc } = /** @type {Kernel} */ (kernels.get(kernel));
  return kept(/** @type {Tensor} */ (kernelFunc({ inputs, attrs, backend })));
}

/** Returns a tensor's values, row-major. @param {Tensor} tensor @returns {any} of the type of its dtype */
export const valuesOf = ({ dataId }) => backend.readSync(dataId);

/** Frees a tensor's memory. @param {Tensor} tensor */
export function dispose(tensor) {
  if (tensors.delete(tensor)) backend.disposeData(tensor.dataId);
}

/** Returns what a function returns, and frees the tensors that it has made. @template T @param {() => T} use */
export function tidy(use) {
  const before = new Set(tensors);
  try {
    return use();
  } finally {
    for (const tensor of tensors) if (!before.has(tensor)) dispose(tensor);
  }
}

/** Counts the tensors in memory: tests check that readings leave none. */
export const tensorCount = () => tensors.size;

/** @param {Tensor} tensor */
function kept(tensor) {
  tensors.add(tensor);
  return tensor;
}
