/**
 * All that the first reading does not need: numerals' font, keyboard help, samples, the ghost hand, offline use. Fetched
 * after it.
 */

import { loadLateStyle } from './lib/late-style.js';
import { idle } from './lib/schedule.js';
import { showGhost } from './pad/ghost.js';
import { createKeyboardHelp } from './ui/keyboard-help.js';
import { loadNumerals } from './ui/numerals-font.js';
import { createSamples } from './ui/samples.js';

const IDLE_WAIT = 2000; // ms, for browsers without requestIdleCallback

/**
 * @param {import('./session/session.js').Session} session
 * @param {import('./pad/pad.js').Pad} pad
 * @param {HTMLElement} padElement
 * @param {(path: string) => string} scriptUrl of lib/script-url.js
 */
export async function begin(session, pad, padElement, scriptUrl) {
  loadNumerals();
  const touched = new AbortController();
  for (const type of ['pointerdown', 'keydown']) {
    addEventListener(type, () => touched.abort(), { capture: true, signal: touched.signal });
  }
  await loadLateStyle();
  createKeyboardHelp();
  await ableToRead(session); // a page that cannot read is not kept
  await idle(IDLE_WAIT);
  createSamples(pad, padElement);
  if (!touched.signal.aborted && !pad.sheet.strokes.length) showGhost(pad, touched.signal);
  const { keepOffline } = await import('./offline/offline.js');
  keepOffline(scriptUrl);
}

/** @param {import('./session/session.js').Session} session @returns {Promise<void>} resolves when it has a network */
function ableToRead(session) {
  return new Promise((resolve) => {
    if (session.state.network) return resolve();
    const unsubscribe = session.subscribe(({ network }) => {
      if (!network) return;
      unsubscribe();
      resolve();
    });
  });
}
