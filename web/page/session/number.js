/** The number on the pad: as it is read, as it is corrected, and which of its graphemes is selected. Pure. */

import { createCorrections } from './corrections.js';
import { shownOf } from './shown.js';

export function createNumber() {
  const corrections = createCorrections();
  let latest = [[], null, null]; // drawing, reading, weigh
  let chosen = null; // name of the ink that was selected; null: the last grapheme's
  let shown = null;

  function update() {
    const [drawing, reading, weigh] = latest;
    shown = shownOf(drawing, reading, { corrections, chosen, weigh });
  }

  update();
  return {
    /** @returns {import('./shown.js').Shown} */
    get shown() {
      return shown;
    },
    /** Takes a drawing's newest reading, null for none; weigh: see shown.js. */
    read(drawing, reading, weigh) {
      latest = [drawing, reading, weigh];
      update();
    },
    /** Selects one of the graphemes by its index. */
    select(index) {
      chosen = shown.graphemes[index]?.name ?? null;
      update();
    },
    /** From here on the last grapheme is selected: the ink has changed. */
    follow() {
      chosen = null;
    },
    /** Sets what is picked to a digit; the network's own reading takes a correction back. */
    correct(grapheme) {
      const { picked } = shown;
      if (!picked) return;
      if (grapheme === picked.read) corrections.takeBack(picked.name);
      else corrections.set(picked.name, grapheme);
      chosen = picked.name;
      update();
    },
  };
}
