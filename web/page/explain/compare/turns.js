/**
 * Networks read in turn, and always the newest drawing: while one reads, newer drawings replace those that nobody has
 * begun to read. A slow network waits until the pen pauses. Pure.
 *
 * @template T
 * @typedef {object} Reader
 * @property {(input: T) => Promise<void>} read never rejects
 * @property {boolean} isSlow whether its readings take too long while the pen moves
 */

import { FOLLOW_DELAY, pause } from '../../lib/schedule.js';

/**
 * @template T
 * @param {() => Reader<T>[]} readersNow those that can read
 * @param {T} first input
 * @param {() => void} [onRead] called after each reading
 */
export function createTurns(readersNow, first, onRead = () => {}) {
  let newest = first;
  let since = 0; // ms, when it came
  /** @type {WeakMap<Reader<T>, T>} what each has read last */
  const done = new WeakMap();
  /** @type {Promise<void> | null} */
  let running = null;
  let place = 0; // of the reader whose turn it is

  /** Returns the next reader that has not read the newest input; null if there is none. @param {boolean} isPaused */
  function nextReader(isPaused) {
    const readers = readersNow();
    for (let i = 0; i < readers.length; i++) {
      const index = (place + i) % readers.length;
      const reader = readers[index];
      if (done.get(reader) === newest || (reader.isSlow && !isPaused)) continue;
      place = index + 1;
      return reader;
    }
    return null;
  }

  async function run() {
    for (;;) {
      const wait = since + FOLLOW_DELAY - performance.now();
      const reader = nextReader(wait <= 0);
      if (reader) {
        const input = newest;
        await reader.read(input);
        done.set(reader, input);
        onRead();
      } else if (nextReader(true)) {
        await pause(Math.max(1, wait));
      } else {
        running = null;
        return;
      }
    }
  }

  return {
    /**
     * Has all readers read an input, or read again what a new reader lacks.
     *
     * @param {T} [input]
     * @returns {Promise<void>} resolves when all have read the newest one
     */
    show(input = newest) {
      if (input !== newest) since = performance.now();
      newest = input;
      running ??= run();
      return running;
    },
  };
}
