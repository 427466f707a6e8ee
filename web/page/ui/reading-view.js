/** The reading on the page: the number in large type, its confidence, and details of the selected grapheme. */

import { make, setSizedText, setText } from '../lib/dom.js';
import { BLANK_TEXT } from '../lib/format.js';
import { paintRaster } from './pictures.js';
import { createProbabilityTable } from './probability-table.js';
import { describeGrapheme, describeNumber, describeSelected } from './wording.js';

/** How far a key moves the selection; Home and End go all the way. */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const SEEN = 'What the network sees: 28\u2009×\u200928 pixels';

const element = (id) => document.getElementById(id);

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
  let selected = null;
  element('undo-correction').addEventListener('click', () => {
    element('pad').focus(); // the button disappears, and would take the focus with it
    onCorrect(selected.recognized);
  });

  return {
    /**
     * @param {import('../session/number.js').NumberState} state
     * @param {{classes: string[], calibrated: boolean}} summary of the network
     * @returns {string} an announcement for screen readers, for when the number has settled
     */
    show(state, summary) {
      const { text, secondBest, confidence, announcement, isConfident } = describeNumber(state, summary);
      selected = state.selected;
      number.show(state, text, summary.calibrated);
      setSizedText(element('second-best'), secondBest);
      setText(element('confidence'), confidence);
      element('reading').dataset.confident = String(isConfident);
      element('copy').setAttribute('aria-disabled', String(!state.text));
      setText(element('selected'), describeSelected(state, summary.classes));
      element('undo-correction').hidden = !selected?.isCorrected;
      table.show(selected, summary.classes);
      return announcement;
    },

    /** @param {Float32Array | null} values the raster of the selected ink; null for a blank drawing */
    showRaster(values) {
      paintRaster(raster, values);
      raster.setAttribute('aria-label', values ? 'Your ink in 28 by 28 pixels' : BLANK_TEXT);
    },

    /** @param {string[]} names of the channels that the network sees */
    showChannels(names) {
      setText(element('raster-caption'), names.length > 1 ? `${SEEN} and the direction of each stroke` : SEEN);
    },
  };
}

/**
 * The number in large type: a radio button for each grapheme, so that arrow keys select one. It is not a live region:
 * the number is announced as a whole, once it has settled.
 */
function createNumberView(output, onSelect) {
  let buttons = [];

  output.addEventListener('click', ({ target }) => {
    const index = buttons.indexOf(target);
    if (index >= 0) onSelect(index);
  });
  output.addEventListener('keydown', (event) => {
    const index = buttons.indexOf(event.target);
    if (index < 0 || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSelect(Math.max(0, Math.min(buttons.length - 1, index + KEYS[event.key])));
    buttons.find(({ tabIndex }) => tabIndex === 0)?.focus();
  });

  /** Makes the buttons; returns whether one had the focus. */
  function rebuild(graphemes) {
    const hadFocus = output.contains(document.activeElement);
    buttons = graphemes.map(({ grapheme }) => make('button', { type: 'button', role: 'radio' }, grapheme));
    const lines = buttons.flatMap((button, i) =>
      i && graphemes[i].line !== graphemes[i - 1].line ? ['\n', button] : [button],
    );
    output.replaceChildren(...lines);
    const lengths = output.textContent.split('\n').map((line) => line.length);
    output.style.setProperty('--columns', Math.max(...lengths));
    output.style.setProperty('--rows', lengths.length);
    return hadFocus;
  }

  return {
    /**
     * @param {import('../session/number.js').NumberState} state
     * @param {string} text the number, or words
     * @param {boolean} isCalibrated whether the network's confidence is
     */
    show({ graphemes, selectedIndex }, text, isCalibrated) {
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
        button.setAttribute('aria-label', describeGrapheme(grapheme, isCalibrated));
        button.classList.toggle('unsure', !grapheme.isConfident);
        button.classList.toggle('corrected', grapheme.isCorrected);
      });
      if (hadFocus) buttons[selectedIndex].focus();
      else if (buttons.length) scrollTo(output, buttons[selectedIndex]);
    },
  };
}

/** Scrolls a number that is too long for its place to the selected grapheme; the page itself does not scroll. */
function scrollTo(output, button) {
  if (output.scrollHeight <= output.clientHeight) return;
  const lowest = button.offsetTop + button.offsetHeight - output.clientHeight;
  output.scrollTop = Math.max(lowest, Math.min(output.scrollTop, button.offsetTop));
}
