/** When work is done: after a pause, after others, or when the page is idle. Drawing always goes first. */

/** Pause in drawing, in ms, before Compare follows it. */
export const FOLLOW_DELAY = 120;

/**
 * @param {number} ms 0: only until the browser has had a turn
 * @returns {Promise<void>}
 */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets all that waits have its turn: messages, input, painting. Sooner than pause(0), which browsers make longer. */
export const turn = () =>
  /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    })
  );

/**
 * Resolves when the page has nothing else to do.
 *
 * @param {number} wait in ms, for browsers without requestIdleCallback
 * @param {{timeout?: number}} [options] timeout: ms after which it resolves even on a busy page
 * @returns {Promise<void>}
 */
export const idle = (wait, options) =>
  new Promise((resolve) => {
    const { requestIdleCallback: whenIdle } = /** @type {{requestIdleCallback?: Function}} */ (globalThis);
    if (whenIdle) whenIdle(resolve, options);
    else setTimeout(resolve, wait);
  });

/**
 * Runs a task that may hang.
 *
 * @template T
 * @param {number} limit ms
 * @param {(hear: () => void) => Promise<T>} task calls `hear` as a sign of life
 * @returns {Promise<T>} rejects with an Error whose name is 'SilenceError' where the task gives no sign for so long; it
 *   continues, but its result is ignored
 */
export function unlessSilent(limit, task) {
  return new Promise((resolve, reject) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const end = () => reject(Object.assign(new Error('It gave no sign of life.'), { name: 'SilenceError' }));
    const hear = () => {
      clearTimeout(timer);
      timer = setTimeout(end, limit);
    };
    hear();
    task(hear)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
