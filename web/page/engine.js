/** The network in use: the last one asked for wins; reads with it. */

import { PIXELS, rasterize } from './raster.js';
import { read } from './reading.js';

/**
 * @param {ReturnType<import('./networks.js').createNetworks>} networks
 * @param {(isWanted: boolean) => void} onSwap called when another network has taken over: the one that
 *   was asked for last, or an earlier one for the time being
 */
export function createEngine(networks, onSwap) {
  const timings = { firstReading: null, lastReading: null };
  let current = null; // the network in use
  let turns = 0;
  let wanted = null; // the name that the newest call of use has asked for
  let newest = null; // and its promise

  /**
   * Loads and swaps in the network called `name`. Where several are asked for, the last one stays, in
   * whatever order they arrive; an earlier one reads only as long as there is none. Rejects with
   * BundleError; the network in use then stays.
   */
  function use(name, onProgress) {
    const turn = ++turns;
    wanted = name;
    newest = networks.load(name, onProgress).then((network) => {
      if (current && turn !== turns) return; // a later call is on its way
      current = network;
      timings.firstReading ??= performance.now();
      onSwap(turn === turns);
    });
    return newest;
  }

  return {
    names: networks.names,
    use,
    timings,
    /** The name of the network that was asked for last, whether or not it has arrived. */
    get wanted() {
      return wanted;
    },
    /** The network in use; null before the first is loaded. */
    get network() {
      return current;
    },
    get card() {
      return current?.card ?? null;
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
    classify: (input) => current.classify(Array.isArray(input) ? rastersOf(input) : input),
    /** A drawing -> predictions, see reading.js; canRead must be true. */
    recognize(drawing, hint) {
      const started = performance.now();
      const predictions = read(drawing, current.classify, hint);
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
