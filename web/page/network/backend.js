/**
 * Readings begin in plain JavaScript; WebAssembly takes over when the page has nothing else to do, if it is
 * there, may be used, and is faster on this machine.
 */

import { median } from '../ink/boxes.js';
import { idle, pause } from '../lib/pause.js';
import { PIXELS } from '../ink/raster.js';

const ROUNDS = 5;
const TOLERANCE = 1e-4; // between probabilities: backends add in another order
const LATEST = { timeout: 5000 }; // ms after which even a busy page goes on
const WAIT = 500; // ms, where the browser cannot tell when it is idle

/** The smallest module that needs SIMD: one function, i8x16.splat of 0 (https://webassembly.github.io/spec/core/binary/). */
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 4, 1, 96, 0, 0], // types: () -> ()
  ...[3, 2, 1, 0], // functions: one of type 0
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11], // its code: i32.const 0, i8x16.splat, drop
);

/**
 * @param {import('./networks.js').Network} network that is measured with
 * @returns {Promise<'cpu' | 'wasm'>} the backend that computes from then on; never rejects
 */
export async function quicken(network) {
  let code = null;
  try {
    await idle(WAIT, LATEST);
    await WebAssembly.instantiate(SIMD); // rejects where the policy of the site does not allow it
    code = await import('./wasm.js');
    await code.prepareWasm();
    await idle(WAIT, LATEST);
    const plain = await measure(network);
    await code.computeWith('wasm');
    const swift = await measure(network);
    // what fails in the kernels is told on the console and gives other numbers
    const isSame = swift.answer.every((value, i) => Math.abs(value - plain.answer[i]) < TOLERANCE);
    if (isSame && swift.ms < plain.ms) return 'wasm';
  } catch {
    // then plain JavaScript goes on
  }
  await code?.computeWith('cpu');
  return 'cpu';
}

/** @returns {Promise<{ms: number, answer: Float32Array}>} of one reading; the first warms up */
async function measure(network) {
  const blank = new Float32Array(PIXELS * network.maps);
  const times = [];
  let answer = null;
  for (let round = 0; round <= ROUNDS; round++) {
    const started = performance.now();
    answer = network.classify(blank);
    times.push(performance.now() - started);
    await pause(0);
  }
  return { ms: median(times.slice(1)), answer };
}
