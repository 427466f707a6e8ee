/**
 * What every peer shows the benchmark: globalThis.peer.
 *
 * @typedef {object} Peer
 * @property {Promise<number>} ready ms from navigation start until the first reading could be made; a
 *   blank pad has then been read, as our page does, so that the first drawing finds warm code
 * @property {(drawing: number[][][]) => void} draw strokes of [x, y] on the pad, px
 * @property {() => Promise<number>} read what is on the pad: a digit
 * @property {() => object} about what is known of the runtime, such as {backend, tensors}
 */

import { createPad } from './pad.js';

const DIGITS = 10;

/**
 * @param {(pad: ReturnType<typeof createPad>) => Promise<() => ArrayLike<number> | Promise<ArrayLike<number>>>} load
 *   gives what reads the pad: probabilities of the digits, and after them of what is none
 * @param {() => object} [about]
 */
export function publish(load, about = () => ({})) {
  let weigh = null;
  const pad = createPad(async () => {
    document.getElementById('reading').textContent = await read();
  });
  const read = async () => likeliest(await weigh());
  const ready = load(pad).then(async (loaded) => {
    weigh = loaded;
    await read();
    return performance.now();
  });
  const draw = (drawing) => pad.draw(drawing.map((stroke) => stroke.map(([x, y]) => ({ x, y }))));
  globalThis.peer = { ready, draw, read, about };
}

function likeliest(probabilities) {
  const digits = [...probabilities].slice(0, DIGITS);
  return digits.indexOf(Math.max(...digits));
}
