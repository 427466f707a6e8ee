/** Tells site owners of the number, as a text field does: `input` when it changes, `change` when it has settled. */

const SETTLED = 800; // ms without a change, after which a number is taken for written

/**
 * Both events bubble and have detail {text: string, confidence: number}.
 *
 * @param {EventTarget} target
 * @param {() => void} onSettle called whenever nothing has changed for that long
 */
export function createEvents(target, onSettle) {
  let [input, change] = ['', '']; // the texts of the last events
  let timer = null;

  const send = (type, detail) => target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));

  return {
    /**
     * @param {{text: string, confidence: number}} number that is shown now
     * @param {boolean} isBusy whether it is still being written or read
     */
    tell({ text, confidence }, isBusy) {
      const detail = { text, confidence };
      clearTimeout(timer);
      if (text !== input) {
        input = text;
        send('input', detail);
      }
      if (isBusy) return;
      timer = setTimeout(() => {
        if (text !== change) {
          change = text;
          send('change', detail);
        }
        onSettle();
      }, SETTLED);
    },
  };
}
