/**
 * A menu above its button, as the ARIA Authoring Practices describe it: arrows, Home, End and letters move the focus,
 * Escape closes; it closes, too, when the focus or the pointer goes elsewhere.
 */

import { make, makeButton } from '../lib/dom.js';
import { roomOfWindow, scaleOf } from '../lib/window.js';

const GAP = 8; // px between popup and button

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {() => void} run called within the event that chose it, since browsers allow sharing and copying only there
 * @property {() => boolean} [isDisabled] it stays in the menu, and can be chosen: `run` says why it cannot be done
 */

/**
 * @param {HTMLElement} button whose attributes say that it opens a menu; that follows it in the document
 * @param {Item[]} items
 */
export function createMenu(button, items) {
  const buttons = items.map(({ label, run }) => {
    const item = makeButton(label, () => {
      close();
      run();
    });
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    return item;
  });
  const menu = make('div', { role: 'menu', 'aria-labelledby': button.id }, ...buttons);
  const popup = make('div', { class: 'popup-menu', hidden: true }, menu);
  button.after(popup);

  /** Puts the popup above the button, beside it where there is no room above, else where there is room. */
  function place() {
    const [room, scale] = [roomOfWindow(), scaleOf(popup)];
    Object.assign(popup.style, { left: 0, top: 0 }); // where that is tells how far it has to move
    popup.style.maxWidth = `${(room.right - room.left) / scale}px`;
    popup.style.maxHeight = `${(room.bottom - room.top) / scale}px`;
    const [from, own] = [button.getBoundingClientRect(), popup.getBoundingClientRect()];
    const above = from.top - GAP - own.height;
    const beside = from.left - GAP - own.width;
    const isBeside = above < room.top && beside >= room.left;
    const x = isBeside ? beside : Math.min(from.right, room.right) - own.width;
    const y = Math.min(above, room.bottom - own.height);
    popup.style.left = `${(Math.max(room.left, x) - own.left) / scale}px`;
    popup.style.top = `${(Math.max(room.top, y) - own.top) / scale}px`;
  }

  /** @param {Event} event */
  function closeElsewhere(event) {
    const target = /** @type {Node} */ (event.target);
    if (!popup.contains(target) && !button.contains(target)) close(false);
  }

  /** @param {Element} content of the popup */
  function show(content) {
    popup.replaceChildren(content);
    popup.hidden = false;
    button.setAttribute('aria-expanded', String(content === menu));
    place();
    document.addEventListener('pointerdown', closeElsewhere, true);
    document.addEventListener('focusin', closeElsewhere);
    addEventListener('resize', place);
    addEventListener('scroll', place, true);
  }

  /** @param {boolean} [returnsFocus] */
  function close(returnsFocus = true) {
    if (popup.hidden) return;
    if (returnsFocus) button.focus({ preventScroll: true });
    popup.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', closeElsewhere, true);
    document.removeEventListener('focusin', closeElsewhere);
    removeEventListener('resize', place);
    removeEventListener('scroll', place, true);
  }

  popup.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') {
      close(); // and from the button the browser moves the focus on
    } else if (event.key === 'Escape') {
      close();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = nextOf(buttons, event);
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
    event.stopPropagation();
  });

  return {
    get isOpen() {
      return !popup.hidden;
    },
    /** Opens the menu with the focus on its first item. @param {boolean} [isLast] on its last one */
    open(isLast = false) {
      buttons.forEach((item, i) => {
        item.setAttribute('aria-disabled', String(Boolean(items[i].isDisabled?.())));
      });
      show(menu);
      buttons.at(isLast ? -1 : 0)?.focus({ preventScroll: true });
    },
    close,
    /** Shows a text in the menu's place, selected, to be copied by hand. @param {string} name @param {string} text */
    showText(name, text) {
      const field = make('input', { readonly: true, dir: 'ltr', spellcheck: 'false' });
      field.value = text;
      show(make('label', {}, name, field));
      field.focus({ preventScroll: true });
      field.select();
    },
  };
}

/**
 * @param {HTMLElement[]} buttons
 * @param {KeyboardEvent} event
 * @returns {HTMLElement | undefined} that a key moves the focus to
 */
function nextOf(buttons, { key, target }) {
  const at = buttons.indexOf(/** @type {HTMLElement} */ (target));
  if (at < 0) return undefined;
  if (key === 'Home' || key === 'PageUp') return buttons[0];
  if (key === 'End' || key === 'PageDown') return buttons.at(-1);
  if (key === 'ArrowDown') return buttons[(at + 1) % buttons.length];
  if (key === 'ArrowUp') return buttons.at(at - 1);
  if (!/^\p{L}$/u.test(key)) return undefined;
  const following = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  return following.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()));
}
