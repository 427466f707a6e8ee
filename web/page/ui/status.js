/** The status line: how the network is, what takes long, and what was just done. */

import { setText } from '../lib/dom.js';

const NOTED = 4000; // ms that a note stays

export function createStatus() {
  const line = document.getElementById('status');
  const retry = document.getElementById('retry');
  let resting = { state: line.dataset.state, text: line.textContent };
  let work = '';
  let note = '';
  let timer = null;

  function show() {
    const { state, text } = resting;
    line.dataset.state = work && state === 'ready' ? 'loading' : state;
    setText(line, note || (state === 'ready' && work) || text);
    if (retry === document.activeElement) document.getElementById('pad').focus(); // which would be lost with the button
    retry.hidden = state !== 'failed';
  }

  return {
    /** @param {'loading' | 'ready' | 'failed'} state of the network @param {string} text for the reader */
    show(state, text) {
      resting = { state, text };
      show();
    },
    /** Tells what takes long; '' when it is done. */
    showWork(text) {
      if (text === work) return;
      work = text;
      show();
    },
    /** Tells for a moment what was done. */
    note(text) {
      note = text;
      show();
      clearTimeout(timer);
      timer = setTimeout(() => {
        note = '';
        show();
      }, NOTED);
    },
  };
}
