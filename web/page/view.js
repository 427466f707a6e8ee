/** Predictions, rasters and cards -> the page. Knows the elements, and nothing of how they came about. */

import { FRAME } from './raster.js';

const SURE = 0.9; // below this the second guess is shown beside the first
const ALMOST = 0.995; // from here on rounding would say 100 %, which no network may
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en');

const element = (id) => document.getElementById(id);

export function createView() {
  const bars = createBars(element('probabilities').tBodies[0]);
  const raster = element('raster');
  return {
    /** @param {import('./reading.js').Prediction[]} predictions best first; none for a blank drawing */
    showReading(predictions) {
      const [best, second] = predictions;
      setText(element('reading'), best?.text ?? '');
      setText(element('sureness'), best ? sureness(best, second) : '');
      element('reading').dataset.sure = best ? String(best.confidence >= SURE) : 'true';
      bars.show(best?.segmentationResult[0].probabilities, best?.text);
    },

    /** @param {Float32Array | null} values what the network sees; null for a blank drawing */
    showRaster(values) {
      paintRaster(raster, values);
      raster.setAttribute('aria-label', values ? 'Your drawing in 28 by 28 pixels' : 'Nothing drawn yet');
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

    showCard(card) {
      setText(element('network-about'), `“${card.name}”: ${card.about}.`);
      element('network-link').href = `models/${card.name}/card.json`;
      element('network-link').hidden = false;
      element('network-card').replaceChildren(...cardRows(card).flatMap(termAndText));
    },
  };
}

/** Writes only what is new, so that a screen reader is not told twice. */
function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function sureness(best, second) {
  const sure = best.confidence < ALMOST ? `${percent.format(best.confidence)} sure` : 'Over 99% sure';
  if (best.confidence >= SURE || !second) return sure;
  return `${sure}, or else ${second.text} (${percent.format(second.confidence)})`;
}

function createBars(body) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = body.insertRow();
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = digit;
    const bar = document.createElement('td');
    bar.className = 'bar';
    const number = document.createElement('td');
    row.append(head, bar, number);
    return { row, bar, number };
  });
  return {
    show(probabilities, best) {
      rows.forEach(({ row, bar, number }, digit) => {
        const value = probabilities?.[digit] ?? 0;
        bar.style.setProperty('--part', value.toFixed(4));
        setText(number, probabilities ? percent.format(value) : '–');
        row.classList.toggle('best', String(digit) === best);
      });
    },
  };
}

function paintRaster(canvas, values) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(FRAME, FRAME);
  const [red, green, blue] = getComputedStyle(canvas).color.match(/[\d.]+/g).map(Number);
  values?.forEach((ink, i) => image.data.set([red, green, blue, 255 * ink], 4 * i));
  context.putImageData(image, 0, 0);
}

/** [term, text] for what the card says. */
function cardRows({ parameters, multiplications, figures, files, created, training }) {
  const bytes = Object.entries(files).filter(([name]) => name !== 'golden.json');
  const total = bytes.reduce((sum, [, file]) => sum + file.bytes, 0);
  return [
    ...Object.entries(figures).map(([name, { accuracy, n, interval }]) => [
      FIGURES[name] ?? name,
      `${exact.format(accuracy)} right of ${whole.format(n)} (95% interval ${interval.map(exact.format).join(' to ')})`,
    ]),
    ['Size', `${whole.format(parameters)} parameters in ${whole.format(Math.round(total / 1000))} KB`],
    ['Work', `${(multiplications / 1e6).toFixed(1)} million multiplications a reading`],
    ['Made', `${created.slice(0, 10)}, trained for ${Math.round(training.seconds / 60)} minutes`],
  ];
}

const FIGURES = {
  'mnist test': 'Scanned digits (MNIST test)',
  'mnist validation': 'Scanned digits (MNIST validation)',
  'pendigits validation': 'Drawn digits, unseen writers (pendigits)',
  'unipen validation': 'Drawn digits, unseen device and writers (UNIPEN)',
};

function termAndText([term, text]) {
  const dt = document.createElement('dt');
  dt.textContent = term;
  const dd = document.createElement('dd');
  dd.textContent = text;
  return [dt, dd];
}
