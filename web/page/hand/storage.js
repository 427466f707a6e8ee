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

import { channelOfTabs, DATABASE, request } from './presence.js';

const VERSION = 1; // of the records
const EXAMPLES = 'examples'; // by ink
const SETTINGS = 'settings';
const PAUSED = 'isPaused';
const PATIENCE = 3000; // ms; a tab of another version may hold the database

/** @returns {Promise<Storage>} rejects where the browser keeps nothing */
export async function openStorage() {
  const database = await opened();
  database.onversionchange = () => database.close(); // a newer version may need it otherwise; writing here then fails

  /** @param {IDBTransactionMode} mode @param {Edit} [edit] @returns {Promise<Kept>} */
  function transact(mode, edit) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction([EXAMPLES, SETTINGS], mode);
      const [examples, settings] = [EXAMPLES, SETTINGS].map((name) => transaction.objectStore(name));
      /** @type {Kept | undefined} */
      let kept;
      transaction.oncomplete = () => (kept ? resolve(kept) : reject(new Error('Nothing could be read.')));
      transaction.onabort = () => reject(transaction.error);
      Promise.all([request(examples.getAll()), request(settings.get(PAUSED))]).then(
        ([found, isPaused]) => {
          const before = { examples: [...found].sort((a, b) => a.time - b.time), isPaused: Boolean(isPaused) };
          kept = edit ? edit(before) : before;
          const stay = new Set(kept.examples);
          for (const one of before.examples) if (!stay.delete(one)) examples.delete(one.ink);
          for (const one of stay) examples.put(one); // after deleting: the same ink may have another label
          if (kept.isPaused !== before.isPaused) settings.put(kept.isPaused, PAUSED);
        },
        () => {}, // nothing is kept then
      );
    });
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
function opened() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(EXAMPLES, { keyPath: 'ink' });
      opening.result.createObjectStore(SETTINGS);
    };
    const timer = setTimeout(() => reject(new Error('The database is held.')), PATIENCE);
    request(opening)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
