/**
 * globalThis.numbre: the interface for scripts on the page, tests and site owners. Wrong input throws a TypeError
 * that names the argument; asynchronous functions reject with it.
 */

import { isBlank, toClassifiable, toDrawing } from '../ink/drawing.js';
import { rasterize } from '../ink/raster.js';
import { toHint } from '../recognize/constraints.js';

/** @param {ReturnType<import('./session.js').createSession>} session in which a network has been requested */
export function createApi(session) {
  return Object.freeze({
    /** Promise that resolves when a network can read; rejects if the one requested last cannot be loaded. */
    get ready() {
      return session.ready;
    },

    /**
     * Reads a drawing.
     *
     * @param {unknown} drawing strokes of points, {x, y, t?} or [x, y] or [x, y, t]
     * @param {{hint?: Partial<import('../recognize/constraints.js').Hint>}} [options] hint: constraints on the number
     * @returns {Promise<import('../recognize/predictions.js').Prediction[]>} best first; none for a blank drawing;
     *   isPartial: true if they were cut off after 3 s
     */
    async recognize(drawing, options) {
      const [checked, hint] = [toDrawing(drawing), toHint(options)];
      if (isBlank(checked)) return [];
      await session.ready;
      return session.recognize(checked, hint);
    },

    /**
     * Classifies single digits.
     *
     * @param {unknown} input Float32Array(n * 784) of rasters, values 0 (paper) to 1 (ink), or an array of n drawings
     * @returns {Promise<Float32Array>} n * 10 probabilities of the digits, given that it is one
     */
    async classify(input) {
      const checked = toClassifiable(input);
      await session.ready;
      return session.classify(checked);
    },

    /** Renders a drawing: Float32Array(784), row-major, 0 (paper) to 1 (ink), as every network sees it. */
    rasterize: (drawing) => rasterize(toDrawing(drawing)),

    /** Names of the networks on this site, the default first. */
    models: Object.freeze([...session.names]),

    /** Loads a network and reads with it from then on. @param {string} name one of `models` @returns {Promise<void>} */
    async use(name) {
      if (!session.names.includes(name)) {
        throw new TypeError(`name: expected one of ${session.names.join(', ')}, got ${String(name)}`);
      }
      await session.use(name);
    },

    /**
     * Card of the network in use; null before the first is loaded. The page loads a summary of it first ({format,
     * name, classes, raster, channels, calibrated}) and the full card, with metrics, when it is idle.
     */
    get card() {
      return session.card;
    },

    /**
     * firstReading: ms from navigation until the first reading could be made (a blank drawing is read on loading);
     * lastReading: ms that the last reading took; backend: 'cpu' is plain JavaScript, 'wasm' may follow where it is
     * faster. All are null at first.
     */
    get timings() {
      return { ...session.timings };
    },
  });
}
