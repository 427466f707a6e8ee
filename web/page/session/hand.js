/**
 * The visitor's hand: examples that the page has learned, shared by the API and the page, which make it once. It
 * keeps them on this device, has the reader learn them, and reads the pad again. Fetched on demand.
 *
 * @typedef {import('../hand/examples.js').Example} Example
 * @typedef {import('../hand/examples.js').Examples} Examples
 * @typedef {import('../hand/storage.js').Kept} Kept
 * @typedef {import('../hand/storage.js').Edit} Edit
 * @typedef {import('../hand/storage.js').Storage} Storage
 * @typedef {import('./session.js').Session} Session
 *
 * @typedef {object} HandState never changed in place
 * @property {Examples} examples the oldest first
 * @property {boolean} isPaused whether it neither learns from corrections nor reads by its examples
 * @property {boolean} isStored whether this device keeps it; it lasts for this visit, otherwise
 *
 * @typedef {ReturnType<typeof createHand>} Hand
 */

import { isGrapheme, toExample, unpackInk, withExamples } from '../hand/examples.js';
import { fromFile, toFile } from '../hand/file.js';
import { channelOfTabs, isKept } from '../hand/presence.js';
import { openStorage } from '../hand/storage.js';
import { isBlank, toDrawing } from '../ink/drawing.js';
import { inkOf } from '../ink/identity.js';
import { createEmitter } from '../lib/emitter.js';

const DIGITS_ALONE = /^\d{1,15}$/; // exact as a JavaScript number
const LONGEST = 100; // graphemes of a number
const READINGS = 100; // to look for the text among, where marks are in it

/** @param {Session} session */
export function createHand(session) {
  const { subscribe, emit } = createEmitter();
  /** @type {HandState} */
  let state = { examples: [], isPaused: false, isStored: true };
  /** @type {Map<string, import('../ink/drawing.js').Drawing>} by packed ink */
  let drawings = new Map();
  let hasLearned = false; // whether the reader may hold examples
  /** @type {Promise<void>} rejects where the code for learning has not come */
  let learned = Promise.resolve();
  /** @type {Storage | null} */
  let storage = null;
  /** @type {Edit[]} changes that are shown, but not yet stored */
  let pending = [];
  let clearings = 0;
  /** @type {Promise<void>} what is read and stored, one after another */
  let stored = isKept().then((is) => (is ? attempt(read) : undefined)); // a database is made with the first example
  channelOfTabs().addEventListener('message', () => {
    stored = stored.then(() => attempt(read));
  });
  let { network } = session.state;
  session.subscribe((now) => {
    if (now.network === network) return;
    ({ network } = now);
    learn(); // drawings are learned anew by each network
  });

  /** @param {HandState} next */
  function show(next) {
    const isOther = next.isPaused !== state.isPaused || !isSame(next.examples, state.examples);
    state = next;
    if (isOther) learn();
    emit(state);
  }

  /** Has the reader learn the examples, which then reads the pad by them. */
  function learn() {
    const examples = state.isPaused ? [] : state.examples;
    if (!session.state.network || (!examples.length && !hasLearned)) return;
    hasLearned = true;
    drawings = new Map(examples.map(({ ink }) => [ink, drawings.get(ink) ?? unpackInk(ink)]));
    learned = session.learn(examples.map(({ ink, grapheme }) => ({ drawing: drawings.get(ink) ?? [], grapheme })));
    learned.catch(() => {}); // some do not wait for it
  }

  /** @param {Storage} from */
  async function read(from) {
    const kept = await from.read();
    show({ ...state, ...pending.reduce((all, edit) => edit(all), kept) });
  }

  /**
   * Reads or changes what the device keeps. Where that fails, it keeps nothing more: what is learned lasts for this visit.
   *
   * @param {(storage: Storage) => Promise<void>} task
   */
  async function attempt(task) {
    if (!state.isStored) return;
    try {
      storage ??= await openStorage();
      await task(storage);
    } catch {
      show({ ...state, isStored: false });
    }
  }

  /**
   * Changes the hand: at once here, then on the device, where another tab may have changed it meanwhile.
   *
   * @param {Edit} edit
   * @returns {Promise<void>} resolves when it is learned and stored, or cannot be
   */
  function change(edit) {
    pending = [...pending, edit];
    show({ ...state, ...edit(state) });
    stored = stored.then(() =>
      attempt(async (to) => {
        const kept = await to.change(edit);
        pending = pending.filter((other) => other !== edit);
        show({ ...state, ...pending.reduce((all, later) => later(all), kept) });
      }),
    );
    return hand.ready;
  }

  /** @param {(examples: Examples) => Examples} edit */
  const changeExamples = (edit) => change((kept) => ({ ...kept, examples: edit(kept.examples) }));

  const hand = {
    subscribe,
    /** @returns {HandState} */
    get state() {
      return state;
    },
    /** Resolves when it has been read from the device and learned, or cannot be. @returns {Promise<void>} */
    get ready() {
      return stored.then(() => learned).catch(() => {});
    },
    /** Resolves when the reader has learned the examples; rejects where it could not. */
    get learned() {
      return learned;
    },
    /** Adds examples. @param {Examples} added */
    add: (added) => changeExamples((examples) => withExamples(examples, added)),
    /** Forgets examples, wherever they are labelled so. @param {Examples} some */
    remove(some) {
      const gone = new Set(some.map(({ ink, grapheme }) => grapheme + ink));
      return changeExamples((examples) => examples.filter(({ ink, grapheme }) => !gone.has(grapheme + ink)));
    },
    /** Forgets all, and what is being taught. */
    clear() {
      clearings += 1;
      return changeExamples(() => []);
    },
    /** Reads as for everybody, and learns nothing from corrections, or goes on. @param {boolean} isPaused */
    pause: (isPaused) => change((kept) => ({ ...kept, isPaused })),

    /**
     * Learns how the visitor writes a text.
     *
     * @param {unknown} given drawing
     * @param {unknown} text digits and marks; one, or a number of several, which the recognizer divides
     * @returns {Promise<number>} examples that it has learned, one for each digit and mark. Rejects with a TypeError that
     *   names the argument; with an Error, a sentence, where the drawing cannot be divided so
     */
    async teach(given, text) {
      const drawing = toDrawing(given);
      if (isBlank(drawing)) throw new TypeError('drawing: expected some ink');
      if (typeof text !== 'string' || !text || text.length > LONGEST || ![...text].every(isGrapheme)) {
        throw new TypeError(`text: expected 1 to ${LONGEST} digits and marks`);
      }
      const before = clearings;
      await session.ready;
      const parts = text.length === 1 ? [drawing] : await divided(session, drawing, text);
      const now = Date.now();
      const examples = parts.map((part, i) => toExample(part, text[i], now));
      if (before === clearings) await hand.add(examples); // else they have been forgotten meanwhile
      await learned;
      return examples.length;
    },
    /** @returns {Promise<string>} a file, see hand/file.js */
    async export() {
      await stored;
      return toFile(state.examples);
    },
    /**
     * Adds the examples of a file.
     *
     * @param {unknown} text
     * @returns {Promise<number>} examples in the file. Rejects with a HandFileError: the message is a sentence for
     *   visitors, and nothing has changed
     */
    async import(text) {
      if (typeof text !== 'string') throw new TypeError('text: expected the text of a file that export has made');
      const examples = fromFile(text, Date.now());
      await hand.add(examples);
      return examples.length;
    },
  };
  return hand;
}

/** @param {Examples} some @param {Examples} others */
const isSame = (some, others) =>
  some.length === others.length &&
  some.every(({ ink, grapheme }, i) => ink === others[i].ink && grapheme === others[i].grapheme);

/**
 * Divides the ink of a number into that of its graphemes.
 *
 * @param {Session} session
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @param {string} text of at least two graphemes
 * @returns {Promise<import('../ink/drawing.js').Drawing[]>} rejects with an Error, a sentence, where that cannot be done
 */
async function divided(session, drawing, text) {
  const value = Number(text);
  const exactly = DIGITS_ALONE.test(text) && { kind: 'integer', min: value, max: value };
  const hint = { alternatives: READINGS, length: text.length, graphemeSet: [...new Set(text)], ...exactly };
  const { predictions, isPartial } = await session.recognize(drawing, hint);
  const found = predictions.find((prediction) => prediction.text === text && !isPartial);
  const isWhole = found?.graphemes.every(({ grapheme }) => grapheme); // no ink is left over
  if (!found || !isWhole) throw new Error(`This drawing can’t be read as ${text}.`);
  return found.graphemes.map(({ parts }) => inkOf(drawing, parts));
}
