/** Why the page cannot be kept for offline use, in a sentence. Fetched where it cannot. */

import { faultAt } from '../lib/host-fault.js';
import { pause } from '../lib/schedule.js';

const WAIT = 1000; // ms for the message of a worker that has just given up
const PAGE = 'index.html';
const FORBIDDEN = ['SecurityError', 'NotAllowedError', 'InvalidStateError'];

/** @typedef {{path: string, name: string}} Refused the file that a service worker could not keep, and its error's name */

/**
 * @param {unknown} error of the registration
 * @param {Promise<Refused>} refused resolves where the worker has named a file
 * @returns {Promise<string>} '' where the reason is unknown
 */
export async function reasonWhyNot(error, refused) {
  if (!isSecureContext) return 'It needs an address that starts with https.';
  if (!('serviceWorker' in navigator)) return 'This browser can’t keep pages, or not in a private window.';
  const fault = await faultAt('sw.js');
  if (fault !== '') return fault ?? '';
  const given = await Promise.race([refused, pause(WAIT)]);
  const name = given ? given.name : /** @type {Error} */ (error).name;
  if (name === 'QuotaExceededError') return 'This browser has no room left for it.';
  if (FORBIDDEN.includes(name)) return 'This browser doesn’t allow it here.';
  if (!given) return '';
  const itsFault = await faultAt(given.path);
  if (itsFault !== '') return itsFault ?? '';
  const what = given.path === PAGE ? 'the page' : `the file ${given.path.slice(given.path.lastIndexOf('/') + 1)}`;
  return `The server changes ${what} on its way, so it can’t be kept.`;
}
