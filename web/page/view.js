/** Predictions, rasters and cards -> the page. Knows the elements, and nothing of how they came about. */

import { make, setText } from './dom.js';
import { exact, kilobytes, NOTHING, percent, sure, whole } from './format.js';
import { paintRaster } from './pictures.js';
import { TITLES } from './sets.js';

const SURE = 0.9; // below this the second guess is shown beside the first

const element = (id) => document.getElementById(id);

export function createView() {
  const bars = createBars(element('probabilities').tBodies[0]);
  const raster = element('raster');
  return {
    /**
     * @param {import('./reading.js').Prediction[]} predictions best first; none for a blank drawing
     * @param {boolean} calibrated whether their confidences mean what they say
     */
    showReading(predictions, calibrated) {
      const [best, second] = predictions;
      setText(element('reading'), best?.text ?? '');
      setText(element('sureness'), best ? sureness(best, second, calibrated) : '');
      element('reading').dataset.sure = best ? String(best.confidence >= SURE) : 'true';
      bars.show(best?.segmentationResult[0].probabilities, best?.text);
    },

    /** @param {Float32Array | null} values what the network sees; null for a blank drawing */
    showRaster(values) {
      paintRaster(raster, values);
      raster.setAttribute('aria-label', values ? 'Your drawing in 28 by 28 pixels' : NOTHING);
    },

    /** @param {'loading' | 'ready' | 'failed'} state @param {string} text for the reader */
    showStatus(state, text) {
      element('status').dataset.state = state;
      setText(element('status'), text);
      const retry = element('retry');
      if (retry === document.activeElement) element('pad').focus(); // which would be lost with the button
      retry.hidden = state !== 'failed';
    },

    /** Tells a screen reader, and nobody else; the same words twice are told twice. */
    say(text) {
      element('said').textContent = '';
      requestAnimationFrame(() => setText(element('said'), text));
    },

    showDrawn(isBlank) {
      element('pad-hint').hidden = !isBlank;
    },

    /** Shows which tools have something to do. They keep the focus, so they are not `disabled`. */
    showTools({ canUndo, canRedo, canClear }) {
      element('undo').setAttribute('aria-disabled', !canUndo);
      element('redo').setAttribute('aria-disabled', !canRedo);
      element('clear').setAttribute('aria-disabled', !canClear);
    },

    /** @param {[string, number][]} networks name and bytes of each @param {(name: string) => void} onChoice */
    offerNetworks(networks, onChoice) {
      const options = networks.map(([name, bytes]) => make('option', { value: name }, `${name} (${kilobytes(bytes)})`));
      element('network').replaceChildren(...options);
      element('network').addEventListener('change', ({ target }) => onChoice(target.value));
    },

    /** Shows which network is in use, or is being loaded. */
    showChoice(name) {
      element('network').value = name;
    },

    /** @param {number | null} part of a network that has arrived, 0..1; null when none is being loaded */
    showProgress(part) {
      element('progress').hidden = part === null;
      element('progress').value = part ?? 0;
    },

    showCard(card) {
      setText(element('network-about'), `“${card.name}”: ${card.about}.`);
      element('network-link').href = `models/${card.name}/card.json`;
      element('network-link').hidden = false;
      element('network-card').replaceChildren(...cardRows(card).flatMap(termAndText));
    },
  };
}

function sureness(best, second, calibrated) {
  const first = sure(best.confidence, calibrated);
  if (best.confidence >= SURE || !second) return first;
  return `${first}, or else ${second.text} (${percent(second.confidence)})`;
}

function createBars(body) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = body.insertRow();
    const head = make('th', { scope: 'row' }, String(digit));
    const bar = make('td', { class: 'bar' });
    const number = make('td');
    row.append(head, bar, number);
    return { row, bar, number };
  });
  return {
    show(probabilities, best) {
      rows.forEach(({ row, bar, number }, digit) => {
        const value = probabilities?.[digit] ?? 0;
        bar.style.setProperty('--part', value.toFixed(4));
        setText(number, probabilities ? percent(value) : '–');
        row.classList.toggle('best', String(digit) === best);
      });
    },
  };
}

/** [term, text] for what the card says. */
function cardRows({ parameters, multiplications, figures, files, created, training, recipe }) {
  return [
    ...Object.entries(figures).map(([name, { accuracy, n, interval }]) => [
      TITLES[name] ?? name,
      `${exact(accuracy)} right of ${whole(n)} (95% interval ${interval.map(exact).join(' to ')})`,
    ]),
    ['Size', `${whole(parameters)} parameters, in 8 bits ${kilobytes(weightBytes(files))}`],
    ['Work', `${whole(multiplications)} multiplications a reading`],
    ['Confidence', recipe.calibrate ? CALIBRATED : UNCALIBRATED],
    ['Made', `${created.slice(0, 10)}, trained for ${duration(training.seconds)}`],
  ];
}

const CALIBRATED = 'Calibrated: of readings that are 90% sure, about nine in ten are right';
const UNCALIBRATED = 'Not calibrated, as in its tutorial: the percentages are its own count, not how often it is right';
const duration = (seconds) => (seconds < 100 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`);

/** Bytes of the weights alone. */
const weightBytes = (files) =>
  Object.entries(files).reduce((sum, [name, { bytes }]) => sum + (name.endsWith('.bin') ? bytes : 0), 0);

const termAndText = ([term, text]) => [make('dt', {}, term), make('dd', {}, text)];
