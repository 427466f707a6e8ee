/**
 * Addresses of workers. The site's policy has browsers that know Trusted Types start no worker from a plain text, only
 * from an address that was made by the policy object here.
 */

const WORKERS = /^(sw|assets\/(worker|training)[-\w]*)\.js$/;

const rules = {
  /** @param {string} path */
  createScriptURL(path) {
    if (WORKERS.test(path)) return new URL(path, document.baseURI).href;
    throw new TypeError(`${path} is no worker`);
  },
};
/** @type {typeof rules | undefined} */
let policy; // made when first needed: a host that adds a policy of its own may forbid it, which must not stop the page

/**
 * Returns the address of a worker of this page, for `new Worker` and `register`: a TrustedScriptURL where the browser
 * has them, else a string.
 *
 * @param {string} path relative to the document: 'sw.js', or 'assets/worker-' or 'assets/training-' and a hash
 * @returns {string} to be passed on as it is
 * @throws {TypeError} for any other path, and where the host's policy does not allow the name "numbre"
 */
export function scriptUrl(path) {
  const made = policy ?? /** @type {any} */ (globalThis).trustedTypes?.createPolicy('numbre', rules) ?? rules;
  policy = made;
  return made.createScriptURL(path);
}
