/** A row of Compare: a network, its reading, its probabilities, and figures from its card. */

import { isBlank } from '../../ink/drawing.js';
import { make, makeButton, setText } from '../../lib/dom.js';
import { makeFailure, setSizedText } from '../../lib/elements.js';
import { BLANK_TEXT, confidenceInWords, kilobytes, percent2, probability, whole } from '../../lib/format.js';
import { median, ranked } from '../../lib/math.js';
import { bytesOf } from '../../network/bundle.js';
import { classInWords, DIGITS } from '../../network/classes.js';
import { inWords } from '../../ui/wording.js';
import { drawnSets, SCANNED } from '../card.js';

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('../../network/bundle.js').Card} Card
 *
 * @typedef {object} Input that all networks read
 * @property {import('../../ink/drawing.js').Drawing} drawing
 * @property {import('../../ink/raster.js').Placement} [placement]
 *
 * @typedef {ReturnType<typeof createRow>} Row
 */

export const COLUMNS = [
  'Network',
  'Reading',
  'Probabilities of 0 to 9 and of anything else (–)',
  'Time on this device',
  'Download',
  'Accuracy on scanned digits',
  'Accuracy on drawn digits',
];
const SHORT = ['', '', 'Time here', 'Download', 'Scans right', 'Drawings right']; // beside each cell but the first
const CARD_FAILED = 'Its model card didn’t load.';
const READING_FAILED = 'Its reading took too long.';
const TRAINED = 'trained here';
const FOOLED = 'fooled';
const TIMES = 15; // readings whose median time is shown
const TIMED = 3; // readings with nothing else to do, after which their median is its time
const TRIES = 4; // readings before a network counts as slow: the first finds cold code
const SLOW = 40; // ms: while one lasts, the worker does not read the sheet
const DASH = '–';
const [CHOOSE, CHOSEN] = ['Read with this one', 'Reads your number'];

/**
 * @param {string} name of the network
 * @param {Session} session
 * @param {boolean} isTrained whether it was trained in the page: its card then has no figures of scans
 * @param {() => boolean} isQuiet whether the worker has nothing else to do: only then a reading's time is that of the network
 * @param {() => void} onRetry called when the visitor wants to load it again
 */
export function createRow(name, session, isTrained, isQuiet, onRetry) {
  const { element, head, reading, probabilities, time, size, scanned, drawn } = createCells(name);
  const digit = make('b', { class: 'digit' });
  const confidence = make('span', { class: 'sureness' });
  const verdict = make('span', { class: 'verdict', hidden: true });
  const progress = /** @type {HTMLProgressElement} */ (
    make('progress', { max: 1, value: 0, 'aria-label': `Loading ${name}` })
  );
  const parameters = make('div', { class: 'parameters' });
  const choice = makeButton(CHOOSE, () => session.use(name).catch(() => {}));
  /** @type {{quiet: number[], all: number[]}} ms */
  let times = { quiet: [], all: [] };
  /** @type {Network | null} */
  let network = null;
  /** @type {ReturnType<typeof createMiniBars> | null} */
  let bars = null;
  /** @type {string | null} */
  let latest = null;
  let reads = 0; // requested: a newer one is shown whatever the order in which they end
  head.append(parameters, choice);
  choice.setAttribute('aria-label', `${CHOOSE}: ${name}`);
  probabilities.append(progress);
  setText(size, isTrained ? TRAINED : kilobytes(bytesOf(name)));

  /** The time of a reading, ms; NaN before the first. */
  const usualTime = () => median((times.quiet.length ? times.quiet : times.all).slice(-TIMES));

  return {
    name,
    element,
    isTrained,
    /** The network, once it is loaded. */
    get network() {
      return network;
    },
    /** The class that it read; null for none. */
    get reading() {
      return latest;
    },
    /** Whether its time has been measured. */
    get isTimed() {
      return times.quiet.length >= TIMED;
    },
    /** Whether even its fastest reading, which waited for no other, takes too long while the pen moves. */
    get isSlow() {
      return times.all.length >= TRIES && Math.min(...times.all.slice(-TIMES)) > SLOW;
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
      if (loaded !== network) {
        times = { quiet: [], all: [] }; // one that was trained anew may have another size
        latest = null;
        reads += 1; // what the one before still reads is not shown
      }
      network = loaded;
      bars = createMiniBars(network.summary.classes);
      reading.replaceChildren(digit, verdict, confidence);
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
      parameters.replaceChildren(make('bdi', {}, `${whole(count)} parameters`));
      setText(scanned, metrics[SCANNED] ? accuracyOn([metrics[SCANNED]]) : DASH);
      setText(drawn, accuracyOn(drawnSets({ metrics }).map((set) => metrics[set])));
    },
    /** @param {string} reason a sentence @param {() => void} onRetryCard */
    showCardFailure(reason, onRetryCard) {
      const retry = () => {
        head.focus(); // the button disappears
        parameters.replaceChildren();
        onRetryCard();
      };
      parameters.replaceChildren(makeFailure(`${CARD_FAILED} ${reason}`.trim(), retry));
    },
    /** Shows whether a trick drawing fools it. @param {boolean} isFooled */
    showVerdict(isFooled) {
      element.classList.toggle('fooled', isFooled);
      verdict.hidden = !isFooled;
      setText(verdict, isFooled ? FOOLED : '');
    },
    /** Reads an input, or shows that it is blank; a reading that fails leaves the next one a chance. @param {Input} input */
    async read({ drawing, placement }) {
      if (!network || !bars) return;
      const { classes, calibrated } = network.summary;
      reads += 1;
      const mine = reads;
      const taker = times; // of the network that reads
      const wasQuiet = isQuiet();
      const start = performance.now();
      try {
        const found = isBlank(drawing)
          ? null
          : await session.classifyWith(network, [drawing], placement && [placement]);
        const taken = performance.now() - start;
        if (found && taker.all.length && wasQuiet && isQuiet()) taker.quiet.push(taken);
        if (found) taker.all.push(taken);
        if (mine !== reads) return;
        const best = found ? ranked(found)[0] : -1;
        latest = found ? classes[best] : null;
        setSizedText(digit, found ? classInWords(classes[best]) : '');
        setText(confidence, found ? confidenceInWords(found[best], calibrated) : DASH);
        bars.show(found, best);
        setText(time, times.all.length ? milliseconds(usualTime()) : DASH);
      } catch {
        if (mine !== reads) return;
        latest = null;
        setSizedText(digit, '');
        setText(confidence, READING_FAILED);
        bars.show(null, -1);
      }
    },
  };
}

/** Makes a row and its cells; each figure has a short title. @param {string} name */
function createCells(name) {
  const head = make('th', { scope: 'row', role: 'rowheader', tabindex: -1 }, make('strong', {}, name));
  const cells = SHORT.map((title) => make('td', { role: 'cell', 'data-title': title }));
  const [reading, probabilities, time, size, scanned, drawn] = cells;
  const element = make('tr', { role: 'row' }, head, ...cells);
  return { element, head, reading, probabilities, time, size, scanned, drawn };
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
