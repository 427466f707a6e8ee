/**
 * Has the browser keep the page for when there is no connection (sw.js does it). A browser that cannot,
 * or is told not to, leaves the page as it is: nothing here is needed for reading.
 */

import { offerUpdates } from './update.js';

const HOUR = 3600_000; // ms, after which a page that was left open looks again

export async function keepOffline() {
  try {
    const registration = await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    offerUpdates(registration);
    await activated(registration);
    tellUse(registration);
    watch(registration);
  } catch {
    // not supported, not allowed, or no worker on this site
  }
}

/** Settles when the worker, with all that the first reading needs, is there. */
function activated({ active, waiting, installing }) {
  const worker = active ?? waiting ?? installing;
  return new Promise((resolve) => {
    const look = () => worker.state === 'activated' && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Tells the worker what this visit has fetched and fetches, so that it keeps parts and networks in use. */
function tellUse(registration) {
  const observer = new PerformanceObserver((list) => {
    const used = list.getEntries().map(({ name }) => name);
    registration.active?.postMessage({ used });
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** Looks now and then whether the worker has all it needs, and whether the site still has a worker. */
function watch(registration) {
  let looked = 0;
  const look = () => {
    looked = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (document.getElementById('offline').hidden = data !== 'whole');
    registration.active?.postMessage({ look: true }, [port2]);
  };
  const lookAgain = () => {
    look();
    registration.update().catch(() => {}); // no connection, or gone
  };
  look();
  addEventListener('online', lookAgain);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && performance.now() - looked > HOUR) lookAgain();
  });
}
