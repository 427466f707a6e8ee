/**
 * Compare: one digit, read by every network while it is written; trick drawings and sliders that fool some of them.
 * Fetched on demand.
 */

import { isBlank } from '../../ink/drawing.js';
import { make, setText } from '../../lib/dom.js';
import { makeHead, makeSection } from '../../lib/elements.js';
import { kilobytes } from '../../lib/format.js';
import { reasonOf } from '../../lib/late-code.js';
import { FOLLOW_DELAY, pause } from '../../lib/schedule.js';
import { bytesOf } from '../../network/bundle.js';
import { createConfusions } from './confusion.js';
import { deviated, isSame, STANDARD } from './deviation.js';
import { createReadout } from './readout.js';
import { COLUMNS, createRow } from './row.js';
import { describeFooled, describeReadings, inOrder, isFooled, noteOn } from './sentences.js';
import { createShelf } from './shelf.js';
import { createSliders } from './sliders.js';
import { createStage } from './stage.js';
import { createTurns } from './turns.js';

const ABOUT =
  'Every network reads the selected digit while you write it. Four learned from scanned digits only, as in their ' +
  'tutorials; “ink” learned from pen strokes as well, sees their direction, and can reject what is not a digit.';
const SHELF = 'Try one of these drawings. Your own stays on the sheet.';
const SLIDERS =
  'The page centres every digit and scales it to one size before a network sees it. These sliders come after that. ' +
  'Under each you see what every network reads along the way; where the colour changes, its reading flips.';
const CONFUSIONS =
  'Each row is a true digit, each column what was read; the stronger the colour, the more often. The same network ' +
  'errs more, and differently, on digits drawn with a pen than on the scans it learned from.';
const ROUNDS = 3; // of readings that measure the times of networks
const INVITATION = 'Write a number, and every network reads the selected digit.';

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('../../network/bundle.js').Card} Card
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./row.js').Row} Row
 * @typedef {import('./row.js').Input} Input
 * @typedef {import('./tricks.js').Trick} Trick
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @returns {import('../parts.js').Part}
 */
export function createCompare(place, session) {
  /** @type {Row[]} */
  let rows = [];
  /** @type {readonly string[]} trained in the page, as they were last shown */
  let trained = [];
  /** @type {Map<string, Card>} those that have come, by name of the network */
  const cards = new Map();
  /** @type {import('../../session/number.js').NumberState | null} */
  let number = null;
  /** @type {Trick | null} on show in place of the visitor's drawing */
  let trick = null;
  let shows = 0;
  let loads = 0; // networks on their way
  const shelf = createShelf((chosen) => choose(chosen));
  const sliders = createSliders(session, () => show());
  const confusions = createConfusions();
  const summary = make('p', { role: 'status', class: 'readings' });
  const stage = createStage(summary, { onBack: goBack, onWithout: toggleStep });
  const note = make('p', { class: 'note' });
  const body = make('tbody', { role: 'rowgroup' });
  const caption = make('caption', {}, 'The selected digit, read by every network');
  const table = make('table', { class: 'compare', role: 'table' }, caption, makeHead(...COLUMNS), body);
  const sheet = make('div', { class: 'reading-sheet' }, stage.element, table);
  const total = session.names.reduce((sum, name) => sum + bytesOf(name), 0);
  place.replaceChildren(
    make('p', {}, `${ABOUT} Together they are a download of ${kilobytes(total)}.`),
    makeSection('Fool them', make('p', { class: 'note' }, SHELF), shelf.element),
    sheet,
    makeSection('Where a reading flips', make('p', {}, SLIDERS), sliders.reset, sliders.element),
    makeSection('What they confuse', make('p', {}, CONFUSIONS), confusions.element, note),
  );
  const readout = createReadout(sheet);
  const turns = createTurns(
    () => rows.filter(({ network }) => network),
    /** @type {Input} */ ({ drawing: [] }),
    () => readout.show(rows),
  );
  fillRows();

  /** Makes a row for each network there is, those trained in the page after their models; rows that stay are kept. */
  function fillRows() {
    const before = new Map(rows.map((row) => [row.name, row]));
    rows = inOrder(session.names, trained).map((name) => {
      const isTrained = !session.names.includes(name);
      return before.get(name) ?? createRow(name, session, isTrained, isQuiet, () => load(name));
    });
    for (const row of before.values()) if (!rows.includes(row)) row.element.remove();
    rows.forEach(({ element }, i) => {
      if (body.children[i] !== element) body.insertBefore(element, body.children[i] ?? null);
    });
    for (const { name, isTrained } of rows) if (isTrained || !before.has(name)) load(name); // trained anew, perhaps
  }

  /** Whether the worker has nothing else to do than a reading for a row. */
  function isQuiet() {
    return !loads && !sliders.isBusy && !session.state.isReading;
  }

  /** @param {string} name */
  async function load(name) {
    const row = rows.find((one) => one.name === name);
    loads += 1;
    const network = await session.load(name, row?.showProgress).catch((error) => row?.showFailure(error.message));
    loads -= 1;
    if (!network || !row) return;
    row.showNetwork(network);
    show();
    loadCard(network, row);
  }

  /** @param {Network} network @param {Row} row */
  async function loadCard(network, row) {
    try {
      const card = await network.loadCard();
      row.showCard(card);
      cards.set(network.name, card);
      setText(note, noteOn([...cards.values()]));
      if (row.isTrained) return;
      confusions.show(
        card,
        rows.map(({ name }) => name),
      );
    } catch (error) {
      row.showCardFailure(await reasonOf(error, ''), () => loadCard(network, row));
    }
  }

  /** Shows a trick drawing in place of the visitor's. @param {Trick} chosen */
  function choose(chosen) {
    trick = chosen;
    sliders.move({ ...STANDARD });
    show();
  }

  function goBack() {
    const last = trick;
    trick = null;
    sliders.move({ ...STANDARD });
    if (last) shelf.focus(last); // the button disappears
    show();
  }

  /** Leaves out the step that keeps a trick from fooling anyone, or adds it again. */
  function toggleStep() {
    sliders.move(isWithoutStep() ? { ...STANDARD } : withoutStep());
    show();
  }

  const withoutStep = () => ({ ...STANDARD, ...(trick?.without && { [trick.without.axis]: trick.without.value }) });
  const isWithoutStep = () => Boolean(trick?.without) && isSame(sliders.deviation, withoutStep());

  /** Reads what is on show now with every network; newer drawings replace older ones that nobody has begun to read. */
  async function show() {
    shows += 1;
    const mine = shows;
    const drawing = trick?.drawing ?? number?.ink ?? [];
    const input = deviated(drawing, sliders.deviation);
    shelf.show(trick);
    stage.show(trick, drawing, input, isWithoutStep());
    sliders.show(drawing, rows);
    await turns.show(input);
    if (mine !== shows) return;
    showVerdicts();
    await pause(FOLLOW_DELAY); // while the pen moves, nothing is announced
    if (mine !== shows) return;
    setText(summary, isBlank(drawing) ? INVITATION : describeReadings(rows));
    if (!isBlank(drawing)) await measureTimes(input, () => mine === shows);
    if (mine === shows) sliders.fill();
  }

  /** Reads again with networks that have not been timed, while nothing else is to do. @param {Input} input @param {() => boolean} isCurrent */
  async function measureTimes(input, isCurrent) {
    for (let round = 0; round < ROUNDS; round++) {
      for (const row of rows.filter(({ network, isTimed }) => network && !isTimed)) {
        if (isCurrent()) await row.read(input);
      }
    }
  }

  /** Shows whom the trick fools, and why. */
  function showVerdicts() {
    for (const row of rows) row.showVerdict(trick !== null && isFooled(trick.truth, row.reading));
    if (!trick) return stage.describe('');
    const isStandard = isSame(sliders.deviation, STANDARD);
    const why = isStandard ? trick.why : isWithoutStep() ? trick.without?.why : '';
    stage.describe([describeFooled(trick.truth, rows), why].filter(Boolean).join(' '));
  }

  return {
    show({ network, number: newest, trained: newestTrained = [] }) {
      for (const row of rows) row.showUse(network?.name ?? null);
      const isOther = newest.drawing !== number?.drawing || newest.selectedIndex !== number.selectedIndex;
      if (trick && number && isOther) {
        trick = null; // the visitor writes again, or has selected another digit
        sliders.move({ ...STANDARD });
      }
      number = newest;
      if (newestTrained !== trained) {
        trained = newestTrained;
        fillRows();
      }
      return show();
    },
  };
}
