/** The keyboard help: a panel that a button opens, and the key ?, which visitors can turn off there. */

import { make } from '../lib/dom.js';

/** @type {[string, [string, string][]][]} title of a group, and its keys, with what they do */
const GROUPS = [
  [
    'On the pad',
    [
      ['← ↑ ↓ →', 'Move the pen.'],
      ['Shift ← …', 'Move it faster.'],
      ['Space', 'Put the pen down, or lift it.'],
      ['Delete', 'Clear the pad.'],
    ],
  ],
  [
    'In the number',
    [
      ['← →', 'Go to another digit.'],
      ['Enter', 'Correct it.'],
      ['0 … 9', 'Set the selected digit.'],
      ['Esc', 'Close without a change.'],
    ],
  ],
  [
    'Anywhere',
    [
      ['Ctrl Z', 'Undo.'],
      ['Ctrl Y', 'Redo.'],
      ['Ctrl C', 'Copy the number.'],
      ['Ctrl V', 'Read a copied picture.'],
    ],
  ],
];
const QUESTION_MARKS = ['?', '؟']; // the second on Arabic keyboards
const FIELDS = 'input, textarea, select'; // there, ? is a character

export function createKeyboardHelp() {
  const button = /** @type {HTMLElement} */ (document.getElementById('keyboard'));
  const isMac = /^(Mac|iP)/.test(navigator.platform);
  const hasShortcut = make('input', { type: 'checkbox', checked: true });
  const panel = makePanel(isMac, make('label', {}, hasShortcut, ' Open and close this help.'));
  /** @type {HTMLElement | null} what had the focus before it was opened */
  let before = null;
  document.getElementById('sheet')?.append(panel);

  /** @param {boolean} isOpen */
  function mark(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
  }

  function open() {
    before = /** @type {HTMLElement | null} */ (document.activeElement);
    mark(true);
    panel.focus({ preventScroll: true });
  }

  function close() {
    if (panel.contains(document.activeElement)) before?.focus({ preventScroll: true });
    mark(false);
  }

  const toggle = () => (panel.hidden ? open() : close());
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' && !panel.hidden) return close();
    if (!QUESTION_MARKS.includes(key) || ctrlKey || metaKey || altKey || !hasShortcut.checked) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target !== hasShortcut && target.matches?.(FIELDS)) return;
    event.preventDefault();
    toggle();
  });
  document.addEventListener('pointerdown', ({ target }) => closeUnlessAt(target));
  panel.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && closeUnlessAt(relatedTarget));

  /** @param {EventTarget | null} target */
  function closeUnlessAt(target) {
    const place = /** @type {Node} */ (target);
    if (!panel.contains(place) && !button.contains(place)) mark(false);
  }

  return { toggle };
}

/** @param {boolean} isMac @param {Node} shortcut the choice of the key ? */
function makePanel(isMac, shortcut) {
  const groups = GROUPS.map(([title, keys]) => {
    const rows = keys.flatMap(([names, text]) => makeEntry(isMac ? names.replace('Ctrl', '⌘') : names, text));
    return make('div', {}, make('h3', {}, title), make('dl', {}, ...rows));
  });
  groups
    .at(-1)
    ?.querySelector('dl')
    ?.append(...makeEntry('?', shortcut));
  const attributes = { class: 'keys', id: 'pad-help', role: 'dialog', tabindex: -1, 'aria-labelledby': 'keys-title' };
  return make('div', { ...attributes, hidden: true }, make('h2', { id: 'keys-title' }, 'Keyboard'), ...groups);
}

/** @param {string} names of keys, apart @param {Node | string} text */
function makeEntry(names, text) {
  const keys = names.split(' ').flatMap((name) => [name === '…' ? name : make('kbd', {}, name), ' ']);
  return [make('dt', {}, ...keys), make('dd', {}, text)];
}
