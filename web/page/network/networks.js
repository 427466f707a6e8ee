/**
 * The networks of the site. Each is loaded on first use and kept: all five take less memory than one photograph.
 *
 * @typedef {import('./classifier.js').Classifier & CardAccess} Network
 *
 * @typedef {object} CardAccess
 * @property {object} summary the small part of its card, see bundle.js
 * @property {object | null} card the full card; null until it is loaded
 * @property {() => Promise<object>} loadCard fetches the full card once; rejects with BundleError, then tries again
 */

import { PIXELS } from '../ink/raster.js';
import { BundleError, fetchBundle, fetchCard, names } from './bundle.js';
import { UnsupportedError } from './graph.js';

export function createNetworks() {
  const entries = new Map(); // name -> {promise, listeners, part}

  /**
   * @param {string} name one of `names`
   * @param {(part: number) => void} [onProgress] called with the share that has arrived, 0..1
   * @returns {Promise<Network>} rejects with BundleError; the next call then tries again
   */
  function load(name, onProgress) {
    const entry = entries.get(name) ?? begin(name);
    if (onProgress && entry.part < 1) {
      entry.listeners.add(onProgress);
      onProgress(entry.part);
    }
    return entry.promise;
  }

  function begin(name) {
    const entry = { listeners: new Set(), part: 0, promise: null };
    const report = (part) => {
      entry.part = part;
      for (const listener of entry.listeners) listener(part);
    };
    entry.promise = open(name, report);
    entry.promise.then(
      () => entry.listeners.clear(),
      () => {
        entry.listeners.clear(); // files that still arrive are no longer progress
        entries.delete(name);
      },
    );
    entries.set(name, entry);
    return entry;
  }

  return { names, load };
}

/** Loads a network and classifies a blank raster with it, so that the first drawing finds warm code. */
async function open(name, onProgress) {
  try {
    const [bundle, { createClassifier }] = await Promise.all([fetchBundle(name, onProgress), loadCode(name)]);
    const network = withCard(name, bundle.summary, createClassifier(bundle));
    network.classify(new Float32Array(PIXELS * network.channels));
    return network;
  } catch (error) {
    if (error instanceof BundleError) throw error;
    const reason = error instanceof UnsupportedError ? error.message : 'This page cannot run it.';
    throw new BundleError(name, reason, { cause: error });
  }
}

async function loadCode(name) {
  try {
    return await import('./classifier.js');
  } catch (error) {
    throw new BundleError(name, 'The page’s code couldn’t be fetched. Check your connection.', { cause: error });
  }
}

/** @returns {Network} */
function withCard(name, summary, classifier) {
  let card = null;
  let loading = null; // the promise of the card
  return {
    ...classifier,
    summary,
    get card() {
      return card;
    },
    loadCard() {
      loading ??= fetchCard(name).then(
        (fetched) => (card = fetched),
        (error) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}
