/** The network in use: loads bundles by name, the last one asked for wins; reads with it. */

import { BundleError, fetchBundle, names } from './bundle.js';
import { PIXELS, rasterize } from './raster.js';
import { read } from './reading.js';

/** @param {() => void} onSwap called when another network has taken over */
export function createEngine(onSwap) {
  const timings = { firstReading: null, lastReading: null };
  let current = null; // {card, classify, dispose, turn}
  let turns = 0;
  let newest = null; // the promise of the newest call of use

  /**
   * Loads and swaps in the network called `name`. Where several are asked for, the last one stays,
   * in whatever order they arrive. Rejects with BundleError; the network in use then stays.
   */
  function use(name) {
    const turn = ++turns;
    newest = Promise.all([fetchBundle(name), code(name)]).then(([bundle, { createRecognizer }]) => {
      if (current?.turn > turn) return; // a later call has already taken over
      const recognizer = open(bundle, createRecognizer);
      current?.dispose();
      current = { card: bundle.card, turn, ...recognizer };
      timings.firstReading ??= performance.now();
      onSwap();
    });
    return newest;
  }

  return {
    names,
    use,
    timings,
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

async function code(name) {
  try {
    return await import('./recognizer.js');
  } catch {
    throw new BundleError(name, 'its code could not be fetched; check the connection');
  }
}

/** Decodes a bundle and reads a blank raster with it, so that the first drawing finds warm code. */
function open(bundle, createRecognizer) {
  try {
    const recognizer = createRecognizer(bundle);
    recognizer.classify(new Float32Array(PIXELS));
    return recognizer;
  } catch (error) {
    throw new BundleError(bundle.card.name, error.message);
  }
}

function rastersOf(drawings) {
  const rasters = new Float32Array(drawings.length * PIXELS);
  drawings.forEach((drawing, i) => rasters.set(rasterize(drawing), i * PIXELS));
  return rasters;
}
