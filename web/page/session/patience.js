/** How long a drawing that takes several frames to read is waited for. Pure. */

const HELD = 300; // ms that the last whole reading stays, so that digits do not come and go
const LONGEST = 5000; // ms that one drawing gets

/** @param {() => number} now the time in ms */
export function createPatience(now = () => performance.now()) {
  let since = null; // when readings began to be partial
  let began = null; // when those of this drawing did
  return {
    /** The drawing has changed: it gets its own time. */
    restart() {
      began = null;
    },
    /**
     * @param {boolean} isPartial whether the newest reading is
     * @returns {'whole' | 'held' | 'going' | 'over'} held: it is soon to be whole, and not worth showing;
     *   going: it takes long, and is; over: there is no more time for it
     */
    look(isPartial) {
      if (!isPartial) {
        since = began = null;
        return 'whole';
      }
      since ??= now();
      began ??= now();
      if (now() - began > LONGEST) return 'over';
      return now() - since > HELD ? 'going' : 'held';
    },
  };
}
