/** One network's row in Compare: its reading of the drawing, and what its card says. */

import { bytesOf } from '../network/bundle.js';
import { inWords, NONE, ranked } from '../network/classes.js';
import { make, setSized, setText } from '../lib/dom.js';
import { exact, kilobytes, NOTHING, percent, sure, whole } from '../lib/format.js';
import { inputsOf } from '../ink/inputs.js';
import { isBlank } from '../ink/drawing.js';
import { DRAWN, SCANNED } from '../ui/sets.js';

export const HEADS = [
  'Network',
  'Reading',
  'Probabilities of 0 to 9, and of none (–)',
  'Time here',
  'Download',
  'Scanned digits right',
  'Drawn digits right',
];
const KEPT = 15; // readings whose median is shown
const DASH = '–';

/**
 * @param {string} name of the network
 * @param {() => void} onRetry called when the reader asks to load it again
 */
export function createCompareRow(name, onRetry) {
  const { element, head, reading, probabilities, time, scanned, drawn } = createCells(name);
  const digit = make('b', { class: 'digit' });
  const sureness = make('span');
  const progress = make('progress', { max: 1, value: 0, 'aria-label': `Loading ${name}` });
  const times = [];
  let [network, bars] = [null, null];
  probabilities.append(progress);

  return {
    name,
    element,
    /** What it reads: a digit, that it is none, or null. */
    get reading() {
      return digit.textContent || null;
    },
    showProgress(part) {
      progress.value = part;
    },
    showFailure(message) {
      const again = () => {
        head.focus(); // or the focus would be lost with the button
        probabilities.replaceChildren(progress);
        onRetry();
      };
      probabilities.replaceChildren(make('span', { class: 'failed', role: 'alert' }, message), retryButton(again));
    },
    showNetwork(loaded) {
      network = loaded;
      const { parameters, figures } = network.card;
      head.append(make('small', {}, `${whole(parameters)} parameters`));
      bars = createMiniBars(network.classes);
      reading.replaceChildren(digit, sureness);
      probabilities.replaceChildren(bars.element);
      setText(scanned, right([figures[SCANNED]]));
      setText(drawn, right(DRAWN.map((set) => figures[set])));
    },
    /** Reads a drawing, or shows that it is blank. */
    read(drawing) {
      if (!network) return;
      const started = performance.now();
      const found = isBlank(drawing) ? null : network.classify(inputsOf([drawing], network.maps));
      if (found) times.push(performance.now() - started);
      const [best] = found ? ranked(found) : [];
      setSized(digit, found ? inWords(network.classes[best]) : '');
      setText(sureness, found ? sure(found[best], network.card.recipe.calibrate) : DASH);
      bars.show(found, best);
      setText(time, times.length ? milliseconds(median(times.slice(-KEPT))) : DASH);
    },
  };
}

/** The row and its cells by what they show; each knows its title, for screens where it stands alone. */
function createCells(name) {
  const head = make('th', { scope: 'row', role: 'rowheader', tabindex: -1 }, make('strong', {}, name));
  const cells = HEADS.slice(1).map((title) => make('td', { role: 'cell', 'data-title': title }));
  const [reading, probabilities, time, size, scanned, drawn] = cells;
  setText(size, kilobytes(bytesOf(name)));
  return { element: make('tr', { role: 'row' }, head, ...cells), head, reading, probabilities, time, scanned, drawn };
}

function retryButton(onClick) {
  const button = make('button', { type: 'button' }, 'Try again');
  button.addEventListener('click', onClick);
  return button;
}

/** The share that is right of one or several sets together. */
function right(rows) {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  return exact(1 - rows.reduce((sum, row) => sum + row.errors, 0) / n);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Some browsers round their clock to whole ms. */
const milliseconds = (ms) => (ms < 1 ? 'under 1 ms' : `${ms.toFixed(1)} ms`);

/** An upright bar for each class, one picture for a screen reader. */
function createMiniBars(classes) {
  const bars = classes.map((name) => make('i', { 'data-class': name === NONE ? DASH : name }));
  const element = make('span', { class: 'minibars', role: 'img', 'aria-label': NOTHING }, ...bars);
  return {
    element,
    show(values, best) {
      bars.forEach((bar, index) => {
        bar.style.setProperty('--part', (values?.[index] ?? 0).toFixed(3));
        bar.classList.toggle('best', index === best);
      });
      element.setAttribute('aria-label', values ? likeliest(values, classes) : NOTHING);
    },
  };
}

/** “7: 98%, 1: 2%”: the likeliest three. */
const likeliest = (values, classes) =>
  ranked(values)
    .slice(0, 3)
    .map((index) => `${inWords(classes[index])}: ${percent(values[index])}`)
    .join(', ');
