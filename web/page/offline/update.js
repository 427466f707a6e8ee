/** A new version is told in words and takes over when the reader says so, never under a drawing. */

/** @param {ServiceWorkerRegistration} registration whose new workers are told */
export function offerUpdates(registration) {
  const follow = (worker) => worker?.addEventListener('statechange', () => offer(registration));
  document.getElementById('update').addEventListener('click', () => update(registration));
  registration.addEventListener('updatefound', () => follow(registration.installing));
  follow(registration.installing);
  offer(registration);
}

/** Tells of a version that waits; the first one of all waits for nobody. */
function offer({ active, waiting }) {
  const button = document.getElementById('update');
  if (!active || !waiting || !button.hidden) return; // told once
  button.hidden = false;
  document.getElementById('update-told').textContent = 'A new version is here.';
}

/** Lets the new version take over, and loads its page; where another tab has done the one, only the other. */
function update({ waiting }) {
  if (!waiting) return location.reload();
  waiting.addEventListener('statechange', () => waiting.state === 'activated' && location.reload());
  waiting.postMessage({ takeOver: true });
}
