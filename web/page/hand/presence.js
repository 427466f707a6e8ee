/** Whether this device keeps a hand: all that a visit without one needs of it. It makes no database. */

export const DATABASE = 'numbre-hand';

/**
 * @template T
 * @param {IDBRequest<T>} asked
 * @returns {Promise<T>}
 */
export const request = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = (event) => {
      event.preventDefault();
      reject(asked.error);
    };
  });

/** @type {BroadcastChannel | undefined} */
let channel;

/** The channel between tabs, which this one hears nothing of itself on: a message says that another has changed the hand. */
export function channelOfTabs() {
  channel ??= new BroadcastChannel(DATABASE);
  return channel;
}

/** @returns {Promise<boolean>} false, too, where the browser keeps nothing */
export async function isKept() {
  try {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.transaction?.abort(); // there is none, and none is made
    (await request(opening)).close();
    return true;
  } catch {
    return false;
  }
}
