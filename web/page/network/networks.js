/**
 * The networks of the site, each loaded when it is first asked for and kept from then on: all five
 * together take less memory than one photograph.
 *
 * @typedef {ReturnType<import('./classifier.js').createRecognizer> & {card: object}} Network
 */

import { BundleError, fetchBundle, names } from './bundle.js';
import { PIXELS } from '../ink/raster.js';

export function createNetworks() {
  const loading = new Map(); // name -> {promise, watchers, part}

  /**
   * @param {string} name one of `names`
   * @param {(part: number) => void} [onProgress] called with the part, 0..1, that is there
   * @returns {Promise<Network>} rejects with BundleError; asking again then tries again
   */
  function load(name, onProgress) {
    const entry = loading.get(name) ?? begin(name);
    if (onProgress && entry.part < 1) {
      entry.watchers.add(onProgress);
      onProgress(entry.part);
    }
    return entry.promise;
  }

  function begin(name) {
    const entry = { watchers: new Set(), part: 0 };
    const tell = (part) => {
      entry.part = part;
      for (const watch of entry.watchers) watch(part);
    };
    entry.promise = Promise.all([fetchBundle(name, tell), code(name)]).then(
      ([bundle, { createRecognizer }]) => open(bundle, createRecognizer),
    );
    entry.promise.then(
      () => entry.watchers.clear(),
      () => {
        entry.watchers.clear(); // files that still arrive are no progress any more
        loading.delete(name);
      },
    );
    loading.set(name, entry);
    return entry;
  }

  return { names, load };
}

async function code(name) {
  try {
    return await import('./classifier.js');
  } catch {
    throw new BundleError(name, 'its code could not be fetched; check the connection');
  }
}

/** Decodes a bundle and reads a blank drawing with it, so that the first drawing finds warm code. */
function open(bundle, createRecognizer) {
  try {
    const network = { card: bundle.card, ...createRecognizer(bundle) };
    network.classify(new Float32Array(PIXELS * network.maps));
    return network;
  } catch (error) {
    throw new BundleError(bundle.card.name, error.message);
  }
}
