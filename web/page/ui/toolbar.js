/** Tools under the pad: undo, redo, clear and copy, by buttons and keys; the keyboard help; samples. */

import { isBlank } from '../ink/drawing.js';
import { makeButton } from '../lib/dom.js';

/**
 * @typedef {object} Tools
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} clear
 * @property {() => boolean} copy returns whether there was something to copy
 * @property {(event: Event) => void} share opens its menu; at its end by the key ArrowUp
 */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {HTMLElement} pad Delete clears while it has the focus
 * @param {Tools} tools
 */
export function createToolbar(pad, tools) {
  for (const [name, use] of Object.entries(tools)) element(name).addEventListener('click', use);
  element('share').addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    tools.share(event);
  });
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches('input, textarea')) return; // fields undo their own text
    const use = toolOf(event, target === pad, tools);
    if (use && use() !== false) event.preventDefault();
  });
  element('keyboard').addEventListener('click', () => {
    const help = element('pad-help');
    help.hidden = !help.hidden;
    element('keyboard').setAttribute('aria-expanded', String(!help.hidden));
  });

  return {
    /**
     * Shows which tools have something to do. They keep the focus, so they are not `disabled`.
     *
     * @param {import('../pad/pad.js').Change} change
     */
    show({ canUndo, canRedo, drawing }) {
      const isEmpty = isBlank(drawing);
      element('undo').setAttribute('aria-disabled', String(!canUndo));
      element('redo').setAttribute('aria-disabled', String(!canRedo));
      element('clear').setAttribute('aria-disabled', String(isEmpty));
      element('pad-hint').hidden = !isEmpty;
    },
    /** Shows whether there is a number to copy or to share. @param {import('../session/session.js').State} state */
    showNumber({ number, drawing }) {
      element('copy').setAttribute('aria-disabled', String(!number.text));
      element('share').setAttribute('aria-disabled', String(isBlank(drawing)));
    },
    /** Makes a button for each sample. @param {string[]} samples @param {(digits: string) => void} onChoice */
    showSamples(samples, onChoice) {
      for (const digits of samples) {
        const button = makeButton(digits, () => onChoice(digits));
        button.setAttribute('aria-label', `Sample ${digits}`);
        element('samples').append(button);
      }
    },
  };
}

/**
 * @param {KeyboardEvent} event
 * @param {boolean} isOnPad
 * @param {Tools} tools
 * @returns {(() => unknown) | null} the tool of a key press
 */
function toolOf({ key, ctrlKey, metaKey, altKey, shiftKey }, isOnPad, { undo, redo, clear, copy }) {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (altKey) return null;
    if (letter === 'z') return shiftKey ? redo : undo;
    if (letter === 'c' && !shiftKey && getSelection()?.isCollapsed) return copy; // else the selected text is copied
    return letter === 'y' ? redo : null;
  }
  return isOnPad && (letter === 'delete' || letter === 'backspace') ? clear : null;
}
