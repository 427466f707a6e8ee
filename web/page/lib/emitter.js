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
