/** Connects pad, session and views, and publishes globalThis.numbre. All that can wait is in later.js. */

import { until } from './lib/emitter.js';
import { arrived, noteOnLoss } from './lib/late-code.js';
import { createPad } from './pad/pad.js';
import { createApi } from './session/api.js';
import { dispatchEvents } from './session/events.js';
import { hasNumber } from './session/number.js';
import { createSession } from './session/session.js';
import { createNetworkView } from './ui/network-view.js';
import { createSheet } from './ui/sheet.js';
import { announceNumbers, createStatus } from './ui/status.js';
import { createToolbar } from './ui/toolbar.js';

/** @typedef {ReturnType<typeof import('./later.js').begin>} Rest */

/** @param {string} id */
const canvas = (id) => /** @type {HTMLCanvasElement} */ (document.getElementById(id));

/** @type {Rest | undefined} once its code has come */
let rest;
/** @type {Promise<Rest> | undefined} */
let fetching;

const session = createSession();
const pad = createPad(canvas('pad'), canvas('marks'));
const status = createStatus(load);
const toolbar = createToolbar(canvas('pad'), {
  ...{ undo: pad.undo, redo: pad.redo, clear: pad.clear, copy, share },
  keyboard: () => withRest((it) => it.toggleKeys()),
});
const networkView = createNetworkView(session.names[0]);
const sheet = createSheet({ onSelect: session.select, onOpen: (numeral) => withRest((it) => it.openPopover(numeral)) });
const api = createApi(session, {
  ...{ ready, link, hand: () => fetched('learning').hand },
  ...{ toHint: late('toHint', 'hints'), train: late('train', 'training'), teach: late('teach', 'learning') },
  recognizeImage: late('recognizeImage', 'pictures'),
});

pad.subscribe(toolbar.show);
pad.subscribe(session.follow);
pad.subscribeView(sheet.follow);
session.subscribe(sheet.show);
session.subscribe(status.show);
session.subscribe(toolbar.showNumber);
session.subscribe(networkView.show);
announceNumbers(session);
dispatchEvents(session, canvas('pad'));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', sheet.repaint);
if (location.hash || hasKeptSheet()) prefetch();
until(session, ({ network, loading }) => network !== null || loading.status === 'failed').then(prefetch);
for (const type of /** @type {const} */ (['dragover', 'drop'])) {
  // until the code for pictures has come, which does the same: else the browser leaves the page for the file
  addEventListener(type, (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (rest || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (files.length) withRest((it) => it.takeFiles(files));
  });
}
load(session.names[0]);
Object.assign(globalThis, { numbre: api });

/** Loads a network. If that fails, the state says why, and drawing and reading continue as before. @param {string} name */
function load(name) {
  session.use(name).catch(() => {});
}

/** Copies the number. @returns {boolean} whether there is one */
function copy() {
  if (!hasNumber(session.state)) return false;
  withRest((it) => it.copyNumber());
  return true;
}

/** Opens or closes the menu of the Share button. @param {Event} event a click, or a key */
function share(event) {
  withRest((it) => it.share(event instanceof KeyboardEvent && event.key === 'ArrowUp'));
}

/** Resolves once the rest is there, and what it has learned of the visitor's hand, or does not come. */
function ready() {
  return arrived(fetchRest()).then(
    (it) => it.remembered,
    () => {},
  );
}

/** Returns a link to a drawing. @param {import('./ink/drawing.js').Drawing | null} drawing null: the one on the pad */
function link(drawing) {
  return fetched('links').link(drawing);
}

/**
 * A function of the rest, which waits until that is there.
 *
 * @param {'toHint' | 'train' | 'teach' | 'recognizeImage'} name
 * @param {string} purpose
 */
function late(name, purpose) {
  return async (/** @type {any[]} */ ...given) => {
    await ready();
    return /** @type {any} */ (fetched(purpose))[name](...given);
  };
}

/** @param {string} purpose of the rest */
function fetched(purpose) {
  if (!rest) throw new Error(`The code for ${purpose} has not loaded. Await numbre.ready, then try again.`);
  return rest;
}

/** Whether this tab has kept a sheet while it was reloaded: see share/memory.js. */
function hasKeptSheet() {
  try {
    return Boolean(sessionStorage.getItem('numbre'));
  } catch {
    return false; // blocked
  }
}

/** Fetches the rest. Rejects if it does not come; the next call then tries again. */
function fetchRest() {
  fetching ??= import('./later.js').then(
    ({ begin }) => {
      rest = begin({ session, pad, api, load, showNote: status.showNote });
      return rest;
    },
    (error) => {
      fetching = undefined;
      throw error;
    },
  );
  return fetching;
}

/** Fetches the rest, which nobody waits for yet. */
function prefetch() {
  fetchRest().catch(sayItIsLost);
}

/** Uses the rest, at once if it is there. @param {(rest: Rest) => void} use */
function withRest(use) {
  if (rest) return use(rest);
  arrived(fetchRest()).then(use, sayItIsLost);
}

/** Says why the rest has not come. @param {unknown} error */
async function sayItIsLost(error) {
  status.showNote(...(await noteOnLoss(error)));
}
