/** Code that is fetched when it is needed. */

import { unlessSilent } from './schedule.js';

const PATIENCE = 15_000; // ms
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
 * Says that code or style has not come, and why: what is wrong with the host's answer, if that can be seen.
 *
 * @param {string} [path] of the file, if it is known
 * @returns {Promise<[text: string, time?: number]>} a note for visitors, and the ms that it stays
 */
export async function noteOnLoss(path) {
  const asked = path ? import('./host-fault.js').then(({ faultAt }) => faultAt(path)) : null;
  const fault = await asked?.catch(() => null);
  const reason = fault || 'Check your connection and reload.';
  return [`Part of this page didn’t load. ${reason}`, fault ? FAULT_TIME : undefined];
}
