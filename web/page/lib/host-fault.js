/**
 * What is wrong with a host's answer, in a sentence for visitors and whoever set it up. Fetched after a failure, which by
 * itself does not say why.
 */

import { isOutdated } from './outdated.js';

const GONE = [404, 410];
const REFUSED = [401, 403];
const HTML = 'text/html';
/** Path of the page, as the build lists it. */
export const PAGE = 'index.html'; // has one address, that of its folder
const WAIT = 5000; // ms for an answer
const NAMED = /[^\s'"‘“]+\.(?:js|css)\b/; // a file, in the text of an error
const UPDATED = 'Numbre was updated. Reload the page.';
/** Types that browsers insist on, by the ending of a file. */
const TYPES = { js: /^(text|application)\/(x-)?(java|ecma)script$/, css: /^text\/css$/ };

/**
 * @param {{ok: boolean, status: number, redirected: boolean, headers: {get: (name: string) => string | null}}} answer
 * @param {string} path of the file
 * @returns {string} '' where the answer shows no fault
 */
export function faultOf({ ok, status, redirected, headers }, path) {
  const name = nameOf(path);
  if (GONE.includes(status)) return `The file ${name} is missing on this site (status ${status}).`;
  if (REFUSED.includes(status)) return `The server refuses the file ${name} (status ${status}).`;
  if (!ok) return `The server couldn’t send the file ${name} (status ${status}). Try again in a moment.`;
  if (redirected) return `The server redirects the file ${name} to another address; it may ask you to log in.`;
  const [type] = (headers.get('content-type') ?? '').toLowerCase().split(/[;\s]/);
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (type === HTML && ending !== 'html') return `The server sends a web page in place of the file ${name}.`;
  const expected = TYPES[/** @type {keyof typeof TYPES} */ (ending)];
  if (!expected || expected.test(type)) return '';
  return `The server sends the file ${name} ${type ? `as ${type}` : 'without a type'}.`;
}

/**
 * Asks the site for a file, past all caches.
 *
 * @param {string} path relative to the page
 * @returns {Promise<string | null>} see faultOf; null where there is no answer
 */
export async function faultAt(path) {
  const url = new URL(path === PAGE ? '.' : path, document.baseURI);
  const answer = await fetch(url, { cache: 'reload', signal: AbortSignal.timeout(WAIT) }).catch(() => null);
  if (!answer) return null;
  const reader = answer.body?.getReader();
  const first = await reader?.read().catch(() => null);
  reader?.cancel().catch(() => {});
  const isEmpty = reader ? first?.done : true;
  return faultOf(answer, path) || (isEmpty ? `The file ${nameOf(path)} is empty on this site.` : '');
}

/**
 * Finds what is wrong with the host behind a failure to load code, style or data.
 *
 * @param {unknown} error
 * @returns {Promise<string>} '' where nothing is known, or the site does not answer
 */
export async function faultBehind(error) {
  const { name, message, reason, cause } = /** @type {Error & {reason?: string}} */ (
    error instanceof Error ? error : new Error(String(error))
  );
  if (cause) return faultBehind(cause);
  if (name === 'SilenceError') return '';
  if (reason) return reason; // of a BundleError
  const [named = ''] = NAMED.exec(message) ?? [];
  const scripts = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'));
  const asked = named
    ? [scripts.find((entry) => nameOf(entry.name) === nameOf(named))?.name ?? named]
    : scripts.filter(isEmptyScript).map((entry) => entry.name);
  const faults = await Promise.all(asked.map(faultAt));
  const fault = faults.find(Boolean) ?? '';
  if (fault || name !== 'SyntaxError') return fault && ((await isOutdated()) ? UPDATED : fault);
  return `${named ? `The file ${nameOf(named)}` : 'A file of this page'} is damaged or altered.`;
}

/** Whether a script came without content; browsers say nothing of that. @param {any} entry of the timing of a file */
const isEmptyScript = ({ decodedBodySize, responseStatus = 200 }) => decodedBodySize === 0 && responseStatus === 200;

/** Returns the name of a file. @param {string} path */
export const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);
