/** Undo, redo, clear, copy: their buttons and their keys. */

/**
 * @param {HTMLElement} pad whose focus Delete clears with
 * @param {{undo: () => void, redo: () => void, clear: () => void, copy: () => boolean}} tools
 *   copy: returns whether there was something to copy
 */
export function bindTools(pad, tools) {
  for (const [name, use] of Object.entries(tools)) document.getElementById(name).addEventListener('click', use);
  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input, textarea')) return; // which undoes its own typing
    const use = toolOf(event, event.target === pad, tools);
    if (use && use() !== false) event.preventDefault();
  });
}

/** Which tool a key press asks for, if any. */
function toolOf({ key, ctrlKey, metaKey, altKey, shiftKey }, isOnPad, { undo, redo, clear, copy }) {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (altKey) return null;
    if (letter === 'z') return shiftKey ? redo : undo;
    if (letter === 'c' && !shiftKey && getSelection().isCollapsed) return copy; // else the selected text is copied
    return letter === 'y' ? redo : null;
  }
  return isOnPad && (letter === 'delete' || letter === 'backspace') ? clear : null;
}
