/** Compare: the selected digit, read by every network of the site. Fetched on demand. */

import { isBlank } from '../../ink/drawing.js';
import { make, makeButton, makeFailure, makeHead, setSizedText, setText } from '../../lib/dom.js';
import {
  BLANK_TEXT,
  confidenceInWords,
  kilobytes,
  percent2,
  probability,
  uncapitalized,
  whole,
} from '../../lib/format.js';
import { median, ranked } from '../../lib/math.js';
import { FOLLOW_DELAY, pause } from '../../lib/schedule.js';
import { bytesOf } from '../../network/bundle.js';
import { classInWords, DIGITS } from '../../network/classes.js';
import { inWords } from '../../ui/wording.js';
import { drawnSets, SCANNED } from '../card.js';

const ABOUT =
  'Every network sees the raster of the selected digit. “ink” also sees the direction of each stroke, and can reject ' +
  'non-digits. The four tutorial networks were trained only on scanned digits, “ink” on pen strokes as well. Look at ' +
  'the last two columns: every network trained only on scans does worse on drawn digits.';
const INVITATION = 'Write a number, and every network reads the selected digit.';
const CARD_FAILED = 'Its model card didn’t load.';
const READING_FAILED = 'Its reading took too long.';
const COLUMNS = [
  'Network',
  'Reading',
  'Probabilities of 0 to 9 and of anything else (–)',
  'Time on this device',
  'Download',
  'Accuracy on scanned digits',
  'Accuracy on drawn digits',
];
const TIMES = 15; // readings whose median time is shown
const DASH = '–';
const [CHOOSE, CHOSEN] = ['Read with this one', 'Reads your number'];

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('../../network/bundle.js').Card} Card
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @returns {import('../parts.js').Part}
 */
export function createCompare(place, session) {
  const summary = make('p', { role: 'status', class: 'readings' });
  const note = make('p', { class: 'note' });
  const rows = session.names.map((name) => createRow(name, session, () => load(name)));
  const body = make('tbody', { role: 'rowgroup' }, ...rows.map(({ element }) => element));
  const caption = make('caption', {}, 'The selected digit, read by every network');
  const table = make('table', { class: 'compare', role: 'table' }, caption, makeHead(...COLUMNS), body);
  const total = session.names.reduce((sum, name) => sum + bytesOf(name), 0);
  place.replaceChildren(
    make('p', {}, `${ABOUT} Together they are a download of ${kilobytes(total)}.`),
    summary,
    table,
    note,
  );
  /** @type {Map<string, Card>} those that have come, by name of the network */
  const cards = new Map();
  /** @type {Drawing} */
  let drawing = [];
  let turn = 0;

  /** @param {string} name */
  async function load(name) {
    const row = rows[session.names.indexOf(name)];
    const network = await session.load(name, row.showProgress).catch((error) => row.showFailure(error.message));
    if (!network) return;
    row.showNetwork(network);
    showAll(drawing);
    loadCard(network, row);
  }

  /** @param {Network} network @param {ReturnType<typeof createRow>} row */
  async function loadCard(network, row) {
    try {
      const card = await network.loadCard();
      row.showCard(card);
      cards.set(network.name, card);
      setText(note, noteOn([...cards.values()]));
    } catch {
      row.showCardFailure(() => loadCard(network, row));
    }
  }

  /** Reads with one network after another; a newer drawing stops the readings of an older one. @param {Drawing} newest */
  async function showAll(newest) {
    drawing = newest;
    turn += 1;
    const mine = turn;
    await pause(FOLLOW_DELAY);
    if (mine !== turn) return;
    for (const row of rows) {
      if (mine !== turn) return;
      await row.read(drawing).catch(row.showNoReading);
    }
    if (mine === turn) setText(summary, isBlank(drawing) ? INVITATION : describeReadings(rows));
  }

  session.names.forEach(load);
  return {
    show({ network, number }) {
      for (const row of rows) row.showUse(network?.name ?? null);
      return showAll(number.ink);
    },
  };
}

/** Describes the sets of the last two columns. @param {Card[]} cards one or more */
function noteOn(cards) {
  const sentences = [`Scanned digits: ${whole(cards[0].metrics[SCANNED].n)} from the MNIST test set.`];
  const plain = cards.find((card) => !card.read_by);
  if (plain) {
    const sets = '(pendigits and UNIPEN together)';
    sentences.push(
      `Drawn digits: ${whole(countDrawn(plain))} by writers that the networks did not learn from ${sets}.`,
    );
  }
  for (const card of cards.filter((one) => one.read_by)) {
    const networks = `${card.cross_validation.folds} networks like it, each without the writers whose digits it read`;
    sentences.push(
      `Drawn digits of “${card.name}”: ${whole(countDrawn(card))}, read by ${networks} (cross-validation).`,
    );
  }
  return `${sentences.join(' ')} “ink” was tuned on these digits, so its score is slightly optimistic.`;
}

/** The number of drawn digits that were read. @param {Card} card */
const countDrawn = (card) => drawnSets(card).reduce((sum, set) => sum + card.metrics[set].n, 0);

/** “lesson and numbre read 7; ink reads no digit.” @param {{name: string, reading: string | null}[]} rows */
function describeReadings(rows) {
  /** @type {Map<string, string[]>} */
  const names = new Map(); // reading -> names of networks
  for (const { name, reading } of rows) {
    if (reading !== null) names.set(reading, [...(names.get(reading) ?? []), name]);
  }
  const parts = [...names].map(
    ([reading, readers]) =>
      `${listed(readers)} ${readers.length > 1 ? 'read' : 'reads'} ${uncapitalized(inWords(reading))}`,
  );
  return parts.length ? `${parts.join('; ')}.` : '';
}

/** @param {string[]} names */
const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]);

/**
 * A row of the table: a network's reading of the digit, and figures from its card.
 *
 * @param {string} name of the network
 * @param {Session} session
 * @param {() => void} onRetry called when the visitor wants to load it again
 */
function createRow(name, session, onRetry) {
  const { element, head, reading, probabilities, time, scanned, drawn } = createCells(name);
  const digit = make('b', { class: 'digit' });
  const confidence = make('span');
  const progress = /** @type {HTMLProgressElement} */ (
    make('progress', { max: 1, value: 0, 'aria-label': `Loading ${name}` })
  );
  const parameters = make('div', { class: 'parameters' });
  const choice = makeButton(CHOOSE, () => session.use(name).catch(() => {}));
  /** @type {number[]} */
  const times = [];
  /** @type {Network | null} */
  let network = null;
  /** @type {ReturnType<typeof createMiniBars> | null} */
  let bars = null;
  head.append(parameters, choice);
  choice.setAttribute('aria-label', `${CHOOSE}: ${name}`);
  probabilities.append(progress);

  return {
    name,
    element,
    /** A digit or mark, “No digit”, or null for none. */
    get reading() {
      return digit.textContent || null;
    },
    /** @param {number} part */
    showProgress(part) {
      progress.value = part;
    },
    /** @param {string} message */
    showFailure(message) {
      const retry = () => {
        head.focus(); // the button disappears
        probabilities.replaceChildren(progress);
        onRetry();
      };
      probabilities.replaceChildren(makeFailure(message, retry));
    },
    /** @param {Network} loaded */
    showNetwork(loaded) {
      network = loaded;
      bars = createMiniBars(network.summary.classes);
      reading.replaceChildren(digit, confidence);
      probabilities.replaceChildren(bars.element);
    },
    /** Shows whether it reads the number on the sheet. @param {string | null} used name of the network that does */
    showUse(used) {
      const label = used === name ? CHOSEN : CHOOSE;
      if (choice.textContent === label) return;
      choice.textContent = label;
      choice.setAttribute('aria-label', `${label}: ${name}`);
      choice.setAttribute('aria-disabled', String(used === name)); // not `disabled`: it keeps the focus
    },
    /** @param {Card} card */
    showCard({ parameters: count, metrics }) {
      parameters.replaceChildren(`${whole(count)} parameters`);
      setText(scanned, accuracyOn([metrics[SCANNED]]));
      setText(drawn, accuracyOn(drawnSets({ metrics }).map((set) => metrics[set])));
    },
    /** @param {() => void} onRetryCard */
    showCardFailure(onRetryCard) {
      const retry = () => {
        head.focus(); // the button disappears
        parameters.replaceChildren();
        onRetryCard();
      };
      parameters.replaceChildren(makeFailure(CARD_FAILED, retry));
    },
    /** Shows that a reading has failed; that of the next drawing may succeed. */
    showNoReading() {
      setSizedText(digit, '');
      setText(confidence, READING_FAILED);
      bars?.show(null, -1);
    },
    /** Reads a drawing, or shows that it is blank. @param {Drawing} drawing */
    async read(drawing) {
      if (!network || !bars) return;
      const { classes, calibrated } = network.summary;
      const start = performance.now();
      const found = isBlank(drawing) ? null : await session.classifyWith(network, [drawing]);
      if (found) times.push(performance.now() - start);
      const best = found ? ranked(found)[0] : -1;
      setSizedText(digit, found ? classInWords(classes[best]) : '');
      setText(confidence, found ? confidenceInWords(found[best], calibrated) : DASH);
      bars.show(found, best);
      setText(time, times.length ? milliseconds(median(times.slice(-TIMES))) : DASH);
    },
  };
}

/** Makes a row and its cells; each has its column's title, for narrow screens. @param {string} name */
function createCells(name) {
  const head = make('th', { scope: 'row', role: 'rowheader', tabindex: -1 }, make('strong', {}, name));
  const cells = COLUMNS.slice(1).map((title) => make('td', { role: 'cell', 'data-title': title }));
  const [reading, probabilities, time, size, scanned, drawn] = cells;
  setText(size, kilobytes(bytesOf(name)));
  return { element: make('tr', { role: 'row' }, head, ...cells), head, reading, probabilities, time, scanned, drawn };
}

/** The accuracy on one or several sets together. @param {{n: number, errors: number}[]} metrics */
function accuracyOn(metrics) {
  const n = metrics.reduce((sum, set) => sum + set.n, 0);
  return percent2(1 - metrics.reduce((sum, set) => sum + set.errors, 0) / n);
}

/** Some browsers round their clock to whole ms. @param {number} ms */
const milliseconds = (ms) => (ms < 1 ? 'under 1 ms' : `${ms.toFixed(1)} ms`);

/** An upright bar for each digit, and one for all other classes; one picture for screen readers. @param {string[]} classes */
function createMiniBars(classes) {
  const labels = classes.length > DIGITS.length ? [...DIGITS, DASH] : DIGITS;
  const bars = labels.map((label) => make('i', { 'data-class': label }));
  const element = make('span', { class: 'mini-bars', role: 'img', 'aria-label': BLANK_TEXT }, ...bars);
  return {
    element,
    /** @param {Float32Array | null} probabilities @param {number} best */
    show(probabilities, best) {
      const others = probabilities?.slice(DIGITS.length).reduce((sum, one) => sum + one, 0) ?? 0;
      bars.forEach((bar, index) => {
        const share = index < DIGITS.length ? (probabilities?.[index] ?? 0) : others;
        bar.style.setProperty('--share', share.toFixed(3));
        bar.classList.toggle('best', index === Math.min(best, DIGITS.length));
      });
      element.setAttribute('aria-label', probabilities ? mostProbable(probabilities, classes) : BLANK_TEXT);
    },
  };
}

/** “7: 98%, 1: 2%, 9: 0%” @param {Float32Array} probabilities @param {string[]} classes */
const mostProbable = (probabilities, classes) =>
  ranked(probabilities)
    .slice(0, 3)
    .map((index) => `${inWords(classes[index])}: ${probability(probabilities[index])}`)
    .join(', ');
