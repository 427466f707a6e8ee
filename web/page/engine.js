/** The network in use: loads bundles by name, the last one asked for wins; reads with it. */

import { BundleError, fetchBundle, names } from './bundle.js';
import { rasterize } from './raster.js';
import { read } from './reading.js';

const PIXELS = 784;

/** @param {() => void} onSwap called when another network has taken over */
export function createEngine(onSwap) {
  const timings = { firstReading: null, lastReading: null };
  let current = null; // {card, classify, dispose}
  let latest = null; // the promise of the newest call of use

  /** Loads and swaps in the network called `name`; rejects with BundleError, the old one stays. */
  function use(name) {
    const mine = Promise.all([fetchBundle(name), code(name)]).then(([bundle, module]) => {
      if (latest !== mine) return latest; // a later call has taken over
      swap(bundle, module);
    });
    latest = mine;
    return mine;
  }

  function swap(bundle, { createRecognizer }) {
    const recognizer = open(bundle, createRecognizer);
    current?.dispose();
    current = { card: bundle.card, ...recognizer };
    timings.firstReading ??= performance.now();
    onSwap();
  }

  function classify(rasters) {
    if (!current) throw new BundleError('No network has been loaded.');
    return current.classify(rasters);
  }

  return {
    names,
    use,
    timings,
    get card() {
      return current?.card ?? null;
    },
    /** Whether a network is ready to read. */
    get canRead() {
      return current !== null;
    },
    /** Rasters, or drawings each taken as one digit -> probabilities. */
    classify: (input) => classify(input instanceof Float32Array ? input : rastersOf(input)),
    /** A drawing -> predictions; see reading.js. */
    recognize(drawing, hint) {
      const started = performance.now();
      const predictions = read(drawing, classify, hint);
      timings.lastReading = performance.now() - started;
      return predictions;
    },
  };
}

async function code(name) {
  try {
    return await import('./recognizer.js');
  } catch {
    throw new BundleError(`The network “${name}” cannot be used: its code could not be fetched, is there a connection?`);
  }
}

/** Decodes a bundle and reads a blank raster with it, so that the first drawing finds warm code. */
function open(bundle, createRecognizer) {
  try {
    const recognizer = createRecognizer(bundle);
    recognizer.classify(new Float32Array(PIXELS));
    return recognizer;
  } catch (error) {
    throw new BundleError(`The network “${bundle.card.name}” cannot be used: ${error.message}`);
  }
}

function rastersOf(drawings) {
  const rasters = new Float32Array(drawings.length * PIXELS);
  drawings.forEach((drawing, i) => rasters.set(rasterize(drawing), i * PIXELS));
  return rasters;
}
