/**
 * Events for the site around the page, like those of a text field: `input` when the number changes, `change` when it
 * has settled.
 */

const SETTLED = 800; // ms without a change, after which a number counts as written

/**
 * Both events bubble and have detail {text: string, confidence: number}.
 *
 * @param {EventTarget} target
 * @param {() => void} onSettle called after every pause of that length
 */
export function createEvents(target, onSettle) {
  let [input, change] = ['', '']; // the texts of the last events
  let timer = null;

  const dispatch = (type, detail) => target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));

  return {
    /**
     * @param {{text: string, confidence: number}} number on show
     * @param {boolean} isBusy whether it is still being written or read
     */
    update({ text, confidence }, isBusy) {
      const detail = { text, confidence };
      clearTimeout(timer);
      if (text !== input) {
        input = text;
        dispatch('input', detail);
      }
      if (isBusy) return;
      timer = setTimeout(() => {
        if (text !== change) {
          change = text;
          dispatch('change', detail);
        }
        onSettle();
      }, SETTLED);
    },
  };
}
