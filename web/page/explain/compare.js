/** Compare: the ink of one digit read by every network of the site, side by side. Loaded on demand. */

import { bytesOf } from '../network/bundle.js';
import { createCompareRow, HEADS } from './compare-row.js';
import { heads, make, setText } from '../lib/dom.js';
import { isBlank } from '../ink/drawing.js';
import { kilobytes, whole } from '../lib/format.js';
import { PAUSE, pause } from '../lib/pause.js';
import { DRAWN, SCANNED } from '../ui/sets.js';

const ABOUT =
  'Every network gets the raster of the digit that is selected in the number; “ink” also sees which way the pen ' +
  'went, and may say that it is no digit. The four tutorial networks were trained on scanned digits only, “ink” ' +
  'also on pen strokes. Compare the last two columns: what people draw is read worse than scans by all networks ' +
  'that have seen scans alone.';
const INVITATION = 'Write a number, and all of them read the digit that is selected.';

/**
 * @param {HTMLElement} place to fill
 * @param {ReturnType<import('../network/networks.js').createNetworks>} networks
 * @returns {{show: (drawing: {x: number, y: number}[][]) => void}}
 */
export function createCompare(place, networks) {
  const summary = make('p', { role: 'status' });
  const note = make('p', { class: 'told' });
  const rows = networks.names.map((name) => createCompareRow(name, () => load(name)));
  const body = make('tbody', { role: 'rowgroup' }, ...rows.map(({ element }) => element));
  const caption = make('caption', {}, 'The selected digit, read by every network');
  const table = make('table', { class: 'compare', role: 'table' }, caption, heads(...HEADS), body);
  const total = networks.names.reduce((sum, name) => sum + bytesOf(name), 0);
  place.replaceChildren(make('p', {}, `${ABOUT} All together they are ${kilobytes(total)}.`), summary, table, note);
  let drawing = [];
  let turn = 0;

  function load(name) {
    const row = rows[networks.names.indexOf(name)];
    networks.load(name, row.showProgress).then(
      (network) => {
        row.showNetwork(network);
        setText(note, noteOn(network.card));
        show(drawing);
      },
      (error) => row.showFailure(error.message),
    );
  }

  /** Reads with one network after another; a newer drawing stops the readings of an older one. */
  async function show(newest) {
    drawing = newest;
    const mine = ++turn;
    await pause(PAUSE);
    if (mine !== turn) return;
    for (const row of rows) {
      if (mine !== turn) return;
      row.read(drawing);
      await pause(0);
    }
    if (mine === turn) setText(summary, isBlank(drawing) ? INVITATION : sentence(rows));
  }

  networks.names.forEach(load);
  show(drawing);
  return { show };
}

/** What the last two columns were measured on: the same for every card. */
function noteOn({ figures }) {
  const drawn = DRAWN.reduce((sum, set) => sum + figures[set].n, 0);
  return (
    `Scanned digits: ${whole(figures[SCANNED].n)} of MNIST’s test set. Drawn digits: ${whole(drawn)} by writers ` +
    'whom no network was trained on (pendigits and UNIPEN together); “ink” was chosen on them, which flatters it ' +
    'a little.'
  );
}

/** Who reads what: “lesson and numbre read 7; ink reads no digit.” */
function sentence(rows) {
  const readers = new Map(); // reading -> names
  for (const { name, reading } of rows) {
    if (reading !== null) readers.set(reading, [...(readers.get(reading) ?? []), name]);
  }
  const parts = [...readers].map(
    ([reading, names]) => `${list(names)} ${names.length > 1 ? 'read' : 'reads'} ${reading.toLowerCase()}`,
  );
  return parts.length ? `${parts.join('; ')}.` : '';
}

const list = (names) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
