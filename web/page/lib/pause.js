/** Waiting, so that drawing goes first. */

/** ms without a change after which Compare and How it works follow a drawing. */
export const PAUSE = 120;

/** @param {number} ms 0: until the browser has had a turn */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Settles when the page has nothing else to do.
 *
 * @param {number} wait ms, where the browser cannot tell
 * @param {{timeout?: number}} [latest] ms after which even a busy page goes on
 */
export const idle = (wait, latest) =>
  new Promise((done) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(done, latest);
    else setTimeout(done, wait);
  });
