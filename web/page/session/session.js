/** The network in use, the last one requested; readings with it, and how long they take. */

import { networkInputs } from '../ink/directions.js';
import { pause } from '../lib/schedule.js';
import { chooseBackend } from '../network/backend.js';
import { digitProbabilities } from '../network/classes.js';
import { createRecognizer } from '../recognize/recognize.js';

const SLICE = 10; // ms of a frame that reading may take; the next frame continues
const MAX_TIME = 3000; // ms, after which a call of recognize is cut off
const PREDICTIONS = 3; // of the page's own readings

/**
 * @param {ReturnType<import('../network/networks.js').createNetworks>} networks
 * @param {(isRequested: boolean) => void} onSwap called when another network has taken over: the one requested
 *   last or, while there is none, an earlier one
 */
export function createSession(networks, onSwap) {
  const recognizePad = createRecognizer();
  const timings = { firstReading: null, lastReading: null, backend: null };
  let network = null; // in use
  let requests = 0;
  let requested = null; // name of the network that the last call of use has requested
  let loading = null; // and the promise of that call

  /**
   * Loads a network and switches to it. Of several requested, the last one stays, in whatever order they arrive;
   * an earlier one is used only while there is none.
   *
   * @param {string} name
   * @param {(part: number) => void} [onProgress] called with the share that has arrived, 0..1
   * @returns {Promise<void>} rejects with BundleError; the network in use then stays
   */
  function use(name, onProgress) {
    const request = ++requests;
    requested = name;
    loading = networks.load(name, onProgress).then((loaded) => {
      if (network && request !== requests) return; // a later request is on its way
      network = loaded;
      if (!timings.firstReading) begin();
      onSwap(request === requests);
    });
    return loading;
  }

  /** The first network can read; a faster backend may follow. */
  function begin() {
    timings.firstReading = performance.now();
    timings.backend = 'cpu';
    chooseBackend(network).then(
      (backend) => {
        timings.backend = backend;
      },
      () => {}, // plain JavaScript stays in use
    );
  }

  /** Reads a drawing for one slice of time. */
  function readSlice(recognizeSlice, drawing, hint) {
    const start = performance.now();
    const reading = recognizeSlice(drawing, network, hint, () => performance.now() - start > SLICE);
    timings.lastReading = performance.now() - start;
    return reading;
  }

  /** Reads all of a drawing, a slice at a time, so that the page stays responsive. */
  async function recognize(drawing, hint) {
    const start = performance.now();
    const recognizeSlice = createRecognizer();
    for (;;) {
      const { predictions, isPartial } = readSlice(recognizeSlice, drawing, hint);
      const spent = performance.now() - start;
      if (!isPartial) {
        timings.lastReading = spent;
        return predictions;
      }
      if (spent > MAX_TIME) return predictions.map((prediction) => ({ ...prediction, isPartial }));
      await pause(0);
    }
  }

  return {
    names: networks.names,
    use,
    timings,
    /** Name of the network requested last, loaded or not. */
    get requested() {
      return requested;
    },
    /** @returns {import('../network/networks.js').Network | null} the one in use; null before the first is loaded */
    get network() {
      return network;
    },
    /** Full card of the network in use, its summary until that is loaded; null before the first is loaded. */
    get card() {
      return network && (network.card ?? network.summary);
    },
    /** Whether a network can read. */
    get canRead() {
      return network !== null;
    },
    /** Resolves when a network can read; rejects when the one requested last cannot be loaded. */
    get ready() {
      return network ? Promise.resolve() : loading;
    },
    /**
     * @param {Float32Array | import('../ink/drawing.js').Drawing[]} given n rasters, or n drawings of a digit each
     * @returns {Float32Array} n * 10 probabilities; canRead must be true
     */
    classify: (given) => digitProbabilities(network.classify(networkInputs(given, network.channels)), network.classes),
    /**
     * Reads the drawing on the pad; a partial reading is continued by the next call.
     *
     * @param {import('../ink/drawing.js').Drawing} drawing
     * @returns {import('../recognize/recognize.js').Reading} canRead must be true
     */
    readPad: (drawing) => readSlice(recognizePad, drawing, { alternatives: PREDICTIONS }),
    /**
     * @param {import('../ink/drawing.js').Drawing} drawing taken as one digit
     * @returns {Float32Array} the probability of each class; canRead must be true
     */
    classifyWhole: (drawing) => network.classify(networkInputs([drawing], network.channels)),
    /**
     * @param {import('../ink/drawing.js').Drawing} drawing
     * @param {import('../recognize/constraints.js').Hint} hint
     * @returns {Promise<import('../recognize/predictions.js').Prediction[]>} best first; canRead must be true
     */
    recognize,
  };
}
