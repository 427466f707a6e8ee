/**
 * The interface that every peer offers the benchmark: globalThis.peer.
 *
 * @typedef {object} Peer
 * @property {Promise<number>} ready ms from navigation start until the first reading was possible; a blank
 *   pad has then been read, as on Numbre's page, so that the first drawing finds warm code
 * @property {(drawing: number[][][]) => void} draw strokes of [x, y] on the pad, px
 * @property {() => Promise<number>} read the digit on the pad
 * @property {() => object} runtime what is known of it, such as {backend, tensors}
 */

import { createPad } from './pad.js';

const DIGITS = 10;

/**
 * @param {(pad: ReturnType<typeof createPad>) => Promise<() => ArrayLike<number> | Promise<ArrayLike<number>>>} load
 *   resolves with a function that classifies the pad: probabilities of the digits, then of other classes
 * @param {() => object} [runtime]
 */
export function publish(load, runtime = () => ({})) {
  let classify = null;
  const pad = createPad(async () => {
    document.getElementById('reading').textContent = await read();
  });
  const read = async () => likeliest(await classify());
  const ready = load(pad).then(async (loaded) => {
    classify = loaded;
    await read();
    return performance.now();
  });
  const draw = (drawing) => pad.draw(drawing.map((stroke) => stroke.map(([x, y]) => ({ x, y }))));
  globalThis.peer = { ready, draw, read, runtime };
}

function likeliest(probabilities) {
  const digits = [...probabilities].slice(0, DIGITS);
  return digits.indexOf(Math.max(...digits));
}
