/** Connects pad, session and views, and publishes globalThis.numbre. */

import { createParts, partNamed } from './explain/parts.js';
import { isBlank } from './ink/drawing.js';
import { inOneLine } from './lib/format.js';
import { loadLateStyle } from './lib/late-style.js';
import { scriptUrl } from './lib/script-url.js';
import { createKeyboardPen } from './pad/keyboard-pen.js';
import { createPad } from './pad/pad.js';
import { createApi } from './session/api.js';
import { dispatchEvents } from './session/events.js';
import { isOfInk } from './session/number.js';
import { createSession } from './session/session.js';
import { copyText, NOT_COPIED } from './ui/clipboard.js';
import { createNetworkView } from './ui/network-view.js';
import { createSheet } from './ui/sheet.js';
import { announce, announceNumbers, createStatus } from './ui/status.js';
import { createToolbar } from './ui/toolbar.js';

/** @type {ReturnType<typeof import('./share/share.js').createSharing> | undefined} */
let sharing;

/** @param {string} id */
const canvas = (id) => /** @type {HTMLCanvasElement} */ (document.getElementById(id));

const session = createSession();
const api = createApi(session);
const pad = createPad(canvas('pad'), canvas('marks'));
const status = createStatus(load);
const toolbar = createToolbar(canvas('pad'), { undo: pad.undo, redo: pad.redo, clear: pad.clear, copy, share });
const networkView = createNetworkView(session.names[0]);
const sheet = createSheet({ onSelect: session.select, onOpen: openCandidates });
const parts = createParts(session, showAddress);
/** @type {Awaited<ReturnType<typeof makePopover>> | undefined} */
let popover;

pad.subscribe(toolbar.show);
pad.subscribe(session.follow);
pad.subscribeView(sheet.follow);
session.subscribe(sheet.show);
session.subscribe(status.show);
session.subscribe(toolbar.showNumber);
session.subscribe(networkView.show);
session.subscribe(parts.show);
announceNumbers(session);
dispatchEvents(session, canvas('pad'));

createKeyboardPen(canvas('pad'), pad, announce);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  sheet.repaint();
  parts.repaint();
});
addEventListener('popstate', openAddressed);
openAddressed();
fetchTheRest();
load(session.names[0]);
Object.assign(globalThis, { numbre: api });

/** Loads a network. If that fails, the state says why, and drawing and reading continue as before. @param {string} name */
function load(name) {
  session.use(name).catch(() => {});
}

/** Opens the candidates of the selected digit beside its numeral. @param {HTMLElement} numeral */
async function openCandidates(numeral) {
  try {
    popover ??= await makePopover();
    if (numeral.isConnected) popover.open(numeral, session.state.number);
  } catch {
    status.showNote('This didn’t load. Check your connection.');
  }
}

async function makePopover() {
  const [{ createPopover }] = await Promise.all([import('./ui/popover.js'), loadLateStyle()]);
  const made = createPopover(canvas('sheet'), {
    below: canvas('tiles'),
    onChoose: correct,
    onStep: (by) => {
      const index = session.state.number.selectedIndex + by;
      session.select(index);
      made.open(/** @type {HTMLElement} */ (canvas('reading').querySelectorAll('button')[index]), session.state.number);
    },
  });
  session.subscribe(({ number }) => made.show(number));
  return made;
}

/** @param {import('./session/choice.js').Choice} choice of the visitor, for the selected digit */
async function correct(choice) {
  try {
    const corrections = await session.corrected(choice);
    if (corrections) pad.amend(corrections);
  } catch {
    status.showNote('This couldn’t be corrected. Check your connection.');
  }
}

/** Opens the part that the address names. */
function openAddressed() {
  parts.open(partNamed(location.hash.slice(1)));
}

/** Puts the open part into the address. @param {string | null} name */
function showAddress(name) {
  history.pushState(null, '', name ? `#${name}` : location.pathname + location.search);
}

/** Copies the number. @returns {boolean} whether there is one */
function copy() {
  const { number, drawing } = session.state;
  const { text } = number;
  if (!text || !isOfInk(number, drawing)) return false;
  copyText(text).then((isCopied) => {
    status.showNote(isCopied ? `Copied ${inOneLine(text)}` : NOT_COPIED);
  });
  return true;
}

/** Opens or closes the menu of the Share button. @param {Event} event a click, or a key */
async function share(event) {
  if (isBlank(session.state.drawing)) return status.showNote('Nothing drawn yet. Write a number first.');
  try {
    const [{ createSharing }] = await Promise.all([import('./share/share.js'), loadLateStyle()]);
    sharing ??= createSharing({
      ...{ button: /** @type {HTMLElement} */ (document.getElementById('share')), session, pad },
      ...{ recognize: api.recognize, link: async () => location.href, copyNumber: copy, report: status.showNote },
    });
    sharing.toggle(event instanceof KeyboardEvent && event.key === 'ArrowUp');
  } catch {
    status.showNote('The menu didn’t load. Check your connection.');
  }
}

/** Fetches all that can wait, once a network can read, or cannot. */
function fetchTheRest() {
  const unsubscribe = session.subscribe(({ network, loading }) => {
    if (!network && loading.status !== 'failed') return;
    unsubscribe();
    import('./later.js').then(({ begin }) => begin(session, pad, canvas('pad'), scriptUrl)).catch(() => {});
  });
}
