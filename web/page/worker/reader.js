/**
 * The reader: networks, and readings with them. It runs in a Web Worker (worker.js) or, where none can start, in the page
 * itself (client.js). Recognition has no clock of its own: the reader stops a reading that takes too long, and lets other
 * requests have their turn between two steps of one.
 */

import { networkInputs } from '../ink/directions.js';
import { PIXELS } from '../ink/raster.js';
import { pause, turn } from '../lib/schedule.js';
import { chooseBackend } from '../network/backend.js';
import { createClassifier } from '../network/classifier.js';
import { strokesToRead } from '../recognize/clean.js';
import { createRecognizer } from '../recognize/recognize.js';
import { createUnpacker, unpack } from './strokes.js';

/**
 * @typedef {import('./protocol.js').Requests} Requests
 * @typedef {import('./protocol.js').Answers} Answers
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Reading} Reading
 * @typedef {import('../network/classifier.js').Classifier} Classifier
 * @typedef {import('../recognize/recognize.js').Recognizer} Recognizer
 */

const LIMIT = 3000; // ms that a reading may take, or the classification of CLASSIFIED inputs
const CLASSIFIED = 10; // inputs: it takes proportionally longer to classify more
const BLOCK = 4; // inputs to classify at a time
const TURN = 8; // ms of work, after which other requests have their turn
const SIGN = 250; // ms of work, after which the page hears that it goes on
const SHOWN = 300; // pieces of ink that the page shows a reading of, at most
const CHUNK = 250; // graphemes in one message: a message of thousands would hold up the page

const TOO_LONG = 'This took too long.';

/** A request has not been answered in time. */
class TimeoutError extends Error {
  name = 'TimeoutError';
}

const now = () => performance.now();

/**
 * @param {(message: Message, buffers?: ArrayBuffer[]) => void} post sends a message to the page; the buffers may move there
 * @returns {(request: Request) => Promise<void>} answers a request; everything else is ignored
 */
export function createReader(post) {
  /** @type {Map<string, Classifier>} by the network's name */
  const classifiers = new Map();
  /** @type {WeakMap<Classifier, Classifier>} the same, adapted to the writer's hand */
  const adapted = new WeakMap();
  const padRecognizer = createRecognizer();
  const unpackPad = createUnpacker();
  let padReadings = 0;
  /** @type {ReturnType<typeof import('./picture.js').createPictures> | undefined} since the first one */
  let pictures;
  /** @type {Promise<unknown> | null} the end of what a reader in place of another learns, for which requests wait */
  let restoring = null;
  let lastEnd = 0; // of a reading that was not stopped: while there are such, requests wait longer

  /** @param {string} name */
  const classifierOf = (name) => /** @type {Classifier} */ (classifiers.get(name));
  /** As far as is learned of the visitor's hand. @param {string} name */
  const adaptedOf = (name) => adapted.get(classifierOf(name)) ?? classifierOf(name);
  /** One that knows the pixels of traced ink, too. @param {string} name */
  const inkClassifierOf = (name) => pictures?.withPixels(adaptedOf(name)) ?? adaptedOf(name);

  /** @type {{[T in keyof Requests]: (request: Requests[T], clock: ReturnType<typeof createClock>, id: number) => Answers[T] | Promise<Answers[T]>}} */
  const answers = {
    open({ name, bundle, isNewer }) {
      if (classifiers.has(name) && !isNewer) return null;
      classifiers.get(name)?.dispose();
      const classifier = createClassifier(bundle);
      classifier.classify(new Float32Array(PIXELS * classifier.channels)); // the first drawing finds warm code
      classifiers.set(name, classifier);
      return null;
    },

    async read({ name, drawing: packed, alternatives }, clock, id) {
      padReadings += 1;
      const mine = padReadings;
      const classifier = inkClassifierOf(name);
      const drawing = unpackPad(packed);
      /** Adds what the page shows where nothing is a digit. @param {Reading} reading */
      const whole = (reading) => {
        if (!reading.predictions.length || reading.predictions[0].text) return reading;
        const strokes = strokesToRead(drawing);
        const inputs = networkInputs([strokes.map((stroke) => drawing[stroke])], classifier.channels);
        return { ...reading, rejected: reading.rejected ?? classifier.classify(inputs), strokes };
      };
      const reading = await run(
        padRecognizer,
        padRecognizer.steps(drawing, classifier, { alternatives }, SHOWN),
        clock,
        {
          isStale: () => mine !== padReadings,
          onSign: (soFar) => postReading(id, 'partial', whole(soFar())),
        },
      );
      return reading && whole(reading);
    },

    async recognize({ name, drawing, hint }, clock) {
      const recognizer = createRecognizer();
      const steps = recognizer.steps(unpack(drawing), inkClassifierOf(name), hint);
      return /** @type {Reading} */ (await run(recognizer, steps, clock));
    },

    async classify({ name, ...input }, clock) {
      const { classify, channels, classes } = classifierOf(name);
      const given = 'rasters' in input ? input.rasters : split(input.drawings);
      const placements = 'rasters' in input ? [] : (input.placements ?? []);
      const size = 'rasters' in input ? PIXELS : 1;
      const count = given.length / size;
      const probabilities = new Float32Array(count * classes.length);
      for (let i = 0; i < count; i += BLOCK) {
        const block = given.slice(i * size, (i + BLOCK) * size);
        const inputs = networkInputs(block, channels, placements.slice(i, i + BLOCK));
        probabilities.set(classify(inputs), i * classes.length);
        if (clock.spent() > LIMIT * Math.ceil(count / CLASSIFIED)) {
          throw new TimeoutError(TOO_LONG);
        }
        await clock.turn();
      }
      lastEnd = now();
      return probabilities;
    },

    trace({ name, drawing, nodes }) {
      const { channels, activations } = classifierOf(name);
      const input = networkInputs([unpack(drawing)], channels);
      return { input, activations: activations(input, nodes) };
    },

    weights: ({ name, nodes }) => nodes.map((node) => classifierOf(name).weights(node)),

    async learn({ name, examples: { drawings, graphemes } }, { turn }) {
      const { adapt } = await import('../hand/adapt.js');
      const classifier = classifierOf(name);
      adapted.set(classifier, await adapt(classifier, split(drawings), graphemes, turn));
      return null;
    },

    async picture({ source, frame, shown, turns }, clock) {
      const { createPictures, readPicture } = await import('./picture.js');
      if (!pictures) postFiles();
      pictures ??= createPictures();
      return readPicture(source, frame, pictures, clock, shown, turns);
    },

    async chooseBackend() {
      const [classifier] = classifiers.values();
      const backend = await chooseBackend(classifier);
      postFiles(backend);
      return null;
    },
  };

  /** Reports what has been fetched. @param {'cpu' | 'wasm'} [backend] once it is decided */
  function postFiles(backend) {
    post({ backend, files: performance.getEntriesByType('resource').map(({ name }) => name) });
  }

  /**
   * Runs the steps of a reading.
   *
   * @param {Recognizer} recognizer
   * @param {Generator<void, Reading>} steps
   * @param {ReturnType<typeof createClock>} clock
   * @param {{isStale?: () => boolean, onSign?: (soFar: () => Reading) => void}} [page] isStale: whether nobody waits for
   *   the reading any more
   * @returns {Promise<Reading | null>} null if it is stale; partial if it takes too long
   */
  async function run(recognizer, steps, clock, { isStale = () => false, onSign = () => {} } = {}) {
    if (clock.spent() > LIMIT) throw new TimeoutError(TOO_LONG);
    for (;;) {
      const { value, done } = steps.next();
      if (done) {
        lastEnd = now();
        return value;
      }
      if (clock.spent() > LIMIT) return recognizer.readingSoFar();
      await clock.turn(() => onSign(recognizer.readingSoFar));
      if (isStale()) return null;
    }
  }

  /**
   * Measures the time of a request: from when it was sent or, if later, from when the last one before it ended.
   *
   * @param {number} id of the request
   * @param {number} sent ms, as Date.now()
   */
  function createClock(id, sent) {
    const begin = Math.max(now() - Math.max(0, Date.now() - sent), lastEnd);
    let lastTurn = now();
    let lastSign = now();
    return {
      spent: () => now() - begin,
      /** Lets others have their turn, and the page hear of it, now and then. @param {() => void} [onSign] */
      async turn(onSign) {
        if (now() - lastTurn < TURN) return;
        await turn();
        lastTurn = now();
        if (lastTurn - lastSign < SIGN) return;
        post({ id });
        onSign?.();
        lastSign = now();
      },
    };
  }

  /**
   * @param {number} id of the request
   * @param {'answer' | 'partial'} kind
   * @param {Reading} reading
   */
  function postReading(id, kind, reading) {
    reading.predictions.forEach(({ graphemes }, index) => {
      for (let at = CHUNK; at < graphemes.length; at += CHUNK) {
        post({ id, index, graphemes: graphemes.slice(at, at + CHUNK) });
      }
    });
    const predictions = reading.predictions.map((prediction) => {
      return { ...prediction, graphemes: prediction.graphemes.slice(0, CHUNK) };
    });
    post({ id, [kind]: { ...reading, predictions } });
  }

  /** Has what follows wait until the hand that another reader knew is learned. @param {Promise<unknown>} learned */
  function restore(learned) {
    const ended = Promise.race([learned.catch(() => {}), pause(LIMIT)]).then(() => {
      lastEnd = now();
      if (restoring === ended) restoring = null;
    });
    restoring = ended;
  }

  return async (request) => {
    const { id, type, sent } = request ?? {};
    if (!Number.isInteger(id) || !Object.hasOwn(answers, type)) return;
    try {
      while (restoring) await restoring;
      const answering = /** @type {any} */ (answers[type])(request, createClock(id, sent), id);
      if (type === 'learn' && !id) restore(answering);
      const answer = await answering;
      if (answer?.predictions) postReading(id, 'answer', answer);
      else post({ id, answer }, type === 'trace' ? buffersOf(answer) : []);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      post({ id, failure: { name, message } });
    }
  };
}

/**
 * @param {{strokes: import('./strokes.js').PackedDrawing, counts: number[]}} drawings
 * @returns {import('../ink/drawing.js').Drawing[]}
 */
function split({ strokes, counts }) {
  const all = unpack(strokes);
  let at = 0;
  return counts.map((count) => {
    at += count;
    return all.slice(at - count, at);
  });
}

/** The memory of a trace, which nothing else uses: moved, not copied, it can be sent for every frame. @param {Answers['trace']} trace */
const buffersOf = ({ input, activations }) => [
  ...new Set(
    [input, ...activations.map(({ values }) => values)].map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer)),
  ),
];
