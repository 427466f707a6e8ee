/** Your hand: what the page has learned of the visitor's writing, to look at, to forget, to take along. Fetched on demand. */

import { unpackInk } from '../../hand/examples.js';
import { MOST_CHARACTERS } from '../../hand/file.js';
import { make, makeButton, setText } from '../../lib/dom.js';
import { makeSection } from '../../lib/elements.js';
import { saveFile } from '../../share/files.js';
import { createTiles } from './tiles.js';
import { countInWords, describeChanges, nameOf } from './words.js';

const EMPTY =
  'Nothing learned yet: tap a numeral under your writing and choose the right digit, and Numbre learns how you write it. ' +
  'What it learns stays on this device.';
const FULL = 'Numbre has learned these from you, and uses them to read. They stay on this device.';
const AT_REST = 'Numbre has learned these from you. They stay on this device.';
const PAUSED = 'Paused: your examples are not used, and corrections teach nothing.';
const NOT_STORED =
  'This browser can’t store what is learned now: it is forgotten when you leave or reload the page. Save it as a file to keep it.';
const UNCHANGED = 'The network would read all of these digits by itself.';
const UNREADABLE = 'This file couldn’t be read.';

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/hand.js').HandState} HandState
 * @typedef {import('../../hand/examples.js').Examples} Examples
 * @typedef {import('../../session/networks.js').Network} Network
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @param {import('../../session/hand.js').Hand} hand
 * @returns {import('../parts.js').Part}
 */
export function createYourHand(place, session, hand) {
  const intro = make('p');
  const state = make('p', { class: 'note hand-state' });
  const message = make('span', { role: 'status' });
  const undo = makeButton('Undo', () => undoLast());
  const pause = makeButton('', () => hand.pause(!hand.state.isPaused));
  const forget = makeButton('Forget all', () => {
    const all = hand.state.examples;
    if (!all.length) return;
    hand.clear();
    offerUndo(`Forgot ${countInWords(all.length)}.`, all);
    undo.focus();
  });
  const save = makeButton('Save as a file', async () => {
    if (!hand.state.examples.length) return;
    saveFile(new Blob([await hand.export()], { type: 'application/json' }), 'numbre-hand.json');
  });
  const changes = make('ul');
  const changed = makeSection('What it changed', changes);
  const tiles = createTiles((example) => {
    const isLast = hand.state.examples.length === 1;
    hand.remove([example]);
    offerUndo(`Removed this ${nameOf(example.grapheme)}.`, [example]);
    if (isLast) undo.focus();
  });
  const hint = make('p', { class: 'note' }, 'Press an example to remove it.');
  const learned = makeSection('What it has learned', hint, tiles.element);
  /** @type {Examples} */
  let forgotten = [];
  let { network } = session.state;
  /** @type {{examples: Examples, network: Network | null} | null} that changes are shown of */
  let described = null;

  undo.hidden = true;
  learned.classList.add('hand-learned');
  place.replaceChildren(
    intro,
    state,
    make('div', { class: 'network-choice' }, pause, forget, save),
    learned,
    make('div', { class: 'hand-message' }, make('p', {}, message, ' ', undo)),
    changed,
    makeFileField(load),
  );
  hand.subscribe(show);

  /** @param {string} text @param {Examples} examples */
  function offerUndo(text, examples) {
    forgotten = examples;
    setText(message, text);
    undo.hidden = false;
  }

  function undoLast() {
    hand.add(forgotten);
    setText(message, `${forgotten.length === 1 ? 'It is' : 'They are'} back.`);
    pause.focus(); // this button disappears
    undo.hidden = true;
  }

  /** @param {File} file */
  async function load(file) {
    undo.hidden = true;
    try {
      const text = file.size > MOST_CHARACTERS ? ' '.repeat(MOST_CHARACTERS + 1) : await file.text();
      setText(message, `Loaded ${countInWords(await hand.import(text))}.`);
    } catch (error) {
      const { name, message: reason } = /** @type {Error} */ (error);
      setText(message, name === 'HandFileError' ? reason : UNREADABLE);
    }
  }

  function show() {
    const { examples, isPaused, isStored } = hand.state;
    setText(intro, !examples.length ? EMPTY : isPaused ? AT_REST : FULL);
    setText(state, [isPaused && PAUSED, !isStored && NOT_STORED].filter(Boolean).join(' '));
    state.hidden = !state.textContent;
    setText(pause, isPaused ? 'Resume' : 'Pause');
    for (const button of [forget, save]) button.setAttribute('aria-disabled', String(!examples.length));
    learned.hidden = !examples.length;
    tiles.show(examples);
    showChanges(examples);
  }

  /** @param {Examples} examples */
  async function showChanges(examples) {
    if (described?.examples === examples && described.network === network) return;
    const mine = { examples, network };
    described = mine;
    changed.hidden = !examples.length || !network;
    if (changed.hidden || !network) return;
    const drawings = examples.map(({ ink }) => unpackInk(ink));
    const { classes } = network.summary;
    const sentences = await session
      .classifyWith(network, drawings)
      .then((found) => describeChanges(examples, found, classes))
      .catch(() => null);
    if (described !== mine) return;
    changed.hidden = sentences === null;
    const items = (sentences?.length ? sentences : [UNCHANGED]).map((sentence) => make('li', {}, sentence));
    changes.replaceChildren(...items);
  }

  return {
    async show(shown) {
      ({ network } = shown);
      await hand.ready;
      show();
    },
  };
}

/** A button that loads a file. @param {(file: File) => void} onFile */
function makeFileField(onFile) {
  const input = make('input', { type: 'file', id: 'hand-file', accept: '.json,application/json' });
  input.addEventListener('change', () => {
    const [chosen] = input.files ?? [];
    if (chosen) onFile(chosen);
    input.value = ''; // the same file can be chosen again
  });
  return make('p', {}, make('label', { for: 'hand-file' }, 'Load a hand that you saved'), input);
}
