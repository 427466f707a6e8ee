/** A source of values, and those who follow it. Pure. */

/**
 * @template T
 * @returns {{subscribe: (listener: (value: T) => void) => () => void, emit: (value: T) => void}} subscribe returns a
 *   function that ends the subscription; listeners are called in the order of their subscriptions
 */
export function createEmitter() {
  /** @type {Set<(value: T) => void>} */
  const listeners = new Set();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    emit(value) {
      for (const listener of listeners) listener(value);
    },
  };
}

/**
 * Waits for a state.
 *
 * @template S
 * @param {{readonly state: S, subscribe: (listener: (state: S) => void) => () => void}} source
 * @param {(state: S) => boolean} test
 * @returns {Promise<void>} resolves when the state passes the test, now or later
 */
export function until(source, test) {
  return new Promise((resolve) => {
    if (test(source.state)) return resolve();
    const unsubscribe = source.subscribe((state) => {
      if (!test(state)) return;
      unsubscribe();
      resolve();
    });
  });
}
