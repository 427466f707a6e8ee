/**
 * Keeps the visitor's hand on this device: in IndexedDB, an example a record, and whether learning is paused. Tabs of one
 * browser share it: each change is one transaction, and the other tabs hear of it. Nothing is sent.
 *
 * @typedef {import('./examples.js').Examples} Examples
 * @typedef {{examples: Examples, isPaused: boolean}} Kept
 * @typedef {(kept: Kept) => Kept} Edit pure: it may be applied to what another tab has kept meanwhile
 *
 * @typedef {object} Storage
 * @property {() => Promise<Kept>} read
 * @property {(edit: Edit) => Promise<Kept>} change resolves to the result when that is stored; rejects where it cannot be
 */

import { pause } from '../lib/schedule.js';
import { channelOfTabs, inTime, openDatabase, request } from './presence.js';

const VERSION = 1; // of the records
const EXAMPLES = 'examples'; // by ink
const SETTINGS = 'settings';
const PAUSED = 'isPaused';
const RETRYING = 2000; // ms, after which a database that cannot be opened, or closes again, is not tried once more
const LONGER = 50; // ms by which each pause between two tries is longer

/** @returns {Promise<Storage>} rejects where the browser keeps nothing */
export async function openStorage() {
  /** @type {IDBDatabase | null} */
  let database = await open();

  /**
   * Tries again with the database opened anew: it closes, or answers no more, where a newer version needs it, or the
   * visitor deletes what the browser keeps; while that goes on, it closes again.
   *
   * @param {IDBTransactionMode} mode
   * @param {Edit} [edit]
   */
  async function transact(mode, edit) {
    const end = performance.now() + RETRYING;
    for (let wait = 0; ; wait += LONGER) {
      try {
        database ??= await open();
        return await transactIn(database, mode, edit);
      } catch (error) {
        const isFull = /** @type {Error} */ (error)?.name === 'QuotaExceededError';
        if (isFull || (wait && performance.now() > end)) throw error;
        database?.close();
        database = null;
        await pause(wait);
      }
    }
  }

  return {
    read: () => transact('readonly'),
    async change(edit) {
      const kept = await transact('readwrite', edit);
      channelOfTabs().postMessage(null);
      return kept;
    },
  };
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const database = await openDatabase(({ result }) => {
    result.createObjectStore(EXAMPLES, { keyPath: 'ink' });
    result.createObjectStore(SETTINGS);
  }, VERSION);
  database.onversionchange = () => database.close(); // others wait for it
  return database;
}

/**
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {Edit} [edit]
 * @returns {Promise<Kept>} rejects where nothing has changed
 */
async function transactIn(database, mode, edit) {
  const transaction = database.transaction([EXAMPLES, SETTINGS], mode);
  return inTime(completed(transaction, edit), () => {
    try {
      transaction.abort();
    } catch {
      // it is being committed
    }
  });
}

/** @param {IDBTransaction} transaction @param {Edit} [edit] @returns {Promise<Kept>} */
function completed(transaction, edit) {
  return new Promise((resolve, reject) => {
    const [examples, settings] = [EXAMPLES, SETTINGS].map((name) => transaction.objectStore(name));
    /** @type {Kept | undefined} */
    let kept;
    transaction.oncomplete = () => (kept ? resolve(kept) : reject(new Error('Nothing could be read.')));
    transaction.onabort = () => reject(transaction.error);

    /** @param {Kept} before */
    function store(before) {
      kept = edit ? edit(before) : before;
      const stay = new Set(kept.examples);
      for (const one of before.examples) if (!stay.delete(one)) examples.delete(one.ink);
      for (const one of stay) examples.put(one); // after deleting: the same ink may have another label
      if (kept.isPaused !== before.isPaused) settings.put(kept.isPaused, PAUSED);
    }

    Promise.all([request(examples.getAll()), request(settings.get(PAUSED))]).then(
      ([found, isPaused]) => {
        try {
          store({ examples: [...found].sort((a, b) => a.time - b.time), isPaused: Boolean(isPaused) });
        } catch (error) {
          reject(error);
          transaction.abort(); // part of it may be written
        }
      },
      () => {}, // nothing is kept then
    );
  });
}
