/** The reading on the page: the number in large type, its confidence, and details of the selected grapheme. */

import { isBlank } from '../ink/drawing.js';
import { rasterize } from '../ink/raster.js';
import { make, setSizedText, setText } from '../lib/dom.js';
import { BLANK_TEXT } from '../lib/format.js';
import { paintRaster } from './pictures.js';
import { createProbabilityTable } from './probability-table.js';
import { describeGrapheme, describeNumber, describeSelected } from './wording.js';

/** How far a key moves the selection; Home and End go all the way. @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const SEEN = 'What the network sees: 28\u2009×\u200928 pixels';

/**
 * @typedef {import('../session/session.js').State} State
 * @typedef {import('../session/number.js').NumberState} NumberState
 * @typedef {import('../session/number.js').ShownGrapheme} ShownGrapheme
 */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {object} listeners
 * @param {(index: number) => void} listeners.onSelect called when the visitor selects a grapheme
 * @param {(grapheme: string) => void} listeners.onCorrect called when the visitor corrects the selected grapheme
 */
export function createReadingView({ onSelect, onCorrect }) {
  const number = createNumberView(element('reading'), onSelect);
  const table = createProbabilityTable(
    /** @type {HTMLTableElement} */ (element('probabilities')).tBodies[0],
    onCorrect,
  );
  const raster = /** @type {HTMLCanvasElement} */ (element('raster'));
  /** @type {State | null} the one that is shown */
  let shown = null;
  element('undo-correction').addEventListener('click', () => {
    element('pad').focus(); // the button disappears, and would take the focus with it
    onCorrect(shown?.number.selected?.recognized ?? '');
  });

  /** Without a network, only the raster is shown. @param {NumberState} state */
  function showRaster({ ink }) {
    const isEmpty = isBlank(ink);
    paintRaster(raster, isEmpty ? null : rasterize(ink));
    raster.setAttribute('aria-label', isEmpty ? BLANK_TEXT : 'Your ink in 28 by 28 pixels');
  }

  /** @param {NumberState} state @param {string[]} classes that the table shows */
  function showNumber(state, classes) {
    const { text, secondBest, confidence, isConfident } = describeNumber(state);
    const { selected } = state;
    number.show(state, text);
    setSizedText(element('second-best'), secondBest);
    setText(element('confidence'), confidence);
    element('reading').dataset.confident = String(isConfident);
    element('copy').setAttribute('aria-disabled', String(!state.text));
    setText(element('selected'), describeSelected(state));
    element('undo-correction').hidden = !selected?.isCorrected;
    table.show(selected, classes);
  }

  return {
    /** @param {State} state */
    show(state) {
      const last = shown;
      shown = state;
      element('reading').setAttribute('aria-busy', String(state.isReading));
      const { number: newest, network } = state;
      if (network && network !== last?.network) {
        const { names } = network.summary.channels;
        setText(element('raster-caption'), names.length > 1 ? `${SEEN} and the direction of each stroke` : SEEN);
      }
      if (newest.ink !== last?.number.ink) showRaster(newest);
      const { classes } = newest.summary ?? network?.summary ?? {};
      if (classes && (newest !== last?.number || network !== last.network)) showNumber(newest, classes);
    },
    /** Paints the raster again, in the colours of another colour scheme. */
    repaint() {
      if (shown) showRaster(shown.number);
    },
  };
}

/**
 * The number in large type: a radio button for each grapheme, so that arrow keys select one. It is not a live region:
 * the number is announced as a whole, once it has settled.
 *
 * @param {HTMLElement} output
 * @param {(index: number) => void} onSelect
 */
function createNumberView(output, onSelect) {
  /** @type {HTMLElement[]} */
  let buttons = [];

  output.addEventListener('click', ({ target }) => {
    const index = buttons.indexOf(/** @type {HTMLElement} */ (target));
    if (index >= 0) onSelect(index);
  });
  output.addEventListener('keydown', (event) => {
    const index = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    if (index < 0 || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSelect(Math.max(0, Math.min(buttons.length - 1, index + KEYS[event.key])));
    buttons.find(({ tabIndex }) => tabIndex === 0)?.focus();
  });

  /** Makes the buttons; returns whether one had the focus. @param {ShownGrapheme[]} graphemes */
  function rebuild(graphemes) {
    const hadFocus = output.contains(document.activeElement);
    buttons = graphemes.map(({ grapheme }) => make('button', { type: 'button', role: 'radio' }, grapheme));
    const lines = buttons.flatMap((button, i) =>
      i && graphemes[i].line !== graphemes[i - 1].line ? ['\n', button] : [button],
    );
    output.replaceChildren(...lines);
    const lengths = (output.textContent ?? '').split('\n').map((line) => line.length);
    output.style.setProperty('--columns', String(Math.max(...lengths)));
    output.style.setProperty('--rows', String(lengths.length));
    return hadFocus;
  }

  return {
    /**
     * @param {NumberState} state
     * @param {string} text the number, or words
     */
    show({ graphemes, selectedIndex, summary }, text) {
      output.setAttribute('role', graphemes.length ? 'radiogroup' : 'group');
      let hadFocus = false;
      if (!graphemes.length) {
        if (output.contains(document.activeElement)) element('pad').focus(); // the buttons disappear
        buttons = [];
        setSizedText(output, text);
      } else if (output.textContent !== text || buttons.length !== graphemes.length) {
        hadFocus = rebuild(graphemes);
        output.dataset.words = 'false';
      }
      graphemes.forEach((grapheme, i) => {
        const button = buttons[i];
        button.tabIndex = i === selectedIndex ? 0 : -1;
        button.setAttribute('aria-checked', String(i === selectedIndex));
        button.setAttribute('aria-label', describeGrapheme(grapheme, Boolean(summary?.calibrated)));
        button.classList.toggle('unsure', !grapheme.isConfident);
        button.classList.toggle('corrected', grapheme.isCorrected);
      });
      if (hadFocus) buttons[selectedIndex].focus();
      else if (buttons.length) scrollTo(output, buttons[selectedIndex]);
    },
  };
}

/**
 * Scrolls a number that is too long for its place to the selected grapheme; the page itself does not scroll.
 *
 * @param {HTMLElement} output
 * @param {HTMLElement} button
 */
function scrollTo(output, button) {
  if (output.scrollHeight <= output.clientHeight) return;
  const lowest = button.offsetTop + button.offsetHeight - output.clientHeight;
  output.scrollTop = Math.max(lowest, Math.min(output.scrollTop, button.offsetTop));
}
