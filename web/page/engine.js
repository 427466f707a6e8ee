/** The network in use: the last one asked for wins; reads with it. */

import { PIXELS, rasterize } from './raster.js';
import { read } from './reading.js';

/**
 * @param {ReturnType<import('./networks.js').createNetworks>} networks
 * @param {() => void} onSwap called when another network has taken over
 */
export function createEngine(networks, onSwap) {
  const timings = { firstReading: null, lastReading: null };
  let current = null; // the network in use, and the turn in which it was asked for
  let turns = 0;
  let newest = null; // the promise of the newest call of use

  /**
   * Loads and swaps in the network called `name`. Where several are asked for, the last one stays,
   * in whatever order they arrive. Rejects with BundleError; the network in use then stays.
   */
  function use(name, onProgress) {
    const turn = ++turns;
    newest = networks.load(name, onProgress).then((network) => {
      if (current?.turn > turn) return; // a later call has already taken over
      current = { turn, network };
      timings.firstReading ??= performance.now();
      onSwap();
    });
    return newest;
  }

  return {
    names: networks.names,
    use,
    timings,
    /** The network in use; null before the first is loaded. */
    get network() {
      return current?.network ?? null;
    },
    get card() {
      return current?.network.card ?? null;
    },
    /** Whether a network can read. */
    get canRead() {
      return current !== null;
    },
    /** Settles when a network can read; rejects when the newest one asked for cannot be loaded. */
    get ready() {
      return current ? Promise.resolve() : newest;
    },
    /** Rasters, or drawings each taken as one digit -> probabilities; canRead must be true. */
    classify: (input) => current.network.classify(Array.isArray(input) ? rastersOf(input) : input),
    /** A drawing -> predictions, see reading.js; canRead must be true. */
    recognize(drawing, hint) {
      const started = performance.now();
      const predictions = read(drawing, current.network.classify, hint);
      timings.lastReading = performance.now() - started;
      return predictions;
    },
  };
}

function rastersOf(drawings) {
  const rasters = new Float32Array(drawings.length * PIXELS);
  drawings.forEach((drawing, i) => rasters.set(rasterize(drawing), i * PIXELS));
  return rasters;
}
