/**
 * Chooses the backend. Readings begin in plain JavaScript; WebAssembly takes over when the page is idle, if it
 * is available, allowed and faster on this machine.
 */

import { PIXELS } from '../ink/raster.js';
import { median } from '../lib/math.js';
import { idle, pause } from '../lib/schedule.js';
import { useBackend } from './engine.js';

const ROUNDS = 5;
const TOLERANCE = 1e-4; // between probabilities: backends add in another order
const IDLE = { timeout: 5000 }; // ms after which a busy page no longer waits
const WAIT = 500; // ms, for browsers without requestIdleCallback

/**
 * The smallest module that needs SIMD: one function, i8x16.splat of 0
 * (https://webassembly.github.io/spec/core/binary/).
 */
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 4, 1, 96, 0, 0], // types: () -> ()
  ...[3, 2, 1, 0], // functions: one of type 0
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11], // its code: i32.const 0, i8x16.splat, drop
);

/**
 * Measures both backends and switches to the faster one.
 *
 * @param {import('./classifier.js').Classifier} network to measure with
 * @returns {Promise<'cpu' | 'wasm'>} the backend in use from then on
 */
export async function chooseBackend(network) {
  try {
    await idle(WAIT, IDLE);
    await WebAssembly.instantiate(SIMD); // rejects where the site's policy forbids it
    const { prepareWasm } = await import('./wasm.js');
    await prepareWasm();
    await idle(WAIT, IDLE);
    const before = await measure(network);
    useBackend('wasm');
    const after = await measure(network).catch(() => null);
    // kernels that fail write to the console and give other numbers
    const isSame = after?.probabilities.every((value, i) => Math.abs(value - before.probabilities[i]) < TOLERANCE);
    if (after && isSame && after.ms < before.ms) return 'wasm';
    useBackend('cpu');
  } catch {
    // plain JavaScript stays in use
  }
  return 'cpu';
}

/**
 * Returns the probabilities of a blank raster and the median time of classifying it, in ms, after a warm-up.
 *
 * @param {import('./classifier.js').Classifier} network
 */
async function measure(network) {
  /** @type {Float32Array} */
  const blank = new Float32Array(PIXELS * network.channels);
  const times = [];
  let probabilities = blank;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    probabilities = network.classify(blank);
    times.push(performance.now() - start);
    await pause(0);
  }
  return { ms: median(times.slice(1)), probabilities };
}
