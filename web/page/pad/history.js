/** Undo and redo over sheets (see pad.js). Sheets are never changed in place, so keeping them is cheap. Pure. */

/** @param first the sheet to begin with */
export function createHistory(first) {
  let sheets = [first];
  let at = 0;
  return {
    get now() {
      return sheets[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < sheets.length - 1;
    },
    /** Makes `sheet` the present one; what was undone is forgotten. */
    push(sheet) {
      sheets = [...sheets.slice(0, at + 1), sheet];
      at += 1;
    },
    /** Puts `sheet` in the place of the present one: no step of its own. */
    replace(sheet) {
      sheets[at] = sheet;
    },
    undo() {
      if (at > 0) at -= 1;
    },
    redo() {
      if (at < sheets.length - 1) at += 1;
    },
  };
}
