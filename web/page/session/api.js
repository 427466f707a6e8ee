/**
 * globalThis.numbre: the interface for scripts on the page, tests and site owners. Wrong input throws a TypeError
 * that names the argument; asynchronous functions reject with it.
 */

import { isBlank, toClassifiable, toDrawing } from '../ink/drawing.js';
import { rasterize } from '../ink/raster.js';
import { pause } from '../lib/schedule.js';
import { digitProbabilities } from '../network/classes.js';

/** @type {Hint} */
const NO_HINT = { alternatives: 3 }; // as in WICG's API
const AT_ONCE = 500; // graphemes to convert before the page has a turn

/**
 * @typedef {import('../recognize/hints.js').Hint} Hint
 *
 * @typedef {object} HandwritingPrediction the shape of WICG's (https://wicg.github.io/handwriting-recognition/), plus
 *   confidences and probabilities
 * @property {string} text numbers, a line each; '' for non-digits
 * @property {number} confidence 0..1, that the text is right
 * @property {HandwritingSegment[]} segmentationResult one for each grapheme, in reading order; none for non-digits
 * @property {true} [isPartial] where reading was stopped for time, before the end of the drawing
 *
 * @typedef {object} HandwritingSegment
 * @property {string} grapheme
 * @property {number} beginIndex text.slice(beginIndex, endIndex) is the grapheme
 * @property {number} endIndex
 * @property {{strokeIndex: number, beginPointIndex: number, endPointIndex: number}[]} drawingSegments its ink:
 *   stroke.slice(beginPointIndex, endPointIndex) are the points
 * @property {number} confidence 0..1
 * @property {number[]} probabilities of the ten digits, given that it is one
 *
 * @typedef {object} HandApi
 * @property {number} size number of examples; 0 until they have been read
 * @property {() => Promise<string>} export returns the text of a file
 * @property {(text: string) => Promise<number>} import adds the examples of a file; returns their number. Rejects with an
 *   Error, a sentence, where it cannot be used: nothing has changed then
 * @property {() => Promise<void>} clear forgets all
 */

/**
 * @param {import('./session.js').Session} session in which a network has been requested
 * @param {object} late code that comes after the first reading
 * @param {() => Promise<unknown>} late.ready fetches it if need be; resolves when it is there, or could not be fetched
 * @param {(drawing: import('../ink/drawing.js').Drawing | null) => string} late.link see share/link.js
 * @param {(options: unknown) => Promise<Hint>} late.toHint see recognize/hints.js
 * @param {(name: unknown, options: unknown) => Promise<import('./training.js').Result>} late.train see training.js
 * @param {(drawing: unknown, text: unknown) => Promise<number>} late.teach see hand.js
 * @param {() => HandApi} late.hand
 * @param {(source: unknown, options?: unknown) => Promise<import('./recognize-image.js').PicturePrediction[]>} late.recognizeImage
 *   see recognize-image.js
 */
export function createApi(session, late) {
  const models = () => [...session.names, ...session.state.trained];
  return Object.freeze({
    /**
     * Promise that resolves when a network can read, and the code for links and hints is there or could not be fetched;
     * rejects if the network requested last cannot be loaded. Each time it is asked for, missing code is fetched again.
     */
    get ready() {
      return session.ready.then(late.ready).then(() => {});
    },

    /**
     * Reads a drawing.
     *
     * @param {unknown} drawing strokes of points, {x, y, t?} or [x, y] or [x, y, t]
     * @param {{hint?: import('../recognize/hints.js').GivenHint}} [options] hint: constraints on the number
     * @returns {Promise<HandwritingPrediction[]>} best first; none for a blank drawing. Ends within 3.5 s: what has not
     *   been read by then is left out; rejects with a TimeoutError if that is all
     */
    async recognize(drawing, options) {
      const checked = toDrawing(drawing);
      const hint = options === undefined ? NO_HINT : await late.toHint(options);
      if (isBlank(checked)) return [];
      await session.ready;
      const { predictions, isPartial, classes } = await session.recognize(checked, hint);
      const converted = [];
      for (const prediction of predictions) converted.push(await toWicg(prediction, classes, isPartial));
      return converted;
    },

    /** Reads a picture: a Blob, ImageBitmap, ImageData, canvas or img. Resolves to predictions with boxes. */
    recognizeImage: late.recognizeImage,

    /**
     * Classifies single digits.
     *
     * @param {unknown} input Float32Array(n * 784) of rasters, values 0 (paper) to 1 (ink), or an array of n drawings
     * @returns {Promise<Float32Array>} n * 10 probabilities of the digits, given that it is one. Rejects with a
     *   TimeoutError after 3 s, or as many times 3 s as there are tens of inputs
     */
    async classify(input) {
      const checked = toClassifiable(input);
      await session.ready;
      return session.classify(checked);
    },

    /** Renders a drawing: Float32Array(784), row-major, 0 (paper) to 1 (ink), as every network sees it. */
    rasterize: (/** @type {unknown} */ drawing) => rasterize(toDrawing(drawing)),

    /**
     * Returns the address of this page with a drawing, the network and the open part; opening it restores them. Its
     * code is there once `ready` has resolved, unless it could not be fetched.
     *
     * @param {unknown} [drawing] the one on the pad when left out
     * @returns {string}
     * @throws {RangeError} if the drawing is too large
     * @throws {Error} if its code is not there
     */
    link: (drawing) => late.link(drawing === undefined ? null : toDrawing(drawing)),

    /** Names of the networks, the default first: those of this site, then those trained in the page. */
    get models() {
      return Object.freeze(models());
    },

    /** Loads a network and reads with it from then on. @param {string} name one of `models` @returns {Promise<void>} */
    async use(name) {
      if (!models().includes(name)) {
        throw new TypeError(`name: expected one of ${models().join(', ')}, got ${String(name)}`);
      }
      await session.use(name);
    },

    /**
     * Trains a tutorial's network in the page, with drawings of 24 writers; from then on, `use` knows it as “my-” and its name.
     *
     * @param {unknown} name one of hello, dropout, numbre, lesson
     * @param {unknown} [options] see training.js
     * @returns {Promise<import('./training.js').Result>} rejects with an AbortError where the signal has stopped it, and with
     *   an error whose message says why where it has failed, diverged, or another training is under way
     */
    train: (name, options) => late.train(name, options),

    /**
     * Learns how the visitor writes; on this device, in this page and in `recognize`.
     *
     * @param {unknown} drawing
     * @param {unknown} text of it: digits and marks
     * @returns {Promise<number>} examples that it has learned; rejects with an Error, a sentence, where the drawing cannot be
     *   divided into this text
     */
    teach: (drawing, text) => late.teach(drawing, text),

    /** What it has learned. Its code is there once `ready` has resolved, unless it could not be fetched. */
    get hand() {
      return late.hand();
    },

    /**
     * Card of the network in use; null before the first is loaded. The page loads a summary of it first ({format,
     * name, classes, raster, channels, calibrated}) and the full card, with metrics, when it is idle.
     */
    get card() {
      return session.card;
    },

    /**
     * firstReading: ms from navigation until the first reading could be made (a blank drawing is read on loading);
     * lastReading: ms that the last reading took; backend: 'cpu' is plain JavaScript, 'wasm' may follow where it is
     * faster. All are null at first.
     */
    get timings() {
      return { ...session.timings };
    },
  });
}

/**
 * @param {import('../recognize/predictions.js').Prediction} prediction
 * @param {string[]} classes of the network
 * @param {boolean} isPartial
 * @returns {Promise<HandwritingPrediction>}
 */
async function toWicg({ text, confidence, graphemes }, classes, isPartial) {
  /** @type {HandwritingSegment[]} */
  const segmentationResult = [];
  const digits = graphemes.filter(({ grapheme }) => grapheme);
  let lines = 0; // of the text, before this one
  for (const [i, { grapheme, line, parts, confidence: own, probabilities }] of digits.entries()) {
    if (i && line !== digits[i - 1].line) lines += 1;
    const beginIndex = i + lines; // a newline ends every line before
    segmentationResult.push({
      grapheme,
      beginIndex,
      endIndex: beginIndex + 1,
      drawingSegments: parts.map(({ stroke, begin, end }) => ({
        strokeIndex: stroke,
        beginPointIndex: begin,
        endPointIndex: end,
      })),
      confidence: own,
      probabilities: [...digitProbabilities(probabilities, classes)],
    });
    if (i % AT_ONCE === AT_ONCE - 1) await pause(0);
  }
  return { text, confidence, segmentationResult, ...(isPartial && { isPartial }) };
}
