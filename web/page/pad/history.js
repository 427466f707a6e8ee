/** Undo and redo of sheets (see pad.js), which are never changed in place, so that keeping them is cheap. Pure. */

const STEPS = 500; // to undo: sheets of thousands of strokes take memory

/** @typedef {import('./pad.js').Sheet} Sheet */

/** @param {Sheet} first */
export function createHistory(first) {
  let sheets = [first];
  let at = 0;
  return {
    /** The sheet on show. */
    get current() {
      return sheets[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < sheets.length - 1;
    },
    /** Adds a sheet after the current one; those that were undone are dropped. @param {Sheet} sheet */
    push(sheet) {
      sheets = [...sheets.slice(0, at + 1), sheet].slice(-STEPS - 1);
      at = sheets.length - 1;
    },
    /** Replaces the current sheet, without a step of its own. @param {Sheet} sheet */
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
