/** Wires pad, history, engine, number and views together, and publishes globalThis.numbre. */

import { createApi } from './session/api.js';
import { bracketsOf } from './ui/brackets.js';
import { BundleError, bytesOf } from './network/bundle.js';
import { copyText } from './ui/clipboard.js';
import { isBlank } from './ink/drawing.js';
import { createEngine } from './session/recognizer.js';
import { createEvents } from './session/events.js';
import { oncePerFrame } from './lib/frames.js';
import { createHistory } from './pad/history.js';
import { createKeyPen } from './pad/keyboard-pen.js';
import { createMore } from './explain/panels.js';
import { createNetworks } from './network/networks.js';
import { createNumber } from './session/number.js';
import { BLANK, createPad } from './pad/pad.js';
import { createPatience } from './session/patience.js';
import { idle } from './lib/pause.js';
import { rasterize } from './ink/raster.js';
import { createReadingView } from './ui/reading-view.js';
import { sample } from './pad/samples.js';
import { createStatus } from './ui/status.js';
import { bindTools } from './ui/toolbar.js';
import { createView } from './ui/view.js';
import { roomier } from './pad/zoom.js';

const SAMPLES = [...'0123456789', '47', '2026'];
const PEN_UP = 400; // ms that the pen is up before the pad zooms out: the next stroke may belong to the same digit
const A_WHILE = 2000; // ms after which a page is taken to be idle, where the browser does not tell
const WORK = { going: 'Still reading…', over: 'Too much ink to read all of it.' };

const view = createView();
const status = createStatus();
const history = createHistory(BLANK);
const canvas = document.getElementById('pad');
const number = createNumber();
const patience = createPatience();
const readSoon = oncePerFrame(readNow);
const readingView = createReadingView({
  onSelect: (index) => {
    number.select(index);
    showNumber();
  },
  onPick: correct,
});
const pad = createPad(canvas, { onDraw: follow, onStroke: add });
const events = createEvents(canvas, announce);
const networks = createNetworks();
const engine = createEngine(networks, (isWanted) => {
  if (isWanted) {
    status.show('ready', 'Ready: it reads while you write.');
    view.showChoice(engine.card.name);
    view.showProgress(null);
  }
  view.showCard(engine.card);
  patience.restart();
  readSoon();
});
const more = createMore(networks);
let isBusy = false; // whether the number is still being written or read
let spoken = ''; // what a screen reader is told of it when it has settled,
let told = ''; // and what it was told last
let zooming = null; // the timer that zooms out

createKeyPen(canvas, pad, view.say);
bindTools(canvas, { undo, redo, clear, copy });
document.getElementById('retry').addEventListener('click', () => load(engine.wanted));
view.offerSamples(SAMPLES, (digits) => change(sample(digits, pad.ownSize)));
view.offerNetworks(engine.names.map((name) => [name, bytesOf(name)]), load);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', readSoon); // the raster's ink
load(engine.names[0]);
globalThis.numbre = createApi(engine);
engine.ready.then(() => idle(A_WHILE).then(keepOffline), () => {}); // what cannot be read now is not kept for later

/** What is on the pad has changed: it is read anew, and its last grapheme is looked at. */
function follow() {
  number.follow();
  patience.restart();
  readSoon();
}

/** Reads what is on the pad and shows it; what takes longer than a frame goes on in the next. */
function readNow() {
  const { drawing, isDrawing } = pad;
  const blank = isBlank(drawing);
  view.showTools({ canUndo: history.canUndo || isDrawing, canRedo: history.canRedo, canClear: !blank });
  view.showDrawn(blank);
  const reading = engine.canRead ? engine.read(drawing) : null;
  const state = patience.look(reading?.isPartial ?? false);
  status.showWork(WORK[state] ?? '');
  isBusy = isDrawing || state === 'held' || state === 'going';
  if (state === 'held' || state === 'going') readSoon();
  if (state === 'held') return;
  number.read(drawing, reading, engine.weigh);
  showNumber();
}

/** Shows the number; before a network is there, what one would see. */
function showNumber() {
  const { shown } = number;
  readingView.showRaster(isBlank(shown.ink) ? null : rasterize(shown.ink));
  if (engine.canRead) spoken = readingView.show(shown, engine.card);
  pad.showBrackets(bracketsOf(shown));
  events.tell(shown, isBusy);
  more.show(engine.network, shown.ink);
}

/** Tells a screen reader what the number has come to. */
function announce() {
  if (spoken !== told) view.say(spoken);
  told = spoken;
}

/** Sets the selected grapheme to what the writer says it is. */
function correct(grapheme) {
  number.correct(grapheme);
  showNumber();
  const { picked, text } = number.shown;
  const done = `${picked.isCorrected ? 'Set to' : 'Back to'} ${picked.grapheme || 'no digit'}`;
  view.say(`${done}. The number is ${text || 'none'}.`);
}

/** Loads the network called `name`; a failure is told in words, and drawing and reading go on. */
function load(name) {
  status.show('loading', `Loading the network “${name}”…`);
  engine.use(name, (part) => name === engine.wanted && view.showProgress(part)).catch((error) => {
    if (name !== engine.wanted) return; // another network has been asked for meanwhile
    const reason = error instanceof BundleError ? error.message : `The network cannot be used: ${error}.`;
    const goesOn = engine.canRead ? `“${engine.card.name}” goes on reading.` : 'You can go on drawing.';
    status.show('failed', `${reason} ${goesOn}`);
    view.showProgress(null);
    if (engine.canRead) view.showChoice(engine.card.name);
  });
}

function change(sheet) {
  history.push(sheet);
  pad.show(sheet);
}

/** A stroke has been written: shows it, and makes room for more when the pen stays up. */
function add(sheet) {
  change(sheet);
  clearTimeout(zooming);
  zooming = setTimeout(() => {
    if (pad.isDrawing || history.now !== sheet) return;
    const wider = roomier(sheet, pad.extent);
    if (wider === sheet) return;
    history.replace(wider);
    pad.show(wider);
  }, PEN_UP);
}

/** Takes back the stroke in progress, else the newest change. */
function undo() {
  if (!pad.isDrawing) history.undo();
  pad.show(history.now);
}

function redo() {
  history.redo();
  pad.show(history.now);
}

function clear() {
  if (history.now.strokes.length) change(BLANK);
  else pad.cancel();
}

/** Its code is fetched then, and not before: the first reading does not need it. */
function keepOffline() {
  import('./offline/offline.js').then((offline) => offline.keepOffline()).catch(() => {});
}

/** Copies the number, and says so. @returns {boolean} whether there is one */
function copy() {
  const { text } = number.shown;
  if (!text) return false;
  copyText(text).then((isCopied) => {
    const told = text.replaceAll('\n', ' / ');
    status.note(isCopied ? `Copied ${told}` : 'Copying failed: this browser does not allow it here.');
  });
  return true;
}
