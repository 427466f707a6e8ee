/** Wires pad, history, engine and view together, and publishes globalThis.numbre. */

import { createApi } from './api.js';
import { BundleError, bytesOf } from './bundle.js';
import { isBlank } from './drawing.js';
import { createEngine } from './engine.js';
import { createHistory } from './history.js';
import { createKeyPen } from './keys.js';
import { createMore } from './more.js';
import { createNetworks } from './networks.js';
import { BLANK, createPad } from './pad.js';
import { rasterize } from './raster.js';
import { sample } from './samples.js';
import { createView } from './view.js';

const view = createView();
const history = createHistory(BLANK);
const canvas = document.getElementById('pad');
const readSoon = oncePerFrame(readNow);
const pad = createPad(canvas, { onDraw: readSoon, onStroke: change });
const networks = createNetworks();
const engine = createEngine(networks, (isWanted) => {
  if (isWanted) {
    view.showStatus('ready', 'Ready: it reads while you write.');
    view.showChoice(engine.card.name);
    view.showProgress(null);
  }
  view.showCard(engine.card);
  readSoon();
});
const more = createMore(networks);

createKeyPen(canvas, pad, view.say);
bindTools();
bindKeys();
bindSamples();
view.offerNetworks(engine.names.map((name) => [name, bytesOf(name)]), load);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', readSoon); // the raster's ink
load(engine.names[0]);
globalThis.numbre = createApi(engine);

/** Reads what is on the pad and shows it; before a network is there, shows what it would see. */
function readNow() {
  const { drawing, isDrawing } = pad;
  const blank = isBlank(drawing);
  view.showTools({ canUndo: history.canUndo || isDrawing, canRedo: history.canRedo, canClear: !blank });
  view.showDrawn(blank);
  view.showRaster(blank ? null : rasterize(drawing));
  if (engine.canRead) view.showReading(engine.weigh(drawing), engine.card);
  more.show(engine.network, drawing);
}

/** Loads the network called `name`; a failure is told in words, and drawing and reading go on. */
function load(name) {
  view.showStatus('loading', `Loading the network “${name}”…`);
  engine.use(name, (part) => name === engine.wanted && view.showProgress(part)).catch((error) => {
    if (name !== engine.wanted) return; // another network has been asked for meanwhile
    const reason = error instanceof BundleError ? error.message : `The network cannot be used: ${error}.`;
    const goesOn = engine.canRead ? `“${engine.card.name}” goes on reading.` : 'You can go on drawing.';
    view.showStatus('failed', `${reason} ${goesOn}`);
    view.showProgress(null);
    if (engine.canRead) view.showChoice(engine.card.name);
  });
}

function change(sheet) {
  history.push(sheet);
  pad.show(sheet);
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

function bindTools() {
  document.getElementById('undo').addEventListener('click', undo);
  document.getElementById('redo').addEventListener('click', redo);
  document.getElementById('clear').addEventListener('click', clear);
  document.getElementById('retry').addEventListener('click', () => load(engine.wanted));
}

function bindKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input')) return; // which undoes its own typing
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (command && !event.altKey && key === 'z') event.shiftKey ? redo() : undo();
    else if (command && !event.altKey && key === 'y') redo();
    else if (!command && event.target === canvas && (key === 'delete' || key === 'backspace')) clear();
    else return;
    event.preventDefault();
  });
}

function bindSamples() {
  const list = document.getElementById('samples');
  for (let digit = 0; digit <= 9; digit++) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = digit;
    button.setAttribute('aria-label', `Sample ${digit}`);
    button.addEventListener('click', () => change(sample(digit, pad.ownSize)));
    list.append(button);
  }
}

/** At most one call a frame, and the last state wins: the call itself looks at what is there. */
function oncePerFrame(call) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      call();
    });
  };
}
