/** Waiting, so that drawing goes first. */

/** ms without a change after which Compare and How it works follow a drawing. */
export const PAUSE = 120;

/** @param {number} ms 0: until the browser has had a turn */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
