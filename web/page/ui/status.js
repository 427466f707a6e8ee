/** The status line, for the network, long readings and actions; and announcements for screen readers. */

import { setText } from '../lib/dom.js';

const NOTE_TIME = 4000; // ms that a note stays

/** The line shows the text of index.html until it is first called. */
export function createStatus() {
  const line = document.getElementById('status');
  const retry = document.getElementById('retry');
  let network = { state: line.dataset.state, text: line.textContent };
  let work = '';
  let note = '';
  let timer = null;

  function update() {
    const { state, text } = network;
    line.dataset.state = work && state === 'ready' ? 'loading' : state;
    setText(line, note || (state === 'ready' && work) || text);
    if (retry === document.activeElement) document.getElementById('pad').focus(); // the button may disappear
    retry.hidden = state !== 'failed';
  }

  return {
    /** Shows the state of the network. @param {'loading' | 'ready' | 'failed'} state @param {string} text */
    show(state, text) {
      network = { state, text };
      update();
    },
    /** Shows that something takes long; '' when it is done. @param {string} text */
    showWork(text) {
      if (text === work) return;
      work = text;
      update();
    },
    /** Shows for a moment that something was done. @param {string} text */
    showNote(text) {
      note = text;
      update();
      clearTimeout(timer);
      timer = setTimeout(() => {
        note = '';
        update();
      }, NOTE_TIME);
    },
  };
}

/** Announces a message to screen readers only; the same message twice is announced twice. @param {string} message */
export function announce(message) {
  const region = document.getElementById('announcements');
  region.textContent = '';
  requestAnimationFrame(() => setText(region, message));
}
