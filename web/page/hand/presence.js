/** Whether this device keeps a hand: all that a visit without one needs of it. It makes no database. */

export const DATABASE = 'numbre-hand';
const PATIENCE = 3000; // ms; a tab of another version may hold the database, and some browsers never answer

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

/** @type {BroadcastChannel | MessagePort | undefined} */
let channel;

/** The channel between tabs, which this one hears nothing of itself on: a message says that another has changed the hand. */
export function channelOfTabs() {
  channel ??= openChannel();
  return channel;
}

function openChannel() {
  try {
    return new BroadcastChannel(DATABASE);
  } catch {
    return new MessageChannel().port1; // none, or forbidden: nobody hears
  }
}

/**
 * Opens the database.
 *
 * @param {(opening: IDBOpenDBRequest) => void} upgrade where it is of an older version, or there is none
 * @param {number} [version] that is there, if omitted
 * @returns {Promise<IDBDatabase>} rejects where that cannot be done in time
 */
export async function openDatabase(upgrade, version) {
  const opening = indexedDB.open(DATABASE, version);
  opening.onupgradeneeded = () => upgrade(opening);
  const opened = request(opening);
  return inTime(opened, () =>
    opened.then(
      (database) => database.close(),
      () => {},
    ),
  );
}

/**
 * @template T
 * @param {Promise<T>} answer of the database
 * @param {() => void} onLate is called where it does not come in time
 * @returns {Promise<T>} rejects then
 */
export function inTime(answer, onLate) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('The database does not answer.'));
      onLate();
    }, PATIENCE);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @returns {Promise<boolean>} false, too, where the browser keeps nothing, or does not answer */
export async function isKept() {
  try {
    const database = await openDatabase(({ transaction }) => transaction?.abort()); // there is none, and none is made
    database.close();
    return true;
  } catch {
    return false;
  }
}
