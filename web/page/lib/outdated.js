/**
 * Whether the site has been updated since this page was opened: files that the page has not fetched yet are then gone.
 * So would this code be, if it were fetched when needed: later.js brings it on every visit.
 */

const MAIN = /assets\/main-\w+\.js/;
const EXPLANATION = 'Numbre was updated. Reload the page to open this.';
const WARNING = ' Reloading clears the pad.'; // where the browser keeps nothing: see share/memory.js

/**
 * Asks the site, not the service worker, which version it serves now.
 *
 * @returns {Promise<boolean>} whether it is another than this page's; false where that cannot be found out
 */
export async function isOutdated() {
  const own = document.querySelector('script[src^="assets/main-"]')?.getAttribute('src');
  try {
    const response = await fetch(new URL('.', document.baseURI), { cache: 'no-store' });
    const current = MAIN.exec(await response.text())?.[0];
    return Boolean(own && current && current !== own);
  } catch {
    return false; // no connection
  }
}

/**
 * Where this page is outdated, explains a failure by that, and replaces the button to try again by one to reload.
 *
 * @param {HTMLElement} reason @param {HTMLButtonElement} button
 */
export async function explainIfOutdated(reason, button) {
  if (!(await isOutdated())) return;
  const hasFocus = button === document.activeElement;
  const other = button.cloneNode(); // without its listener
  other.textContent = 'Reload';
  other.addEventListener('click', reload);
  reason.textContent = EXPLANATION + (isStorageBlocked() ? WARNING : '');
  button.replaceWith(other);
  if (hasFocus) /** @type {HTMLElement} */ (other).focus();
}

/** Whether the browser keeps nothing for this tab, so that a reload clears the pad. */
export function isStorageBlocked() {
  try {
    sessionStorage.setItem('numbre test', '');
    sessionStorage.removeItem('numbre test');
    return false;
  } catch {
    return true;
  }
}

/** Reloads the page. Where a service worker keeps the old version, offline.js takes the event: it installs the new. */
function reload() {
  if (dispatchEvent(new Event('reload', { cancelable: true }))) location.reload();
}
