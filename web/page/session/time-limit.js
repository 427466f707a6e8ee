/** Limits the time that one drawing may take to be read, over several frames. Pure. */

const HOLD = 300; // ms for which the last complete reading stays, so that digits do not flicker
const MAX_TIME = 5000; // ms for one drawing

/** @param {() => number} now the time in ms */
export function createTimeLimit(now = () => performance.now()) {
  let partialSince = null; // when readings began to be partial,
  let begin = null; // and when those of this drawing did
  return {
    /** The drawing has changed: its time begins anew. */
    restart() {
      begin = null;
    },
    /**
     * @param {boolean} isPartial whether the newest reading is
     * @returns {'complete' | 'held' | 'continued' | 'expired'} held: it will soon be complete, so the last one stays
     *   on show; continued: it takes longer, so it is shown; expired: time is up
     */
    check(isPartial) {
      if (!isPartial) {
        partialSince = begin = null;
        return 'complete';
      }
      partialSince ??= now();
      begin ??= now();
      if (now() - begin > MAX_TIME) return 'expired';
      return now() - partialSince > HOLD ? 'continued' : 'held';
    },
  };
}
