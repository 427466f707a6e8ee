/** Train: a tutorial’s network learns in the page, before the visitor’s eyes, and can then be used. Fetched on demand. */

import { make, makeButton, setText } from '../../lib/dom.js';
import { reasonOf } from '../../lib/late-code.js';
import { fetchCard } from '../../network/bundle.js';
import { PREFIX } from '../../network/training/names.js';
import { EXAMPLES, TUTORIALS as NAMES, trainingOf } from '../../session/training.js';
import { saveFile } from '../../share/files.js';
import { createCurves } from './curves.js';
import { createOptions } from './options.js';
import { ownDigits } from './own-digits.js';
import { createWeights } from './weights.js';
import { describeProgress, describeResult, remaining, TUTORIALS } from './words.js';

const ABOUT =
  'Choose a network and press Train: it learns to read digits from nothing, on your device, from 2,400 drawings by 24 ' +
  'people. Six others wrote 600 more, which only test it. Training goes on while you draw, or look at another tab.';
const CREDIT = 'The drawings: ';
const DATA = 'Pen-Based Recognition of Handwritten Digits';
const SOURCE = ' (E. Alpaydin and F. Alimoglu, 1998, CC BY 4.0), with fewer points.';
const PACE = 150; // least ms of an epoch that can be watched
const LONG = 60; // seconds, above which the visitor is asked
const SETTLED = 0.5; // seconds of training, after which its time can be estimated
/** Neurons of the first dense layer. @type {Record<string, number>} */
const NEURONS = { hello: 15, dropout: 512, numbre: 25, lesson: 128 };
const TWICE = 500; // ms after the end of a training in which a press of its button was meant to stop it
const FORGOTTEN = 'It is forgotten when you reload the page, unless you save it.';
const FAILED = 'The network’s recipe didn’t load.';

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/training.js').TrainingState} TrainingState
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @returns {import('../parts.js').Part}
 */
export function createTrain(place, session) {
  const training = trainingOf(session);
  const choices = NAMES.map((name) => make('option', { value: name }, TUTORIALS[name]));
  const select = make('select', { id: 'train-network' }, ...choices);
  const options = createOptions();
  const begin = makeButton('Train', () => {
    if (training.state.status !== 'idle') training.stop();
    else if (performance.now() - ended > TWICE) train();
  });
  const hold = makeButton('Pause', () => (training.state.status === 'paused' ? training.resume() : training.pause()));
  const bar = make('progress', { max: 1, value: 0, 'aria-label': 'Training', hidden: true });
  const progress = make('p', { class: 'note train-progress' });
  const message = make('p', { role: 'status' });
  const [curves, weights] = [createCurves(), createWeights()];
  const outcome = createOutcome(session, (name) => save(name));
  const file = createFileField((bytes) => load(bytes));
  let isAsked = true; // whether the visitor need not be asked (again); a script never is
  let ended = -Infinity; // ms, when a training was last over
  let last = training.state;
  let shown = session.state.number;
  begin.classList.add('primary');
  begin.id = 'train-begin';
  curves.element.hidden = true;

  const source = make('a', { href: 'https://doi.org/10.24432/C5MG6K', rel: 'noreferrer' }, DATA);
  const label = make('label', { for: 'train-network' }, 'Network');
  place.replaceChildren(
    make('p', {}, ABOUT),
    make('div', { class: 'network-choice' }, label, select, begin, hold),
    options.element,
    bar,
    progress,
    message,
    outcome.element,
    curves.element,
    weights.element,
    file.element,
    make('p', { class: 'note' }, CREDIT, source, SOURCE),
  );
  select.addEventListener('change', () => {
    setText(message, '');
    reset();
  });
  training.subscribe(show);
  reset();
  show(training.state);

  /** Shows the options of the chosen network. */
  async function reset() {
    const name = select.value;
    try {
      const { recipe } = await fetchCard(name);
      if (name !== select.value) return;
      const { epochs = null, learning_rate: learningRate = null } = recipe;
      options.reset({ epochs, learningRate, examples: EXAMPLES, neurons: NEURONS[name] });
    } catch (error) {
      setText(message, `${FAILED} ${await reasonOf(error)}`);
    }
  }

  async function train() {
    const given = options.read();
    if (!given) return;
    isAsked = false;
    const drawings = options.isOwn ? ownDigits(shown) : [];
    setText(message, 'Training begins.');
    await training.train(select.value, { ...given, drawings }, options.isSlow ? PACE : 0).catch(() => {}); // the state says why
  }

  /** @param {TrainingState} state */
  function show(state) {
    const { status, tutorial, progress: now, result, problem } = state;
    const before = last;
    last = state;
    const isIdle = status === 'idle';
    const hasEnded = isIdle && before.status !== 'idle';
    setText(begin, isIdle ? 'Train' : 'Stop');
    setText(hold, status === 'paused' ? 'Resume' : 'Pause');
    if (isIdle && document.activeElement === hold) begin.focus({ preventScroll: true }); // `hold` disappears
    hold.hidden = isIdle || status === 'preparing';
    select.disabled = !isIdle;
    bar.hidden = isIdle;
    bar.value = now?.part ?? 0;
    setText(progress, describeProgress(state));
    if (now) {
      const name = `${PREFIX}${tutorial}`;
      curves.element.hidden = isIdle && !now.history.length;
      curves.show(name, now.history, now.epochs);
      weights.show(name, now.picture);
    }
    if (hasEnded) {
      isAsked = true;
      ended = performance.now();
      const early = result && now && result.epochs < now.epochs ? 'Stopped; what it has learned is kept. ' : '';
      setText(message, result ? `${early}${describeResult(result)}` : problem);
      outcome.show(result?.name);
    }
    if (!isIdle && before.status === 'idle') outcome.hide();
    if (status === 'paused' && before.status === 'training') setText(message, 'Paused.');
    if (status === 'training' && before.status === 'paused') setText(message, 'Training goes on.');
    askIfLong(state);
  }

  /** Pauses a training that takes long on this device, so that the visitor can decide, if they see it. @param {TrainingState} state */
  function askIfLong({ status, progress: now }) {
    if (isAsked || status !== 'training' || !now || now.secondsLeft === null || now.seconds < SETTLED) return;
    isAsked = true;
    const isSeen = !document.hidden && place.getClientRects().length > 0;
    if (now.secondsLeft < LONG || !isSeen) return;
    training.pause();
    const time = remaining(now.secondsLeft);
    setText(message, `On this device this takes about ${time}. Resume, or stop and choose fewer epochs or drawings.`);
  }

  /** @param {string} name */
  function save(name) {
    const bytes = training.fileOf(name);
    if (bytes) saveFile(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]), `${name}.numbre`);
  }

  /** @param {Uint8Array} bytes */
  async function load(bytes) {
    try {
      const result = await training.load(bytes);
      setText(message, `Loaded. ${describeResult(result)}`);
      outcome.show(result.name);
    } catch (error) {
      setText(message, /** @type {Error} */ (error).message);
    }
  }

  return {
    async show({ number, network }) {
      shown = number;
      options.showOwn(ownDigits(number).length);
      outcome.showUse(network?.name ?? null);
    },
  };
}

/** What can be done with a network that has been trained. @param {Session} session @param {(name: string) => void} onSave */
function createOutcome(session, onSave) {
  let name = '';
  const use = makeButton('', () => session.use(name).catch(() => {}));
  const save = makeButton('Save as a file', () => onSave(name));
  const compare = make('a', { href: '#compare', 'data-part': 'compare' }, 'Compare it with the others');
  const buttons = make('p', { class: 'network-choice' }, use, save, compare);
  const element = make('div', { hidden: true }, buttons, make('p', { class: 'note' }, FORGOTTEN));

  /** @param {string | null} used name of the network that reads the pad */
  function showUse(used) {
    const isUsed = used === name;
    setText(use, isUsed ? `“${name}” reads your number` : `Read with “${name}”`);
    use.setAttribute('aria-disabled', String(isUsed)); // not `disabled`: it keeps the focus
  }

  return {
    element,
    showUse,
    /** @param {string} [trained] without it, the one before, if there is one */
    show(trained = name) {
      name = trained;
      element.hidden = !name;
      showUse(session.state.network?.name ?? null);
    },
    hide() {
      element.hidden = true;
    },
  };
}

/** A button that loads a file. @param {(bytes: Uint8Array) => void} onFile */
function createFileField(onFile) {
  const input = make('input', { type: 'file', id: 'train-file', accept: '.numbre' });
  input.addEventListener('change', async () => {
    const [chosen] = input.files ?? [];
    if (chosen) onFile(new Uint8Array(await chosen.arrayBuffer()));
    input.value = ''; // the same file can be chosen again
  });
  return { element: make('p', {}, make('label', { for: 'train-file' }, 'Load a network that you saved'), input) };
}
