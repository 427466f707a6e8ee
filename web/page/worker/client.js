/**
 * The page's side of the reader: sends requests and receives answers. At first the reader runs in the page itself: the
 * first reading would have to wait for a Web Worker to start (15 ms of 120 on a small machine). When the page is idle, a
 * worker takes over; where none can start, reading goes on in the page. A worker that hangs, or has been killed, is
 * replaced by another.
 */

import { idle, pause } from '../lib/schedule.js';
import { scriptUrl } from '../lib/script-url.js';
import { NO_CODE } from '../network/bundle.js';
import { createPacker, pack } from './strokes.js';

const DAMAGED = 'The page’s code is damaged or altered.';

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
 * @property {Port} to where it was sent
 * @property {number} since when it was sent, ms
 * @property {boolean} isRepeated
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(partial: Reading) => void} onPartial
 * @property {import('../recognize/predictions.js').Grapheme[][]} rest more graphemes of each prediction
 *
 * @typedef {{type: 'open'} & Requests['open'] | {type: 'learn'} & Requests['learn']} Kept for the next worker
 *
 * @typedef {object} Port where requests go
 * @property {'page' | 'starting' | 'worker'} kind the page's own reader, or a worker that has started or not
 * @property {(request: object) => void} post
 * @property {() => void} stop
 *
 * @typedef {ReturnType<typeof createReaderClient>} ReaderClient
 */

const PATIENCE = 3200; // ms for an answer, of a reader that gives no
const SILENCE = 2000; // ms long a sign of life
const STARTING = 10_000; // ms that a worker may take to start, when another was there before: its code is in the cache
const CHECK = 100; // ms between two looks at that
const IDLE_WAIT = 300; // ms, for browsers without requestIdleCallback
const HOLD = 30; // ms that a drawing waits for the reading of the one before: only the newest is then sent
const TOO_LONG = 'This took too long.';

/** Whether the visitor saves data, of a page that is not kept for offline use: one that is has been asked for before. */
function savesData() {
  const own = /** @type {Navigator & {connection?: {saveData?: boolean}}} */ (globalThis.navigator); // not in Safari, Firefox
  return Boolean(own?.connection?.saveData && !own.serviceWorker?.controller);
}

/** The link to worker.js, whose name the build writes into index.html. */
const workerLink = () => /** @type {HTMLLinkElement} */ (document.getElementById('worker'));

/**
 * @param {(files: string[], backend?: 'cpu' | 'wasm') => void} onFiles called with the URLs of what the reader has fetched,
 *   when it has decided which backend it uses, and when it has fetched the code for pictures
 */
export function createReaderClient(onFiles) {
  /** @type {Map<number, Pending>} */
  const pending = new Map();
  /** @type {Map<string, Kept>} what the next worker is sent: networks in use, and the hand */
  const kept = new Map();
  let packNext = createPacker(); // of the drawings on the pad
  let count = 0; // of requests
  let heard = 0; // ms, when a reader gave the last sign of life
  let isWatching = false;
  let reads = 0; // drawings on the pad
  /** @type {Promise<unknown> | null} the reading of the last of them that has been sent */
  let lastRead = null;
  let isSavingData = savesData();
  /** @type {Promise<void> | undefined} the end of the move to a worker */
  let moving;
  let port = readInPage();

  /** @returns {Port} */
  function readInPage() {
    /** @returns {Promise<(request: object) => void>} */
    const load = async () => {
      const { createReader } = await import(workerLink().href);
      const answer = createReader(receive);
      for (const body of kept.values()) answer({ id: 0, ...body });
      return answer;
    };
    /** @type {ReturnType<typeof load> | null} */
    let reader = null;
    const post = (/** @type {any} */ request) => {
      reader ??= load();
      reader.then(
        (answer) => answer(request),
        (error) => {
          reader = null; // the next request tries again, from the beginning
          packNext = createPacker();
          fail(request.id, 'NetworkError', error instanceof SyntaxError ? DAMAGED : NO_CODE);
        },
      );
    };
    return { kind: 'page', post, stop: () => {} };
  }

  /** @returns {Port} @throws {Error} where there are no workers, or none allowed */
  function startWorker() {
    const worker = new Worker(scriptUrl(workerLink().getAttribute('href') ?? ''), { type: 'module' });
    /** @type {Port} */
    const own = { kind: 'starting', post: worker.postMessage.bind(worker), stop: worker.terminate.bind(worker) };
    worker.onmessage = ({ data }) => {
      own.kind = 'worker';
      receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault(); // no error for the console: reading goes on
      own.stop();
      if (port === own) replace();
      for (const [id, { to }] of pending) if (to === own) fail(id, '');
    };
    return own;
  }

  /** Has a worker take over, once it has opened all networks that the page's own reader has, and learned the hand. */
  async function moveToWorker() {
    await idle(IDLE_WAIT);
    try {
      const worker = startWorker();
      const done = new Set();
      const left = () => [...kept.values()].filter((body) => !done.has(body));
      while (left().length) {
        for (const body of left()) {
          await ask(body.type, () => body, undefined, worker);
          done.add(body);
        }
      }
      packNext = createPacker();
      port = worker;
    } catch {
      // the page goes on
    }
    chooseBackend();
  }

  /** Has the reader look for the faster backend; it answers by a sign. */
  function chooseBackend() {
    if (!isSavingData) port.post({ id: 0, type: 'chooseBackend', sent: Date.now() });
  }

  /** Goes on with another worker, which is sent what it lacks, or in the page. */
  function replace() {
    const now = performance.now();
    port.stop();
    packNext = createPacker();
    port = port.kind === 'worker' ? startWorker() : readInPage();
    for (const body of kept.values()) port.post({ id: 0, sent: Date.now(), ...body });
    chooseBackend();
    for (const [id, entry] of pending) {
      const isLate = now - entry.since > PATIENCE;
      entry.rest = [];
      if (isLate && (entry.isRepeated || entry.type === 'recognize')) {
        fail(id, 'TimeoutError', TOO_LONG);
      } else {
        entry.isRepeated = isLate;
        send(id, entry, port);
      }
    }
  }

  /** @param {number} id @param {string} name of the error @param {string} [message] */
  function fail(id, name, message = '') {
    receive({ id, failure: { name, message } });
  }

  /** @param {number} id @param {Pending} entry @param {Port} to */
  function send(id, entry, to) {
    entry.to = to;
    entry.since = performance.now();
    to.post({ id, type: entry.type, sent: Date.now(), ...entry.body() });
  }

  /** @param {Message} message */
  function receive(message) {
    heard = performance.now();
    if ('files' in message) onFiles(message.files, message.backend);
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
   * @param {Port} [to]
   * @returns {Promise<Answers[T]>}
   */
  function ask(type, body, onPartial = () => {}, to = port) {
    return new Promise((resolve, reject) => {
      count += 1;
      const entry = { type, body, to, since: 0, isRepeated: false, resolve, reject, onPartial, rest: [] };
      pending.set(count, entry);
      send(count, entry, to);
      watch();
    });
  }

  /**
   * Sends what each worker is to have; the last body of a key is kept for the next one.
   *
   * @param {string} key
   * @param {Kept} body
   */
  async function keep(key, body) {
    let asked;
    do {
      asked = port;
      await ask(body.type, () => body);
    } while (asked !== port); // a worker has taken over meanwhile
    kept.set(key, body);
  }

  /** Replaces a worker that has hung for too long, while something waits for it. */
  async function watch() {
    if (isWatching) return;
    isWatching = true;
    while (pending.size) {
      await pause(CHECK);
      const now = performance.now();
      const [oldest] = pending.values();
      const waited = oldest ? now - oldest.since : 0;
      const isHanging = waited > PATIENCE && now - heard > SILENCE;
      if (port.kind === 'worker' ? isHanging : port.kind === 'starting' && waited > STARTING) replace();
    }
    isWatching = false;
  }

  return {
    get isSavingData() {
      return isSavingData;
    },
    /** Has the reader look for the faster backend, if it has not. */
    stopSavingData() {
      if (!isSavingData) return;
      isSavingData = false;
      if (kept.size) chooseBackend();
    },
    /**
     * Opens a network, perhaps in place of an older one of that name.
     *
     * @param {string} name
     * @param {import('../network/graph.js').Bundle} bundle
     * @returns {Promise<void>} rejects with an Error whose name is 'UnsupportedError', and its message a sentence for
     *   visitors, or 'NetworkError' where the code for it could not be fetched
     */
    async open(name, bundle) {
      const isFirst = !kept.size;
      await keep(name, { type: 'open', name, bundle, isNewer: kept.has(name) });
      if (isFirst) moving = moveToWorker();
    },
    /**
     * Has a network learn the hand of a writer, in place of what it has learned before: nobody's without examples. After
     * `open` in place of an older network it must learn anew.
     *
     * @param {string} name
     * @param {{drawing: Drawing, grapheme: string}[]} examples of one digit or mark each, all of them
     * @returns {Promise<void>} until then it reads as before; rejects where the code for it does not come
     */
    async learn(name, examples) {
      const drawings = packAll(examples.map(({ drawing }) => drawing));
      const graphemes = examples.map(({ grapheme }) => grapheme);
      await Promise.race([moving, pause(PATIENCE)]); // in the page, many examples would hold up the pen
      await keep(`hand ${name}`, { type: 'learn', name, examples: { drawings, graphemes } });
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
      await (lastRead && Promise.race([lastRead, pause(HOLD)])); // in any case until the changes of this turn are made
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
     * @param {import('../recognize/hints.js').Hint} hint
     * @returns {Promise<Reading>} rejects with a TimeoutError
     */
    recognize(name, drawing, hint) {
      const packed = pack(drawing);
      return ask('recognize', () => ({ name, drawing: packed, hint }));
    },
    /**
     * @param {string} name
     * @param {Float32Array | Drawing[]} input n * 784 values of rasters, or n drawings
     * @param {import('../ink/raster.js').Placement[]} [placements] of the drawings, where they are not as in training
     * @returns {Promise<Float32Array>} n * classes.length probabilities; rejects with a TimeoutError
     */
    classify(name, input, placements) {
      if (input instanceof Float32Array) return ask('classify', () => ({ name, rasters: input }));
      const drawings = packAll(input);
      return ask('classify', () => ({ name, drawings, placements }));
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
    /**
     * Traces a picture.
     *
     * @param {import('./picture.js').Source} source
     * @param {import('./picture.js').Frame} [frame] the part to read
     * @param {number} [shown] longer side of the picture to be shown, at most, in pixels
     * @param {number} [turns] to the right, by 90 degrees, of the upright picture: what follows counts in pixels of the
     *   turned one
     * @returns {Promise<import('./picture.js').TracedPicture>} rejects with an Error whose name is 'PictureError', and its
     *   message a sentence for visitors, 'TimeoutError', or 'NetworkError' where the code for it could not be fetched
     */
    tracePicture: (source, frame, shown, turns) =>
      ask('picture', () => ({ source, frame, shown, turns })).catch((error) => {
        throw error.name === 'TypeError'
          ? Object.assign(new Error(NO_CODE, { cause: error }), { name: 'NetworkError' })
          : error;
      }),
    /** @param {string} name @param {string[]} nodes @returns {Promise<Answers['weights']>} weights by their names */
    weights: (name, nodes) => ask('weights', () => ({ name, nodes })),
  };
}

/** @param {Drawing[]} drawings */
const packAll = (drawings) => ({ strokes: pack(drawings.flat()), counts: drawings.map(({ length }) => length) });
