/** Messages in the bar: confidence, state of the network, actions; and announcements for screen readers. */

import { make, setText } from '../lib/dom.js';
import { isOfInk } from '../session/number.js';
import { describeCorrection, describeNumber } from './wording.js';

const NOTE_TIME = 4000; // ms that a note stays
const READY = 'Ready. Start writing.';
const PROGRESS = {
  complete: '',
  continued: 'Still reading…',
  stopped: 'There is too much here to read it all.',
  failed: 'This couldn’t be read. Reload the page.',
};

/** @typedef {import('../session/session.js').State} State */

/**
 * The line keeps the text of index.html until it is first called.
 *
 * @param {(name: string) => void} onRetry called when the visitor wants to load the network again
 */
export function createStatus(onRetry) {
  const line = /** @type {HTMLElement} */ (document.getElementById('status'));
  const confidenceLine = /** @type {HTMLElement} */ (document.getElementById('confidence'));
  const retry = /** @type {HTMLElement} */ (document.getElementById('retry'));
  /** @type {State | null} */
  let state = null;
  /** @type {State['number'] | null} */
  let described = null;
  let note = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function show() {
    if (!state) return;
    showConfidence(state);
    const { status } = state.loading;
    const work = status === 'ready' ? PROGRESS[state.progress] : '';
    line.dataset.state = note ? 'note' : work ? 'loading' : status;
    setText(line, note || work || describeLoading(state));
    if (retry === document.activeElement) document.getElementById('pad')?.focus(); // the button may disappear
    retry.hidden = status !== 'failed';
  }

  /** @param {State} state */
  function showConfidence({ number }) {
    if (number === described) return;
    described = number;
    const { confidence, hint } = describeNumber(number);
    confidenceLine.replaceChildren(...(confidence ? [make('b', {}, confidence), ` ${hint}`] : []));
  }

  retry.addEventListener('click', () => state && onRetry(state.loading.name));
  return {
    /** @param {State} next */
    show(next) {
      if (next.isDrawing) note = '';
      state = next;
      show();
    },
    /** Shows for a moment that something was done. @param {string} text @param {number} [time] ms that it stays */
    showNote(text, time = NOTE_TIME) {
      note = text;
      show();
      clearTimeout(timer);
      timer = setTimeout(() => {
        note = '';
        show();
      }, time);
    },
  };
}

/** @param {Pick<State, 'loading' | 'network'>} state @returns {string} a sentence */
export function describeLoading({ loading: { name, status, reason }, network }) {
  if (status === 'ready') return READY;
  if (status === 'loading') return `Loading the network “${name}”…`;
  const consequence = network ? `Still using “${network.name}”.` : 'You can keep drawing.';
  return `Couldn’t load “${name}”. ${consequence} ${reason}`.trim();
}

/** Announces a message to screen readers only; the same message twice is announced twice. @param {string} message */
export function announce(message) {
  const region = /** @type {HTMLElement} */ (document.getElementById('announcements'));
  region.textContent = '';
  requestAnimationFrame(() => setText(region, message));
}

/**
 * Announces the number once it has settled, if it is another; and every correction.
 *
 * @param {import('../session/session.js').Session} session
 */
export function announceNumbers(session) {
  let announced = '';
  let { number, corrections } = session.state;
  session.subscribe((state) => {
    const isCorrected = state.corrections !== corrections && number.selected && isOfInk(state.number, number.drawing);
    if (isCorrected && state.number !== number) announce(describeCorrection(state.number, number));
    if (state.number !== number) ({ number, corrections } = state);
    if (!state.isSettled) return;
    const { announcement } = describeNumber(state.number);
    if (announcement !== announced) announce(announcement);
    announced = announcement;
  });
}
