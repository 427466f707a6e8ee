/** The number in large type: one radio button a grapheme, so that arrow keys choose which is looked at. */

import { graphemeInWords } from './wording.js';
import { make, setSized } from '../lib/dom.js';

/** How far a key moves; Home and End go all the way. */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };

/**
 * @param {HTMLElement} output that holds it
 * @param {(index: number) => void} onSelect called when the reader chooses a grapheme
 */
export function createNumberView(output, onSelect) {
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

  /** Makes the buttons anew; the focus stays on the number. */
  function build(graphemes) {
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
     * @param {import('../session/shown.js').Shown} shown
     * @param {string} text what stands there: the number, or words
     * @param {boolean} calibrated whether the network's confidence is
     */
    show({ graphemes, selected }, text, calibrated) {
      output.setAttribute('role', graphemes.length ? 'radiogroup' : 'group');
      let hadFocus = false;
      if (!graphemes.length) {
        if (output.contains(document.activeElement)) document.getElementById('pad').focus(); // or it would be lost
        buttons = [];
        setSized(output, text);
      } else if (output.textContent !== text || buttons.length !== graphemes.length) {
        hadFocus = build(graphemes);
        output.dataset.words = 'false';
      }
      graphemes.forEach((one, i) => {
        const button = buttons[i];
        button.tabIndex = i === selected ? 0 : -1;
        button.setAttribute('aria-checked', i === selected);
        button.setAttribute('aria-label', graphemeInWords(one, calibrated));
        button.classList.toggle('unsure', !one.isSure);
        button.classList.toggle('corrected', one.isCorrected);
      });
      if (hadFocus) buttons[selected].focus();
      else if (buttons.length) scrollTo(output, buttons[selected]);
    },
  };
}

/** Where the number is too long for its place, what is selected is in sight; the page stays where it is. */
function scrollTo(output, button) {
  if (output.scrollHeight <= output.clientHeight) return;
  const below = button.offsetTop + button.offsetHeight - output.clientHeight;
  output.scrollTop = Math.max(below, Math.min(output.scrollTop, button.offsetTop));
}
