/** Undo and redo over drawings. Drawings are never changed in place, so keeping them is cheap. Pure. */

/** @returns a history that begins with a blank drawing */
export function createHistory() {
  let drawings = [[]];
  let at = 0;
  return {
    get now() {
      return drawings[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < drawings.length - 1;
    },
    /** Makes `drawing` the present one; what was undone is forgotten. */
    push(drawing) {
      drawings = [...drawings.slice(0, at + 1), drawing];
      at += 1;
    },
    undo() {
      if (at > 0) at -= 1;
    },
    redo() {
      if (at < drawings.length - 1) at += 1;
    },
  };
}
