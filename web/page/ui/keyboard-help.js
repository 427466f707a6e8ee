/** The keyboard help: a panel that a button opens, and the key ?, which visitors can turn off there. */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export function createKeyboardHelp() {
  const [button, panel] = [element('keyboard'), element('pad-help')];
  const hasShortcut = /** @type {HTMLInputElement} */ (element('has-shortcut'));
  /** @type {HTMLElement | null} what had the focus before it was opened */
  let before = null;

  if (/^(Mac|iP)/.test(navigator.platform)) {
    for (const key of panel.querySelectorAll('kbd')) if (key.textContent === 'Ctrl') key.textContent = '⌘';
  }

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

  button.addEventListener('click', () => (panel.hidden ? open() : close()));
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' && !panel.hidden) return close();
    if (key !== '?' || ctrlKey || metaKey || altKey || !hasShortcut.checked) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target !== hasShortcut && target.matches('input, textarea, select')) return; // there it is a character
    event.preventDefault();
    if (panel.hidden) open();
    else close();
  });
  document.addEventListener('pointerdown', ({ target }) => closeUnlessAt(target));
  panel.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && closeUnlessAt(relatedTarget));

  /** @param {EventTarget | null} target */
  function closeUnlessAt(target) {
    const place = /** @type {Node} */ (target);
    if (!panel.contains(place) && !button.contains(place)) mark(false);
  }
}
