/**
 * Undo and redo of sheets (see pad.js), which are never changed in place, so that keeping them is cheap. Their memory is
 * bounded, not their number: the oldest go first. Pure.
 */

const MOST_BYTES = 16e6; // of all sheets
const SHEET = 200; // bytes of one without content
const REFERENCE = 8; // bytes: sheets share strokes, but each has its own list of them
const POINT = 64; // bytes of a point: an object with three numbers, 65 as measured in Chromium

/** @typedef {import('./pad.js').Sheet} Sheet */

/** @param {Sheet} first @param {number} [most] bytes */
export function createHistory(first, most = MOST_BYTES) {
  const sheets = [first];
  let at = 0;
  let bytes = 0;
  /** @type {Map<object, number>} how many sheets have a stroke or a picture: it is counted once */
  const owners = new Map();
  count(first, 1);

  /** Counts the memory of a sheet that comes or goes. @param {Sheet} sheet @param {1 | -1} change */
  function count({ strokes, corrections, picture }, change) {
    bytes += change * (SHEET + REFERENCE * strokes.length);
    for (const part of [...strokes, corrections, ...(picture ? [picture.image] : [])]) {
      const before = owners.get(part) ?? 0;
      if (before + change) owners.set(part, before + change);
      else owners.delete(part);
      if (!before || !(before + change)) bytes += change * bytesOf(part);
    }
  }

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
    /**
     * Adds a sheet after the current one; those that were undone are dropped, and the oldest where there is too much
     * ink. The last step can always be undone.
     *
     * @param {Sheet} sheet
     */
    push(sheet) {
      for (const undone of sheets.splice(at + 1)) count(undone, -1);
      sheets.push(sheet);
      count(sheet, 1);
      let old = 0;
      while (bytes > most && sheets.length - old > 2) count(sheets[old++], -1);
      sheets.splice(0, old);
      at = sheets.length - 1;
    },
    /** Replaces the current sheet, without a step of its own. @param {Sheet} sheet */
    replace(sheet) {
      count(sheets[at], -1);
      sheets[at] = sheet;
      count(sheet, 1);
    },
    undo() {
      if (at > 0) at -= 1;
    },
    redo() {
      if (at < sheets.length - 1) at += 1;
    },
  };
}

/** @param {readonly object[] | ImageBitmap} part */
const bytesOf = (part) => ('length' in part ? POINT * part.length : 4 * part.width * part.height);
