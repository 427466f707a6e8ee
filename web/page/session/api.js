/**
 * globalThis.numbre: what scripts on the page, tests and site owners may use. Wrong input throws a
 * TypeError that names the argument (asynchronous functions reject with it).
 */

import { isBlank, toClassifiable, toDrawing } from '../ink/drawing.js';
import { toHint } from '../recognize/hints.js';
import { rasterize } from '../ink/raster.js';

/** @param {ReturnType<import('./recognizer.js').createEngine>} engine which has been asked for a network */
export function createApi(engine) {
  return Object.freeze({
    /** A promise: a network can read, at first the default one; rejects when it cannot be loaded. */
    get ready() {
      return engine.ready;
    },

    /**
     * A drawing -> predictions, best first (see predictions.js); [] for a blank drawing. hint: what the
     * number is known to be (see limits.js). Those that are cut off for time have isPartial: true.
     */
    async recognize(drawing, options) {
      const [checked, hint] = [toDrawing(drawing), toHint(options)];
      if (isBlank(checked)) return [];
      await engine.ready;
      return engine.recognize(checked, hint);
    },

    /**
     * Float32Array(n * 784) of rasters, or n drawings -> Float32Array(n * 10): probabilities of the
     * digits, given that it is one.
     */
    async classify(input) {
      const checked = toClassifiable(input);
      await engine.ready;
      return engine.classify(checked);
    },

    /** A drawing -> Float32Array(784): its raster, which every network sees. */
    rasterize: (drawing) => rasterize(toDrawing(drawing)),

    /** Names of the networks on this site, the default first. */
    models: Object.freeze([...engine.names]),

    /** Loads the network called `name` and reads with it from then on. */
    async use(name) {
      if (!engine.names.includes(name)) {
        throw new TypeError(`name: expected one of ${engine.names.join(', ')}, got ${String(name)}`);
      }
      await engine.use(name);
    },

    /** The card of the network in use; null before the first is loaded. */
    get card() {
      return engine.card;
    },

    /**
     * firstReading: ms from navigation start until the first reading could be made (a blank drawing
     * is read on loading); lastReading: ms that the last reading took; backend: what computes, 'cpu' is
     * plain JavaScript, 'wasm' comes later where it is faster. null before that.
     */
    get timings() {
      return { ...engine.timings };
    },
  });
}
