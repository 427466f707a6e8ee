/**
 * The page's side of the reader: sends requests to a Web Worker and receives its answers. A worker that cannot start is
 * replaced by a reader in the page itself; one that hangs, or has been killed, by another worker.
 */

import { pause } from '../lib/schedule.js';
import { scriptUrl } from '../lib/script-url.js';
import { createPacker, pack } from './strokes.js';

/**
 * @typedef {import('./protocol.js').Requests} Requests
 * @typedef {import('./protocol.js').Answers} Answers
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Reading} Reading
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Pending a request that waits for its answer
 * @property {keyof Requests} type
 * @property {() => object} body made anew for another worker, which lacks what this one has been sent
 * @property {number} since ms, when it was sent
 * @property {boolean} isRepeated
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(partial: Reading) => void} onPartial
 * @property {import('../recognize/predictions.js').Grapheme[][]} rest more graphemes of each prediction
 *
 * @typedef {object} Port where requests go
 * @property {boolean} isWorker
 * @property {(request: object) => void} post
 * @property {() => void} stop
 *
 * @typedef {ReturnType<typeof createReaderClient>} ReaderClient
 */

const PATIENCE = 3200; // ms for an answer, of a reader that gives no
const SILENCE = 2000; // ms long a sign of life
const CHECK = 100; // ms between two looks at that
const HOLD = 30; // ms that a drawing waits for the reading of the one before: only the newest is then sent
const TOO_LONG = 'This took too long and was stopped.';

/** The link to worker.js, whose name the build writes into index.html. */
const workerLink = () => /** @type {HTMLLinkElement} */ (document.getElementById('worker'));

/**
 * @param {(backend: 'cpu' | 'wasm', files: string[]) => void} onBackend called when the reader has decided which backend
 *   it uses, with the URLs of what it has fetched
 */
export function createReaderClient(onBackend) {
  /** @type {Map<number, Pending>} */
  const pending = new Map();
  /** @type {Map<string, object>} networks in use, for the next worker */
  const opened = new Map();
  let packNext = createPacker(); // of the drawings on the pad
  let count = 0; // of requests
  let heard = 0; // ms, when the reader gave the last sign of life
  let isWatching = false;
  let reads = 0; // drawings on the pad
  /** @type {Promise<unknown> | null} the reading of the last of them that has been sent */
  let lastRead = null;
  /** @type {Port | null} */
  let port = startWorker();

  /** @returns {Port} */
  function startWorker() {
    heard = Infinity; // until it has started, which may take long on a slow line
    try {
      const worker = new Worker(scriptUrl(workerLink().getAttribute('href') ?? ''), { type: 'module' });
      const own = { isWorker: true, post: worker.postMessage.bind(worker), stop: worker.terminate.bind(worker) };
      worker.onmessage = ({ data }) => port === own && receive(data);
      worker.onerror = (event) => {
        event.preventDefault(); // no error for the console: reading goes on
        if (port === own) replace(heard === Infinity ? readInPage : startWorker);
      };
      return own;
    } catch {
      return readInPage(); // no workers, or none allowed
    }
  }

  /** @returns {Port} */
  function readInPage() {
    const reader = import(workerLink().href).then(({ createReader }) => createReader(receive));
    const post = (/** @type {any} */ request) =>
      reader.then(
        (answer) => answer(request),
        () => {
          port = null; // the next request tries again
          receive({ id: request.id, failure: { name: 'NetworkError', message: '' } });
        },
      );
    return { isWorker: false, post, stop: () => {} };
  }

  /** Goes on with another reader, which is sent what it lacks. @param {() => Port} start */
  function replace(start) {
    port?.stop();
    packNext = createPacker();
    port = start();
    for (const body of opened.values()) port.post({ id: 0, type: 'open', sent: Date.now(), ...body });
    const now = performance.now();
    for (const [id, entry] of pending) {
      const isLate = now - entry.since > PATIENCE;
      if (isLate && (entry.isRepeated || entry.type !== 'read')) {
        receive({ id, failure: { name: 'TimeoutError', message: TOO_LONG } });
      } else {
        entry.isRepeated = isLate;
        post(id, entry);
      }
    }
  }

  /** @param {number} id @param {Pending} entry */
  function post(id, entry) {
    port ??= startWorker();
    entry.since = performance.now();
    port.post({ id, type: entry.type, sent: Date.now(), ...entry.body() });
  }

  /** @param {Message} message */
  function receive(message) {
    heard = performance.now();
    if ('backend' in message) onBackend(message.backend, message.files);
    if (!('id' in message)) return;
    const entry = pending.get(message.id);
    if (!entry) return;
    if ('graphemes' in message) {
      entry.rest[message.index] ??= [];
      entry.rest[message.index].push(...message.graphemes);
    } else if ('partial' in message) {
      entry.onPartial(whole(message.partial, entry));
    } else if ('answer' in message || 'failure' in message) {
      pending.delete(message.id);
      if ('answer' in message) entry.resolve(whole(message.answer, entry));
      else entry.reject(Object.assign(new Error(message.failure.message), { name: message.failure.name }));
    }
  }

  /**
   * Adds the graphemes that came before a reading to it.
   *
   * @param {any} answer
   * @param {Pending} entry
   */
  function whole(answer, entry) {
    entry.rest.forEach((graphemes, index) => {
      const prediction = answer.predictions[index];
      prediction.graphemes = [...prediction.graphemes, ...graphemes];
    });
    entry.rest = [];
    return answer;
  }

  /**
   * @template {keyof Requests} T
   * @param {T} type
   * @param {() => Requests[T]} body
   * @param {(partial: Reading) => void} [onPartial]
   * @returns {Promise<Answers[T]>}
   */
  function ask(type, body, onPartial = () => {}) {
    return new Promise((resolve, reject) => {
      count += 1;
      const entry = { type, body, since: 0, isRepeated: false, resolve, reject, onPartial, rest: [] };
      pending.set(count, entry);
      post(count, entry);
      watch();
    });
  }

  /** Replaces a worker that has hung for too long, while something waits for it. */
  async function watch() {
    if (isWatching) return;
    isWatching = true;
    while (pending.size) {
      await pause(CHECK);
      const now = performance.now();
      const [oldest] = pending.values();
      const isLate = oldest && now - oldest.since > PATIENCE && now - heard > SILENCE;
      if (isLate && port?.isWorker) replace(startWorker);
    }
    isWatching = false;
  }

  return {
    /**
     * Opens a network.
     *
     * @param {string} name
     * @param {import('../network/graph.js').Bundle} bundle
     * @returns {Promise<void>} rejects with an Error whose name is 'UnsupportedError', and its message a sentence for
     *   visitors, or 'NetworkError' where the code for it could not be fetched
     */
    async open(name, bundle) {
      await ask('open', () => ({ name, bundle }));
      opened.set(name, { name, bundle });
    },
    /**
     * Reads the drawing on the pad. All requests but open are for networks that have been opened.
     *
     * @param {string} name of the network
     * @param {Drawing} drawing whose strokes may have grown since the last call, but not changed
     * @param {number} alternatives the most predictions to return
     * @param {(partial: Reading) => void} onPartial called now and then while reading takes long
     * @returns {Promise<Reading | null>} null if another drawing has been sent since; rejects with a TimeoutError
     */
    async read(name, drawing, alternatives, onPartial) {
      reads += 1;
      const mine = reads;
      if (lastRead) await Promise.race([lastRead, pause(HOLD)]);
      if (mine !== reads) return null;
      const reading = ask('read', () => ({ name, drawing: packNext(drawing), alternatives }), onPartial);
      const ended = reading
        .catch(() => {})
        .then(() => {
          if (lastRead === ended) lastRead = null;
        });
      lastRead = ended;
      return reading;
    },
    /**
     * Recognizes a drawing.
     *
     * @param {string} name
     * @param {Drawing} drawing
     * @param {import('../recognize/constraints.js').Hint} hint
     * @returns {Promise<Reading>} rejects with a TimeoutError
     */
    recognize(name, drawing, hint) {
      const packed = pack(drawing);
      return ask('recognize', () => ({ name, drawing: packed, hint }));
    },
    /**
     * @param {string} name
     * @param {Float32Array | Drawing[]} input n * 784 values of rasters, or n drawings
     * @returns {Promise<Float32Array>} n * classes.length probabilities; rejects with a TimeoutError
     */
    classify(name, input) {
      if (input instanceof Float32Array) return ask('classify', () => ({ name, rasters: input }));
      const drawings = { strokes: pack(input.flat()), counts: input.map(({ length }) => length) };
      return ask('classify', () => ({ name, drawings }));
    },
    /**
     * @param {string} name
     * @param {Drawing} drawing
     * @param {string[]} nodes of the network's graph
     * @returns {Promise<Answers['trace']>} the network's input, and the outputs of the nodes
     */
    trace(name, drawing, nodes) {
      const packed = pack(drawing);
      return ask('trace', () => ({ name, drawing: packed, nodes }));
    },
    /** @param {string} name @param {string[]} nodes @returns {Promise<Answers['weights']>} weights by their names */
    weights: (name, nodes) => ask('weights', () => ({ name, nodes })),
  };
}
