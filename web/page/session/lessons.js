/**
 * Corrections teach: each belongs to an example of the visitor's hand. Where a correction is undone while its ink stays,
 * its example is forgotten; where it is redone, learned again. Ink that leaves the sheet changes nothing: what it has
 * taught stays. One for each session. Fetched with the popover.
 *
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../hand/examples.js').Example} Example
 * @typedef {import('./corrections.js').Correction} Correction
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {ReturnType<typeof createLessons>} Lessons
 */

/**
 * @param {import('./session.js').Session} session
 * @param {import('./hand.js').Hand} hand
 */
export function createLessons(session, hand) {
  /** @type {Map<Correction, {example: Example, recognized: string, isHeld: boolean}>} recognized: before it was learned */
  const lessons = new Map();

  /** @param {Correction} correction @param {Drawing} [drawing] @returns {boolean} whether its ink is on the sheet */
  const isOnSheet = ({ ink }, drawing = session.state.drawing) => {
    const there = new Set(drawing.map(session.idOf));
    return ink.every(({ id }) => there.has(id));
  };

  /**
   * Forgets the examples of corrections that are no longer there, and learns again those of corrections that are back.
   *
   * @param {Drawing} drawing on the pad
   * @param {Corrections} corrections of it
   * @returns {boolean} whether the pad is to be read without an example
   */
  function follow(drawing, corrections) {
    const changed = [...lessons].filter(
      ([correction, { isHeld }]) => corrections.includes(correction) !== isHeld && isOnSheet(correction, drawing),
    );
    const [back, gone] = [false, true].map((isHeld) =>
      changed.filter(([, lesson]) => lesson.isHeld === isHeld).map(([, { example }]) => example),
    );
    for (const [, lesson] of changed) lesson.isHeld = !lesson.isHeld;
    const before = hand.state.examples.length;
    if (gone.length) hand.remove(gone);
    const isForgotten = hand.state.examples.length < before && !hand.state.isPaused;
    if (back.length) hand.add(back);
    const isReplaced = changed.every(([{ ink }]) => corrections.some((one) => isSame(one.ink, ink)));
    return isForgotten && !isReplaced;
  }

  session.beforeCorrections((corrections) => follow(session.state.drawing, corrections));
  session.subscribe(({ drawing, corrections }) => void follow(drawing, corrections)); // they may come with other ink, too

  return {
    /**
     * Learns from a correction on the sheet.
     *
     * @param {Correction} correction
     * @param {Example} example
     * @param {string} recognized the grapheme as the network has read it
     */
    teach(correction, example, recognized) {
      lessons.set(correction, { example, recognized, isHeld: true });
      hand.add([example]);
    },
    /**
     * Takes a lesson back where the visitor chooses what was read before it: that is no lesson of its own.
     *
     * @param {import('./choice.js').Choice} choice for the selected grapheme
     * @returns {Corrections | null} the corrections without it; null where the choice is another
     */
    takenBack(choice) {
      const { number, corrections } = session.state;
      const { selected, drawing } = number;
      if (choice.kind !== 'set' || !selected) return null;
      const ink = selected.parts.map(({ stroke, begin, end }) => ({ id: session.idOf(drawing[stroke]), begin, end }));
      const label = corrections.find((one) => one.kind === 'label' && isSame(one.ink, ink));
      const lesson = label && lessons.get(label);
      if (!lesson?.isHeld || lesson.recognized !== choice.grapheme) return null;
      return corrections.filter((one) => one !== label);
    },
    /** @param {Correction} correction @returns {boolean} whether it has been undone: its ink is there without it */
    isUndone: (correction) => isOnSheet(correction) && !session.state.corrections.includes(correction),
    /** @param {Correction} correction @returns {boolean} whether it has taught something, and is not undone */
    has: (correction) => lessons.get(correction)?.isHeld ?? false,
    /** Forgets what a correction has taught; the correction stays. @param {Correction} correction */
    forget(correction) {
      const lesson = lessons.get(correction);
      lessons.delete(correction);
      if (lesson) hand.remove([lesson.example]);
    },
  };
}

/** @param {Correction['ink']} some @param {Correction['ink']} others */
const isSame = (some, others) => JSON.stringify(some) === JSON.stringify(others);
