/**
 * Follows drawings through a network, as fast as it answers: at most one request is under way, and of those that wait
 * the newest wins. Pure: it has no clock.
 */

/**
 * @template S, T
 * @param {(subject: S) => Promise<T>} trace
 * @param {(answer: T, subject: S) => void} onAnswer
 * @returns {(subject: S) => Promise<void>} follows a subject; resolves when an answer to it, or to a newer one, has come;
 *   rejects if it fails
 */
export function createFollower(trace, onAnswer) {
  /** @type {{subject: S} | null} */
  let waiting = null;
  /** @type {Promise<void> | null} until nothing waits */
  let running = null;

  async function run() {
    try {
      while (waiting) {
        const { subject } = waiting;
        waiting = null;
        onAnswer(await trace(subject), subject);
      }
    } finally {
      running = null;
    }
  }

  return (subject) => {
    waiting = { subject };
    running ??= run();
    return running;
  };
}
