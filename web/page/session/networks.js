/**
 * The networks of the site. Each is fetched on first use, checked, and opened by the reader; all five take less memory
 * than one photograph.
 *
 * @typedef {import('../network/bundle.js').Card} Card
 *
 * @typedef {object} Network that the reader has opened
 * @property {string} name
 * @property {import('../network/bundle.js').Summary} summary the small part of its card
 * @property {import('../network/graph.js').Graph} topology see explain/inside/layers.js
 * @property {Card | null} card the full card; null until it is loaded
 * @property {() => Promise<Card>} loadCard fetches the full card once; rejects with BundleError, then tries again
 *
 * @typedef {ReturnType<typeof createNetworks>} Networks
 */

import { reasonOf } from '../lib/late-code.js';
import { unlessSilent } from '../lib/schedule.js';
import { BundleError, fetchBundle, fetchCard, names } from '../network/bundle.js';

const PATIENCE = 15_000; // ms in which no file of a network arrives, after which the visitor may try again

/** @param {import('../worker/client.js').ReaderClient} reader */
export function createNetworks(reader) {
  /** @type {Map<string, {promise: Promise<Network>, listeners: Set<(part: number) => void>, part: number}>} */
  const entries = new Map();

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

  /** @param {string} name */
  function begin(name) {
    const listeners = new Set();
    const entry = { promise: open(name, report), listeners, part: 0 };
    /** @param {number} part */
    function report(part) {
      entry.part = part;
      for (const listener of listeners) listener(part);
    }
    entries.set(name, entry);
    entry.promise.catch(() => entries.delete(name)).finally(() => listeners.clear()); // files that still arrive are no longer progress
    return entry;
  }

  /** @param {string} name @param {(part: number) => void} onProgress */
  async function open(name, onProgress) {
    try {
      return await unlessSilent(PATIENCE, async (hear) => {
        const bundle = await fetchBundle(name, (part) => {
          hear();
          onProgress(part);
        });
        await reader.open(name, bundle);
        return networkOf(name, bundle);
      });
    } catch (error) {
      if (error instanceof BundleError) throw error;
      const { name: kind, message } = /** @type {Error} */ (error);
      const fault = kind === 'NetworkError' && (await reasonOf(lossOfCode(), message));
      /** @type {Record<string, string>} */
      const reasons = {
        ...{ UnsupportedError: message, TimeoutError: 'Opening it took too long.' },
        SilenceError: 'The site doesn’t answer. Check your connection.',
      };
      throw new BundleError(name, fault || reasons[kind] || 'This page cannot run it.', { cause: error });
    }
  }

  /**
   * Adds a network that was trained in the page, in place of an older one of that name.
   *
   * @param {import('../network/graph.js').Bundle} bundle
   * @param {Card} card
   * @returns {Promise<Network>}
   */
  async function add(bundle, card) {
    await reader.open(card.name, bundle);
    const network = networkOf(card.name, bundle, card);
    entries.set(card.name, { promise: Promise.resolve(network), listeners: new Set(), part: 1 });
    return network;
  }

  return { names, load, add };
}

/** An error that names the code that reads: of what a worker lacks, browsers say nothing. */
const lossOfCode = () => new Error(String(document.getElementById('worker')?.getAttribute('href')));

/**
 * @param {string} name
 * @param {import('../network/bundle.js').Bundle} bundle
 * @param {Card | null} [card] the full card, of a network that has no file for it
 * @returns {Network}
 */
function networkOf(name, { summary, model }, card = null) {
  /** @type {Promise<Card> | null} */
  let loading = null;
  return {
    name,
    summary,
    topology: model.modelTopology,
    get card() {
      return card;
    },
    loadCard() {
      if (card) return Promise.resolve(card);
      loading ??= fetchCard(name).then(
        (fetched) => {
          card = fetched;
          return fetched;
        },
        (error) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}
