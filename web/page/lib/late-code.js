/** Code that is fetched when it is needed. */

import { unlessSilent } from './schedule.js';

const PATIENCE = 15_000; // ms
const ADVICE = 'Check your connection.';
const FAULT_TIME = 30_000; // ms that a fault of the host is shown

/**
 * Waits for code, and its style, that are being fetched.
 *
 * @template T
 * @param {Promise<T>} fetching
 * @returns {Promise<T>} rejects where the site does not answer; what is late may still come, for the next call
 */
export const arrived = (fetching) => unlessSilent(PATIENCE, () => fetching);

/**
 * Says why something has not come: what is wrong with the host's answer, if that can be seen.
 *
 * @param {unknown} error
 * @param {string} [advice] where it cannot
 * @returns {Promise<string>} a sentence for visitors
 */
export async function reasonOf(error, advice = ADVICE) {
  const fault = import('./host-fault.js').then((found) => found.faultBehind(error));
  return (await fault.catch(() => '')) || advice;
}

/**
 * Says that code or style has not come, and why.
 *
 * @param {unknown} error
 * @returns {Promise<[text: string, time?: number]>} a note for visitors, and the ms that it stays
 */
export async function noteOnLoss(error) {
  const reason = await reasonOf(error);
  return [`Part of this page didn’t load. ${reason}`, reason === ADVICE ? undefined : FAULT_TIME];
}
