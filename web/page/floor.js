/**
 * Says why the page cannot start, where main.js did not: a script of its own, in the language of 2015, since a browser that
 * cannot read main.js runs nothing of it. In any other case it does nothing. docs/hosting.md names the browsers.
 *
 * The last check is the oldest of all that the browsers named have and older ones lack: it tells a browser that is too old
 * for the syntax of main.js from a fault.
 */

/** Features that the page cannot do without, newest first. */
const hasFeatures = () =>
  'hasOwn' in Object &&
  'at' in Array.prototype &&
  'allSettled' in Promise &&
  'replaceChildren' in Element.prototype &&
  'ResizeObserver' in window &&
  'PointerEvent' in window;

addEventListener('load', () => {
  if (!hasFeatures()) show(TOO_OLD);
  else if (!('numbre' in window)) findReason().then(show);
});

const TOO_OLD = 'This browser is too old for Numbre. It needs Chrome or Edge 105, Firefox 110, or Safari 16, or newer.';

/** Resolves with the reason why the page's code has not run, a sentence for visitors. */
function findReason() {
  if (location.protocol === 'file:') {
    return Promise.resolve('Numbre can’t run from a file. Open it on a website, or serve its folder on this computer.');
  }
  if (origin === 'null') return Promise.resolve(SANDBOXED);
  if (!CSS.supports('container-type', 'inline-size')) return Promise.resolve(TOO_OLD);
  if (!hasCanvas()) return Promise.resolve(NO_CANVAS);
  if (!document.querySelector('script[type=module]')) return Promise.resolve(CHANGED);
  const scripts = document.querySelectorAll('script[type=module], [rel=modulepreload]');
  return Promise.all([...scripts].map(findFault)).then(
    (faults) => faults.filter(Boolean)[0] || 'Numbre couldn’t start. Reload the page.',
    () => NOT_LOADED,
  );
}

function hasCanvas() {
  try {
    return document.createElement('canvas').getContext('2d');
  } catch (_) {
    return null; // refused
  }
}

/**
 * @param {any} element that names a file of code
 * @returns {Promise<string>} what is wrong with the answer for it, '' for nothing; rejects where there is none
 */
function findFault({ src, href }) {
  return fetch(src || href).then((response) => {
    const status = response.status;
    if (!response.ok)
      return `Numbre didn’t load: the server doesn’t send all of it (status ${status}). Reload the page.`;
    const type = (response.headers.get('content-type') || '').split(';')[0];
    if (/\b(java|ecma)script\b/i.test(type)) return '';
    return `Numbre can’t run on this site: its server sends scripts ${type ? `as ${type}` : 'without a type'}.`;
  });
}

const NO_CANVAS = 'Numbre can’t run here: this browser has no canvas.';
const SANDBOXED = 'Numbre can’t run in a sandbox.';
const CHANGED = 'Numbre can’t run on this site: something on the way has changed the page and removed its script.';
const NOT_LOADED = 'Numbre didn’t load. Check your connection and reload the page.';

/** Shows a sentence in place of the sheet's parts that would do nothing. @param {string} sentence */
function show(sentence) {
  const element = document.createElement('p');
  element.id = 'unusable';
  element.setAttribute('role', 'alert');
  element.textContent = sentence;
  document.documentElement.classList.add('unusable');
  /** @type {HTMLElement} */ (document.getElementById('sheet')).appendChild(element);
}
