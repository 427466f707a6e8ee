/**
 * What is wrong with a host's answer, in a sentence for visitors and whoever set it up. Fetched after a failure, which by
 * itself does not say why.
 */

const GONE = [404, 410];
const REFUSED = [401, 403];
const HTML = 'text/html';
const PAGE = 'index.html'; // has one address, that of its folder
/** Types that browsers insist on, by the ending of a file. */
const TYPES = { js: /^(text|application)\/(x-)?(java|ecma)script$/, css: /^text\/css$/ };

/**
 * @param {{ok: boolean, status: number, redirected: boolean, headers: {get: (name: string) => string | null}}} answer
 * @param {string} path of the file
 * @returns {string} '' where the answer shows no fault
 */
export function faultOf({ ok, status, redirected, headers }, path) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (GONE.includes(status)) return `The file ${name} is missing on this site (status ${status}).`;
  if (REFUSED.includes(status)) return `The server refuses the file ${name} (status ${status}).`;
  if (!ok) return `The server couldn’t send the file ${name} (status ${status}). Try again in a moment.`;
  if (redirected) return `The server sends the file ${name} from another address.`;
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
  const answer = await fetch(url, { cache: 'reload' }).catch(() => null);
  if (!answer) return null;
  answer.body?.cancel().catch(() => {});
  return faultOf(answer, path);
}
