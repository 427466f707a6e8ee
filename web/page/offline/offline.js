/**
 * Keeps the page for offline use, with a service worker, and offers its updates. Where this cannot be done, the footer says
 * so: nothing here is needed for reading.
 */

import { isStorageBlocked } from '../lib/outdated.js';
import { unlessSilent } from '../lib/schedule.js';
import { scriptUrl } from '../lib/script-url.js';

const HOUR = 3600_000; // ms, after which a page that was left open checks again
const ANSWER = 10_000; // ms, after which a worker that does not answer may be another than ours
const WORKER = 'sw.js';
const TIMED = ['resource', 'mark']; // types of timing entries that name files

/** @typedef {ServiceWorkerRegistration} Registration */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Keeps the page, or reports that it cannot be kept. */
export async function keepOffline() {
  let forbidding = ''; // directive of a policy
  document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (blockedURI.endsWith(WORKER)) forbidding = effectiveDirective;
  });
  /** @type {(event: MessageEvent) => void} */
  let hear = () => {};
  /** @type {Promise<import('./why-not.js').Refused>} */
  const refused = new Promise((resolve) => {
    hear = ({ data }) => data?.refused && resolve(data.refused);
  });
  const report = (/** @type {unknown} */ error) => reportFailure(error, refused, () => forbidding);
  try {
    const { serviceWorker } = navigator; // some browsers throw here
    serviceWorker.addEventListener('message', hear);
    const registration = await serviceWorker.register(scriptUrl(WORKER), { updateViaCache: 'none' });
    offerUpdates(registration);
    await activated(registration);
    const watching = watch(registration);
    unlessSilent(ANSWER, () => watching).catch(report);
    await watching;
    reportUse(registration);
  } catch (error) {
    // not supported, not allowed, no service worker on this site, or one that refuses its files
    await report(error);
  }
  hideButton();
}

/**
 * Resolves when the worker is active, with all that the first reading needs; rejects where it has refused to: a host has
 * altered a file, or something did not come.
 *
 * @param {Registration} registration
 */
async function activated({ active, waiting, installing }) {
  const worker = active ?? waiting ?? installing;
  if (!worker) return;
  await reached(worker, ['activated', 'redundant']);
  if (worker.state === 'redundant') throw Object.assign(new Error('It is not installed'), { name: 'AbortError' });
}

/**
 * Says that the page cannot be kept, and why, unless only the connection is gone: the next visit then tries again.
 *
 * @param {unknown} error 'SilenceError' where a worker does not answer: it may only be slow
 * @param {Promise<import('./why-not.js').Refused>} refused
 * @param {() => string} forbidding the directive of a policy that forbids it
 */
async function reportFailure(error, refused, forbidding) {
  if (!navigator.onLine) return;
  const reason = await import('./why-not.js').then(
    ({ reasonWhyNot }) => reasonWhyNot(error, refused, forbidding),
    () => '',
  );
  if (!reason && /** @type {Error} */ (error).name === 'SilenceError') return;
  hideButton();
  element('offline').textContent = `This page can’t work offline here. ${reason}`.trim();
  element('offline').hidden = false;
}

/** Hides the button that has asked for this, if it was shown, and passes the focus on to the answer. */
function hideButton() {
  const button = element('keep-offline');
  if (button === document.activeElement) {
    element('offline').tabIndex = -1;
    element('offline').focus();
  }
  button.hidden = true;
}

/**
 * Resolves when a worker is in one of some states.
 *
 * @param {ServiceWorker} worker
 * @param {ServiceWorkerState[]} states
 * @returns {Promise<void>}
 */
function reached(worker, states) {
  return new Promise((resolve) => {
    const check = () => states.includes(worker.state) && resolve();
    worker.addEventListener('statechange', check);
    check();
  });
}

/**
 * Reports the files that this visit goes on to fetch to the worker, which keeps the parts and networks in use, if it keeps
 * anything: so it must have been checked before.
 *
 * @param {Registration} registration
 */
function reportUse(registration) {
  const observer = new PerformanceObserver((list) => {
    registration.active?.postMessage({ used: filesOf(list.getEntries()) });
  });
  for (const type of TIMED) observer.observe({ type, buffered: true });
}

/**
 * Returns the URLs in timing entries. A mark of session.js names the files that the Web Worker has fetched.
 *
 * @param {(PerformanceEntry & {detail?: {files?: string[]}})[]} entries
 */
const filesOf = (entries) => entries.flatMap(({ name, detail }) => detail?.files ?? name);

/**
 * Sends the worker a message that it answers.
 *
 * @param {Registration} registration
 * @param {object} message
 * @returns {Promise<string | undefined>}
 */
function ask(registration, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    registration.active?.postMessage(message, [port2]);
  });
}

/**
 * Checks now and then that the worker has all it needs, and that the site still has a worker.
 *
 * @param {Registration} registration
 * @returns {Promise<void>} resolves after the first check
 */
function watch(registration) {
  let checked = 0;
  const check = async () => {
    checked = performance.now();
    const isComplete = (await ask(registration, { check: true })) === 'complete';
    // the first reading needs what it has fetched, too: WebAssembly for this browser
    if (isComplete)
      await ask(registration, { used: filesOf(TIMED.flatMap((type) => performance.getEntriesByType(type))) });
    element('offline').hidden = !isComplete;
  };
  const checkForUpdate = () => {
    check();
    registration.update().catch(() => {}); // no connection, or no worker on the site
  };
  addEventListener('online', checkForUpdate);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && performance.now() - checked > HOUR) checkForUpdate();
  });
  return check();
}

/**
 * Announces new versions. One takes over when the visitor asks for it, never under a drawing.
 *
 * @param {Registration} registration
 */
function offerUpdates(registration) {
  /** @param {ServiceWorker | null} worker */
  const follow = (worker) => worker?.addEventListener('statechange', () => offer(registration));
  element('update').addEventListener('click', () => update(registration));
  addEventListener('reload', (event) => {
    event.preventDefault(); // see lib/outdated.js
    updateNow(registration);
  });
  registration.addEventListener('updatefound', () => follow(registration.installing));
  follow(registration.installing);
  offer(registration);
}

/** Announces a version that waits. The very first version has none to wait for. @param {Registration} registration */
function offer({ active, waiting }) {
  const button = element('update');
  if (!active || !waiting || !button.hidden) return; // hidden: not announced yet
  button.hidden = false;
  const warning = isStorageBlocked() ? ' Updating clears the pad.' : '';
  element('update-message').textContent = `A new version is available.${warning}`;
}

/** Activates a waiting version and reloads; only reloads if another tab has activated it. @param {Registration} registration */
async function update({ waiting }) {
  if (waiting) {
    // half a minute where another tab keeps the old version's worker busy: browsers wait until it has been idle
    element('update-message').textContent = 'Updating…';
    waiting.postMessage({ takeOver: true });
    await reached(waiting, ['activated', 'redundant']);
  }
  location.reload();
}

/**
 * Reloads with the version that the site serves now, which may not have been installed yet.
 *
 * @param {Registration} registration
 */
async function updateNow(registration) {
  await registration.update().catch(() => {}); // no connection, or no worker on the site
  if (registration.installing) await reached(registration.installing, ['installed', 'redundant']);
  await update(registration);
}
