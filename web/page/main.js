/** Connects pad, session, number and views, and publishes globalThis.numbre. */

import { createPanels } from './explain/panels.js';
import { isBlank } from './ink/drawing.js';
import { rasterize } from './ink/raster.js';
import { inOneLine } from './lib/format.js';
import { idle, oncePerFrame } from './lib/schedule.js';
import { BundleError, bytesOf } from './network/bundle.js';
import { createNetworks } from './network/networks.js';
import { createHistory } from './pad/history.js';
import { createKeyboardPen } from './pad/keyboard-pen.js';
import { BLANK, createPad } from './pad/pad.js';
import { sampleOf } from './pad/samples.js';
import { zoomedOut } from './pad/zoom.js';
import { createApi } from './session/api.js';
import { createEvents } from './session/events.js';
import { bracketsOf, createNumber } from './session/number.js';
import { createSession } from './session/session.js';
import { createTimeLimit } from './session/time-limit.js';
import { copyText } from './ui/clipboard.js';
import { createNetworkPanel } from './ui/network-panel.js';
import { createReadingView } from './ui/reading-view.js';
import { announce, createStatus } from './ui/status.js';
import { createToolbar } from './ui/toolbar.js';
import { describeCorrection } from './ui/wording.js';

const SAMPLES = [...'0123456789', '47', '2026'];
const ZOOM_DELAY = 400; // ms after a stroke until the pad zooms out: the next stroke may belong to the same digit
const IDLE_WAIT = 2000; // ms, for browsers without requestIdleCallback
const WORK = { continued: 'Still reading…', expired: 'There is too much here to read it all.' };

const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('pad'));
const status = createStatus();
const history = createHistory(BLANK);
const number = createNumber();
const timeLimit = createTimeLimit();
const readSoon = oncePerFrame(read);
const pad = createPad(canvas, { onDraw: follow, onStroke: addStroke });
const toolbar = createToolbar(canvas, { undo, redo, clear, copy });
const events = createEvents(canvas, announceNumber);
const networks = createNetworks();
const panels = createPanels(networks);
const networkPanel = createNetworkPanel(
  networks.names.map((name) => [name, bytesOf(name)]),
  load,
);
const readingView = createReadingView({ onSelect: select, onCorrect: correct });
const session = createSession(networks, showNetwork);
let isBusy = false; // whether the number is still being written or read
let announcement = ''; // of the number, for when it has settled,
let announced = ''; // and the last one
let zoomTimer = null;

createKeyboardPen(canvas, pad, announce);
document.getElementById('retry').addEventListener('click', () => load(session.requested));
toolbar.showSamples(SAMPLES, (digits) => showSheet(sampleOf(digits, pad.elementSize)));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', readSoon); // the raster has the text's colour
load(session.names[0]);
globalThis.numbre = createApi(session);
session.ready.then(
  () => idle(IDLE_WAIT).then(keepOffline),
  () => {},
); // a page that cannot read is not kept

/** The drawing has changed: it is read, and its last grapheme is selected. */
function follow() {
  number.selectLast();
  timeLimit.restart();
  readSoon();
}

/** Reads the pad and shows the reading; one that takes longer than a frame is continued in the next. */
function read() {
  const { drawing, isDrawing } = pad;
  const reading = session.canRead ? session.readPad(drawing) : null;
  const state = timeLimit.check(reading?.isPartial ?? false);
  const isContinuing = state === 'held' || state === 'continued';
  toolbar.show({ canUndo: history.canUndo || isDrawing, canRedo: history.canRedo, isBlank: isBlank(drawing) });
  status.showWork(WORK[state] ?? '');
  isBusy = isDrawing || isContinuing;
  if (isContinuing) readSoon();
  if (state === 'held') return;
  number.read(drawing, reading, session.classifyWhole);
  showNumber();
}

/** Shows the number; without a network, only its raster. */
function showNumber() {
  const { state } = number;
  readingView.showRaster(isBlank(state.ink) ? null : rasterize(state.ink));
  if (session.network) announcement = readingView.show(state, session.network.summary);
  pad.showBrackets(bracketsOf(state));
  events.update(state, isBusy);
  panels.show(session.network, state.ink);
}

/** Announces the number, once it has settled, if it is another. */
function announceNumber() {
  if (announcement !== announced) announce(announcement);
  announced = announcement;
}

function select(index) {
  number.select(index);
  showNumber();
}

/** Corrects the selected grapheme. */
function correct(grapheme) {
  number.correct(grapheme);
  showNumber();
  announce(describeCorrection(number.state));
}

/** Loads a network. If that fails, the page says why, and drawing and reading continue as before. */
function load(name) {
  const isRequested = () => name === session.requested;
  status.show('loading', `Loading the network “${name}”…`);
  session
    .use(name, (part) => isRequested() && networkPanel.showProgress(part))
    .catch((error) => {
      if (!isRequested()) return; // another network has been requested since
      const current = session.network?.summary.name;
      const consequence = current ? `Still using “${current}”.` : 'You can keep drawing.';
      const reason = error instanceof BundleError ? error.reason : '';
      status.show('failed', `Couldn’t load “${name}”. ${consequence} ${reason}`.trim());
      networkPanel.showProgress(null);
      if (current) networkPanel.showChoice(current);
    });
}

/** Another network is in use: the one requested last or, while there is none, an earlier one. */
function showNetwork(isRequested) {
  const { network } = session;
  if (isRequested) {
    status.show('ready', 'Ready. Start writing.');
    networkPanel.showChoice(network.summary.name);
    networkPanel.showProgress(null);
  }
  networkPanel.showNetwork(network);
  readingView.showChannels(network.summary.channels.names);
  timeLimit.restart();
  readSoon();
}

/** Adds a sheet to the history and shows it. */
function showSheet(sheet) {
  history.push(sheet);
  pad.show(sheet);
}

/** A stroke has been written: shows it, and makes room for more if the pen stays up. */
function addStroke(sheet) {
  showSheet(sheet);
  clearTimeout(zoomTimer);
  zoomTimer = setTimeout(() => {
    if (pad.isDrawing || history.current !== sheet) return;
    const wider = zoomedOut(sheet, pad.visibleSize);
    if (wider === sheet) return;
    history.replace(wider);
    pad.show(wider);
  }, ZOOM_DELAY);
}

/** Undoes the stroke in progress, or else the last change. */
function undo() {
  if (!pad.isDrawing) history.undo();
  pad.show(history.current);
}

function redo() {
  history.redo();
  pad.show(history.current);
}

function clear() {
  if (history.current.strokes.length) showSheet(BLANK);
  else pad.cancel();
}

/** Copies the number. @returns {boolean} whether there is one */
function copy() {
  const { text } = number.state;
  if (!text) return false;
  copyText(text).then((isCopied) => {
    const failure = 'Couldn’t copy: the browser blocked access to the clipboard.';
    status.showNote(isCopied ? `Copied ${inOneLine(text)}` : failure);
  });
  return true;
}

/** Fetches the code for offline use when all else is done: the first reading does not need it. */
function keepOffline() {
  import('./offline/offline.js').then((offline) => offline.keepOffline()).catch(() => {});
}
