/** Connects pad, session and views, and publishes globalThis.numbre. */

import { createParts } from './explain/parts.js';
import { isBlank } from './ink/drawing.js';
import { inOneLine } from './lib/format.js';
import { idle } from './lib/schedule.js';
import { scriptUrl } from './lib/script-url.js';
import { bytesOf } from './network/bundle.js';
import { DIGITS } from './network/classes.js';
import { createKeyboardPen } from './pad/keyboard-pen.js';
import { createPad } from './pad/pad.js';
import { createApi } from './session/api.js';
import { dispatchEvents } from './session/events.js';
import { isOfInk } from './session/number.js';
import { createSession } from './session/session.js';
import { copyText } from './ui/clipboard.js';
import { createNetworkPanel } from './ui/network-panel.js';
import { createSheet } from './ui/sheet.js';
import { announce, announceNumbers, createStatus } from './ui/status.js';
import { createToolbar } from './ui/toolbar.js';

const SAMPLES = [...DIGITS, '47', '2026'];
const IDLE_WAIT = 2000; // ms, for browsers without requestIdleCallback

/** @type {ReturnType<typeof import('./share/share.js').createSharing> | undefined} */
let sharing;

/** @param {string} id */
const canvas = (id) => /** @type {HTMLCanvasElement} */ (document.getElementById(id));

const session = createSession();
const api = createApi(session);
const pad = createPad(canvas('pad'), canvas('marks'));
const status = createStatus(load);
const toolbar = createToolbar(canvas('pad'), { undo: pad.undo, redo: pad.redo, clear: pad.clear, copy, share });
const networkPanel = createNetworkPanel(
  session.names.map((name) => [name, bytesOf(name)]),
  load,
);
const sheet = createSheet({ onSelect: session.select, onOpen: openCandidates });
const parts = createParts(session);

pad.subscribe(toolbar.show);
pad.subscribe(session.follow);
pad.subscribeView(sheet.follow);
session.subscribe(sheet.show);
session.subscribe(status.show);
session.subscribe(toolbar.showNumber);
session.subscribe(networkPanel.show);
session.subscribe(parts.show);
announceNumbers(session);
dispatchEvents(session, canvas('pad'));

createKeyboardPen(canvas('pad'), pad, announce);
toolbar.showSamples(SAMPLES, showSample);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  sheet.repaint();
  parts.repaint();
});
fetchNumerals();
keepOffline();
load(session.names[0]);
Object.assign(globalThis, { numbre: api });

/** Loads a network. If that fails, the state says why, and drawing and reading continue as before. @param {string} name */
function load(name) {
  session.use(name).catch(() => {});
}

/** Opens the candidates of the selected digit beside its numeral. @param {HTMLElement} numeral */
function openCandidates(numeral) {
  numeral.focus();
}

/** Draws a sample on the pad. @param {string} digits */
async function showSample(digits) {
  try {
    const { sampleOf } = await import('./pad/samples.js');
    pad.put(sampleOf(digits, pad.elementSize));
  } catch {
    status.showNote('The samples didn’t load. Check your connection.');
  }
}

/** Copies the number. @returns {boolean} whether there is one */
function copy() {
  const { number, drawing } = session.state;
  const { text } = number;
  if (!text || !isOfInk(number, drawing)) return false;
  copyText(text).then((isCopied) => {
    const failure = 'Couldn’t copy: the browser blocked access to the clipboard.';
    status.showNote(isCopied ? `Copied ${inOneLine(text)}` : failure);
  });
  return true;
}

/** Opens or closes the menu of the Share button. @param {Event} event a click, or a key */
async function share(event) {
  if (isBlank(session.state.drawing)) return status.showNote('Nothing drawn yet. Write a number first.');
  try {
    const { createSharing } = await import('./share/share.js');
    sharing ??= createSharing({
      ...{ button: /** @type {HTMLElement} */ (document.getElementById('share')), session, pad },
      ...{ recognize: api.recognize, link: async () => location.href, copyNumber: copy, report: status.showNote },
    });
    sharing.toggle(event instanceof KeyboardEvent && event.key === 'ArrowUp');
  } catch {
    status.showNote('The menu didn’t load. Check your connection.');
  }
}

/** Fetches the numerals’ font once a network can read: the first reading neither needs it nor waits for it. */
function fetchNumerals() {
  const unsubscribe = session.subscribe(async ({ network }) => {
    if (!network) return;
    unsubscribe();
    import('./ui/numerals-font.js').then(({ loadNumerals }) => loadNumerals()).catch(() => {});
  });
}

/** Fetches the code for offline use once a network can read, when all else is done: a page that cannot read is not kept. */
function keepOffline() {
  const unsubscribe = session.subscribe(async ({ network }) => {
    if (!network) return;
    unsubscribe();
    await idle(IDLE_WAIT);
    import('./offline/offline.js').then((offline) => offline.keepOffline(scriptUrl)).catch(() => {});
  });
}
