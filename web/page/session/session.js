/**
 * What the page knows now: the network in use, the number on the pad, corrections and selection. It has one owner, this
 * object: commands change its state, and every change is sent to all subscribers.
 */

import { isBlank } from '../ink/drawing.js';
import { createIdentity, inkOf } from '../ink/identity.js';
import { createEmitter } from '../lib/emitter.js';
import { BundleError } from '../network/bundle.js';
import { digitProbabilities } from '../network/classes.js';
import { createReaderClient } from '../worker/client.js';
import { NO_CORRECTIONS, segmentsIn, toInk } from './corrections.js';
import { createNetworks } from './networks.js';
import { isOfInk, numberOf, unread } from './number.js';

const ALTERNATIVES = 3; // predictions for the page itself
const SETTLED = 800; // ms without a change, after which a number counts as written

/**
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../recognize/recognize.js').Reading} Reading
 * @typedef {import('./networks.js').Network} Network
 *
 * @typedef {object} Loading of the network that was requested last
 * @property {string} name
 * @property {'loading' | 'ready' | 'failed'} status
 * @property {number | null} part that has arrived, 0..1; null if it is not being loaded
 * @property {string} reason of the failure, a sentence; or ''
 *
 * @typedef {object} State never changed in place
 * @property {Loading} loading
 * @property {Network | null} network in use; null before the first is loaded
 * @property {Drawing} drawing on the pad
 * @property {boolean} isDrawing whether a stroke is in progress
 * @property {boolean} isReading whether the reading of this drawing is still to come
 * @property {'complete' | 'continued' | 'stopped' | 'failed'} progress of the reading: continued while it takes long,
 *   stopped where it took too long, or there is too much to show
 * @property {import('./number.js').NumberState} number as it was last read
 * @property {import('./corrections.js').Corrections} corrections of the sheet
 * @property {boolean} isSettled whether the number has not changed for a while
 * @property {readonly string[]} trained names of networks that were trained in the page
 *
 * @typedef {ReturnType<typeof createSession>} Session
 */

/** @param {typeof createReaderClient} [connect] */
export function createSession(connect = createReaderClient) {
  /** @type {{firstReading: number | null, lastReading: number | null, backend: 'cpu' | 'wasm' | null}} */
  const timings = { firstReading: null, lastReading: null, backend: null };
  const reader = connect((files, backend) => {
    timings.backend = backend ?? timings.backend;
    performance.mark(`numbre: ${backend ? 'backend chosen' : 'files'}`, { detail: { files } }); // offline.js keeps these
  });
  const networks = createNetworks(reader);
  const { subscribe, emit } = createEmitter();
  const identity = createIdentity();
  /** @type {import('./corrections.js').InkPart[] | null} selected; null: the last grapheme */
  let selected = null;
  /** @type {WeakMap<Network, Map<string, Float32Array>>} probabilities of divided ink, by key */
  const classified = new WeakMap();
  /** @type {State} */
  let state = {
    loading: { name: networks.names[0], status: 'loading', part: null, reason: '' },
    network: null,
    drawing: [],
    isDrawing: false,
    isReading: false,
    progress: 'complete',
    number: unread([]),
    corrections: NO_CORRECTIONS,
    isSettled: false,
    trained: [],
  };
  /** @type {{drawing: Drawing, reading: Reading, network: Network} | null} what the number is made of */
  let latest = null;
  let readings = 0; // requested, of the pad
  let requests = 0; // for a network
  /** @type {Promise<void>} of the last of them */
  let loading = new Promise(() => {});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;
  let isForgotten = (/** @type {import('./corrections.js').Corrections} */ _) => false; // see beforeCorrections

  let isEmitting = false;
  let hasChanged = false; // since subscribers were called

  /** @param {Partial<State>} change */
  function update(change) {
    state = { ...state, isSettled: false, ...change };
    hasChanged = true;
    if (isEmitting) return; // a subscriber has made this change: all hear of it when they have heard of the one before
    isEmitting = true;
    while (hasChanged) {
      hasChanged = false;
      emit(state);
    }
    isEmitting = false;
    clearTimeout(settling);
    const isBusy = state.isDrawing || state.isReading;
    if (!isBusy && !state.isSettled) settling = setTimeout(() => update({ isSettled: true }), SETTLED);
  }

  /** @param {Network} network @returns {Map<string, Float32Array>} */
  function knownBy(network) {
    const known = classified.get(network) ?? new Map();
    classified.set(network, known);
    return known;
  }

  /** Returns the number, with corrections. @param {import('./corrections.js').Corrections} [corrections] */
  function currentNumber(corrections = state.corrections) {
    if (!latest) return unread(state.drawing);
    const { drawing, reading, network } = latest;
    const probabilitiesOf = (/** @type {string} */ key) => knownBy(network).get(key);
    return numberOf(drawing, reading, network.summary, { corrections, selected, identity, probabilitiesOf });
  }

  /**
   * Classifies the ink that the visitor has divided, unless that has been done.
   *
   * @param {Network} network
   * @param {Drawing} drawing
   * @param {import('../ink/identity.js').Part[][]} segments
   */
  async function classifySegments(network, drawing, segments) {
    const known = knownBy(network);
    const unknown = segments.filter((parts) => !known.has(identity.keyOf(drawing, parts)));
    if (!unknown.length) return;
    const keys = unknown.map((parts) => identity.keyOf(drawing, parts));
    const found = await reader.classify(
      network.name,
      unknown.map((parts) => inkOf(drawing, parts)),
    );
    const size = network.summary.classes.length;
    keys.forEach((key, i) => void known.set(key, found.slice(i * size, (i + 1) * size)));
  }

  /**
   * Reads the pad after a change; of several readings under way, only the newest is shown.
   *
   * @param {Partial<State>} change
   */
  async function readPad(change) {
    readings += 1;
    const mine = readings;
    const { drawing, network } = { ...state, ...change };
    if (!network || isBlank(drawing)) {
      latest = null;
      return update({ ...change, number: unread(drawing), isReading: false, progress: 'complete' });
    }
    update({ ...change, isReading: true });
    /** @param {Reading} reading @param {Partial<State>} change */
    const show = (reading, change) => {
      latest = { drawing, reading, network };
      update({ number: currentNumber(), ...change });
    };
    const start = performance.now();
    try {
      const reading = await reader.read(network.name, drawing, ALTERNATIVES, (partial) => {
        if (mine === readings && partial.predictions.length) show(partial, { progress: 'continued' });
      });
      if (mine !== readings || !reading) return;
      if (state.corrections.length) {
        const segments = segmentsIn(state.corrections, { drawing, identity });
        await classifySegments(network, drawing, segments).catch(() => {}); // without, a division is not shown
        if (mine !== readings) return;
      }
      timings.lastReading = performance.now() - start;
      show(reading, { isReading: false, progress: reading.isPartial ? 'stopped' : 'complete' });
    } catch (error) {
      if (mine !== readings) return;
      if (latest?.drawing !== drawing) latest = null; // the number on show is that of other ink
      const isLate = /** @type {Error} */ (error).name === 'TimeoutError';
      update({ number: currentNumber(), isReading: false, progress: isLate ? 'stopped' : 'failed' });
    }
  }

  /**
   * Takes other corrections of the same ink.
   *
   * @param {Drawing} drawing
   * @param {import('./corrections.js').Corrections} corrections
   */
  async function followCorrections(drawing, corrections) {
    if (corrections === state.corrections) return update({ drawing });
    if (isForgotten(corrections)) return update({ drawing, corrections, isReading: true }); // `learn` reads it
    const { network } = /** @type {{network: Network}} */ (latest);
    const mine = readings;
    const segments = segmentsIn(corrections, { drawing, identity });
    const isKnown = segments.every((parts) => knownBy(network).has(identity.keyOf(drawing, parts)));
    update({ drawing, corrections, ...(isKnown && { number: currentNumber(corrections) }) });
    if (isKnown) return;
    await classifySegments(network, drawing, segments).catch(() => {});
    if (mine === readings && state.corrections === corrections) update({ number: currentNumber() });
  }

  return {
    subscribe,
    names: networks.names,
    timings,
    /** Numbers the strokes, as corrections name them: see ink/identity.js. */
    idOf: identity.idOf,
    /** @returns {State} */
    get state() {
      return state;
    },

    /**
     * Takes the drawing on the pad, and the corrections of its sheet. The last grapheme of new ink is selected; of the same
     * ink, the same one.
     *
     * @param {{drawing: Drawing, isDrawing: boolean, corrections?: import('./corrections.js').Corrections}} pad
     */
    follow({ drawing, isDrawing, corrections = NO_CORRECTIONS }) {
      if (latest && !isDrawing && !state.isDrawing && isSame(drawing, state.drawing)) {
        followCorrections(drawing, corrections);
      } else {
        selected = null;
        readPad({ drawing, isDrawing, corrections });
      }
    },

    /** Selects a grapheme, unless the number is that of other ink. @param {number} index */
    select(index) {
      const { drawing, graphemes } = state.number;
      if (!isOfInk(state.number, state.drawing)) return;
      selected = graphemes[index] ? toInk(graphemes[index].parts, { drawing, identity }) : null;
      update({ number: currentNumber() });
    },

    /**
     * Corrects the selected grapheme; changes nothing itself.
     *
     * @param {import('./choice.js').Choice} choice of the visitor
     * @returns {Promise<import('./corrections.js').Corrections | null>} the next corrections, for the sheet; null where
     *   nothing changes, this cannot be done, or is out of date. Rejects where the code for it does not come, or the network does not answer
     */
    async corrected(choice) {
      const { number, drawing, corrections } = state;
      if (!latest || !number.selected || !isOfInk(number, drawing)) return null;
      const { reading, network } = latest;
      const { correctionsAfter } = await import('./choice.js');
      const known = knownBy(network);
      const next = await correctionsAfter(choice, number, reading, corrections, {
        identity,
        probabilitiesOf: (key) => known.get(key),
        classify: (segments) => classifySegments(network, number.drawing, segments),
        recognize: (ink, hint) => reader.recognize(network.name, ink, hint),
      });
      if (state.corrections !== corrections || latest?.network !== network || next === corrections) return null;
      if (next) selected = toInk(number.selected.parts, { drawing: number.drawing, identity });
      return next;
    },

    /**
     * Loads a network and switches to it. Of several requested, the last one stays, in whatever order they arrive;
     * an earlier one is used only while there is none.
     *
     * @param {string} name
     * @returns {Promise<void>} rejects with BundleError; the network in use then stays
     */
    use(name) {
      requests += 1;
      const mine = requests;
      /** @param {Partial<Loading>} change */
      const report = (change) => mine === requests && update({ loading: { ...state.loading, ...change } });
      update({ loading: { name, status: 'loading', part: 0, reason: '' } });
      loading = networks
        .load(name, (part) => report({ part }))
        .then(
          (network) => {
            if (state.network && mine !== requests) return; // a later request is on its way
            timings.firstReading ??= performance.now();
            timings.backend ??= 'cpu';
            /** @type {Loading} */
            const ready = { name, status: 'ready', part: null, reason: '' };
            readPad({ network, loading: mine === requests ? ready : state.loading });
          },
          (error) => {
            report({ status: 'failed', part: null, reason: error instanceof BundleError ? error.reason : '' });
            throw error;
          },
        );
      return loading;
    },

    /** Resolves when a network can read; rejects when the one requested last cannot be loaded. */
    get ready() {
      return state.network ? Promise.resolve() : loading;
    },

    /** Whether the visitor saves data: neither the faster backend nor the offline copy is then fetched until asked for. */
    get isSavingData() {
      return reader.isSavingData;
    },

    /** Stops saving data: fetches the faster backend. */
    stopSavingData: reader.stopSavingData,

    /** Full card of the network in use, its summary until that is loaded; null before the first network. */
    get card() {
      return state.network && (state.network.card ?? state.network.summary);
    },

    /**
     * Recognizes a drawing with the network in use: there must be one.
     *
     * @param {Drawing} drawing
     * @param {import('../recognize/hints.js').Hint} hint
     * @returns {Promise<Reading & {classes: string[]}>} classes: of the network; rejects with a TimeoutError
     */
    async recognize(drawing, hint) {
      const { name, summary } = /** @type {Network} */ (state.network);
      const start = performance.now();
      const reading = await reader.recognize(name, drawing, hint);
      timings.lastReading = performance.now() - start;
      return { ...reading, classes: summary.classes };
    },

    /**
     * Classifies single digits with the network in use: there must be one.
     *
     * @param {Float32Array | Drawing[]} input n * 784 values of rasters, or n drawings
     * @returns {Promise<Float32Array>} n * 10 probabilities of the digits; rejects with a TimeoutError
     */
    async classify(input) {
      const { name, summary } = /** @type {Network} */ (state.network);
      return digitProbabilities(await reader.classify(name, input), summary.classes);
    },

    /**
     * Adds a network that was trained in the page, in place of an older one of its name.
     *
     * @param {import('../network/graph.js').Bundle} bundle
     * @param {import('./networks.js').Card} card
     */
    async addTrained(bundle, card) {
      const { name } = await networks.add(bundle, card);
      update({ trained: [...state.trained.filter((other) => other !== name), name] });
    },

    /**
     * @param {typeof isForgotten} listener called before other corrections of the same ink are shown; returns whether that
     *   has taken something from the hand: the pad is then to be read first
     */
    beforeCorrections(listener) {
      isForgotten = listener;
    },

    /**
     * Has the network in use learn the visitor's hand, in place of what it has learned, and reads the pad again.
     *
     * @param {{drawing: Drawing, grapheme: string}[]} examples
     * @returns {Promise<void>} rejects where the code for it does not come; reading then continues as before
     */
    async learn(examples) {
      const { name } = /** @type {Network} */ (state.network);
      await reader.learn(name, examples).finally(() => readPad({}));
    },

    /** Loads a network without switching to it, see networks.js. */
    load: networks.load,

    /**
     * Classifies drawings with any loaded network.
     *
     * @param {Network} network
     * @param {Drawing[]} drawings of one digit each
     * @param {import('../ink/raster.js').Placement[]} [placements] of each, where they are not as in training
     * @returns {Promise<Float32Array>} for each drawing the probability of each class; rejects with a TimeoutError
     */
    classifyWith: (network, drawings, placements) => reader.classify(network.name, drawings, placements),

    /**
     * Follows a drawing through a loaded network.
     *
     * @param {Network} network
     * @param {Drawing} drawing of one digit
     * @param {string[]} nodes of the network's graph
     */
    trace: (network, drawing, nodes) => reader.trace(network.name, drawing, nodes),

    /**
     * Traces a picture: (source: Blob | ImageBitmap | ImageData, frame?, shown?) -> {drawing, width, height, pen, image?}, see
     * worker/client.js.
     */
    tracePicture: reader.tracePicture,

    /** @param {Network} network @param {string[]} names of weights in its graph */
    weights: (network, names) => reader.weights(network.name, names),
  };
}

/** Returns whether two drawings are of the same strokes. @param {Drawing} one @param {Drawing} other */
const isSame = (one, other) => one.length === other.length && one.every((stroke, i) => stroke === other[i]);
