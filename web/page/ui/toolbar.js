/** Tools under the pad: undo, redo, clear and copy, by buttons and keys. */

import { isBlank } from '../ink/drawing.js';

/**
 * @typedef {object} Tools
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} clear
 * @property {() => boolean} copy returns whether there was something to copy
 * @property {(event: Event) => void} share opens its menu; at its end by the key ArrowUp
 * @property {() => void} keyboard opens or closes the list of keys
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
    if (!event.key || target.matches?.('input, textarea')) return; // made by autofill; fields undo their own text
    const use = toolOf(event, target === pad, tools);
    if (use && use() !== false) event.preventDefault();
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
  };
}

/**
 * @param {KeyboardEvent} event
 * @param {boolean} isOnPad
 * @param {Tools} tools
 * @returns {(() => unknown) | null} the tool of a key press
 */
function toolOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }, isOnPad, { undo, redo, clear, copy }) {
  const letter = (isForeign(key) && code.startsWith('Key') ? code.slice(3) : key).toLowerCase();
  if (ctrlKey || metaKey) {
    if (altKey) return null;
    if (letter === 'z') return shiftKey ? redo : undo;
    if (letter === 'c' && !shiftKey && getSelection()?.isCollapsed) return copy; // else the selected text is copied
    return letter === 'y' ? redo : null;
  }
  return isOnPad && (letter === 'delete' || letter === 'backspace') ? clear : null;
}

/** Whether a key has a letter of a script other than Latin, such as я. @param {string} key */
const isForeign = (key) => /^[\p{L}\p{M}]/u.test(key) && !/^\p{Script=Latin}/u.test(key);
