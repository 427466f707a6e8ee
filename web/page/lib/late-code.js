/** Code that is fetched when it is needed. */

import { unlessSilent } from './schedule.js';

const PATIENCE = 15_000; // ms

/**
 * Waits for code, and its style, that are being fetched.
 *
 * @template T
 * @param {Promise<T>} fetching
 * @returns {Promise<T>} rejects where the site does not answer; what is late may still come, for the next call
 */
export const arrived = (fetching) => unlessSilent(PATIENCE, () => fetching);
