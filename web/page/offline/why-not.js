/** Why the page cannot be kept for offline use, in a sentence. Fetched where it cannot. */

import { faultAt, nameOf, PAGE } from '../lib/host-fault.js';
import { pause } from '../lib/schedule.js';

const WAIT = 1000; // ms for the message of a worker that has just given up
const WORKER = 'sw.js';
const OWN = 'numbre '; // in the worker that the build writes
const DELETED = ['AbortError', 'NotFoundError']; // of a worker or a cache that was there
/** No more than a guess: browsers hide that header from scripts. */
const REMOVED = 'Its copy is deleted at once. The server may ask for that (Clear-Site-Data).';
const FORBIDDEN = ['SecurityError', 'NotAllowedError', 'InvalidStateError'];

/** @typedef {{path: string, name: string}} Refused the file that a service worker could not keep, and its error's name */

/**
 * @param {unknown} error of the registration
 * @param {Promise<Refused>} refused resolves where the worker has named a file
 * @param {() => string} forbidding the directive of a policy that forbids it, '' for none
 * @returns {Promise<string>} '' where the reason is unknown
 */
export async function reasonWhyNot(error, refused, forbidding) {
  if (!isSecureContext) return 'It needs an address that starts with https.';
  if (!('serviceWorker' in navigator)) return 'This browser can’t keep pages, or not in a private window.';
  const fault = await faultAt(WORKER);
  if (forbidding()) return `This site’s Content-Security-Policy forbids it (${forbidding()}).`;
  if (fault !== '') return fault ?? '';
  const { name: kind, message } = /** @type {Error} */ (error);
  if (/evaluation/i.test(message) || !(await isOwn())) return `The file ${WORKER} is damaged or altered.`;
  if (kind === 'SilenceError') return '';
  const given = await Promise.race([refused, pause(WAIT)]);
  const name = given ? given.name : kind;
  if (name === 'QuotaExceededError') return 'This browser has no room left for it.';
  if (FORBIDDEN.includes(name)) return 'This browser, or a policy of this site, doesn’t allow it here.';
  if (DELETED.includes(name)) return REMOVED;
  if (!given) return '';
  const itsFault = await faultAt(given.path);
  if (itsFault !== '' || name !== 'TypeError') return itsFault ?? '';
  const what = given.path === PAGE ? 'the page' : `the file ${nameOf(given.path)}`;
  return `The server changes ${what} on its way, so it can’t be kept.`;
}

/** Returns whether the site's worker is this page's, as far as it can be seen. */
const isOwn = () =>
  fetch(WORKER, { cache: 'no-store' })
    .then((answer) => answer.text())
    .then(
      (text) => text.includes(OWN),
      () => true, // no connection
    );
