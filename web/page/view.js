/** Probabilities, rasters and cards -> the page. Knows the elements, and nothing of how they came about. */

import { cardRows } from './cardrows.js';
import { DIGITS, inWords, NONE, ranked } from './classes.js';
import { make, setSized, setText } from './dom.js';
import { kilobytes, NOTHING, percent, sure } from './format.js';
import { paintRaster } from './pictures.js';

/** Below this the second guess stands beside the first: at 0.9 one reading in ten is wrong, below it more. */
const SURE = 0.9;

const SEEN = 'What the network sees: 28\u2009×\u200928';

const element = (id) => document.getElementById(id);

export function createView() {
  const bars = createBars(element('probabilities').tBodies[0]);
  const raster = element('raster');
  return {
    /**
     * @param {Float32Array | null} probabilities of each class of the network; null for a blank drawing
     * @param {object} card of the network
     */
    showReading(probabilities, { classes, recipe }) {
      const { text, other, told, isSure } = answer(probabilities, classes, recipe.calibrate);
      setSized(element('reading'), text);
      setSized(element('other'), other);
      setText(element('sureness'), told);
      element('reading').dataset.sure = String(isSure);
      bars.show(probabilities, classes);
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
      setText(element('raster-told'), card.maps.names.length > 1 ? `${SEEN}, and which way the pen went` : SEEN);
      setText(element('network-about'), `“${card.name}”: ${card.about}.`);
      element('network-link').href = `models/${card.name}/card.json`;
      element('network-link').hidden = false;
      element('network-card').replaceChildren(...cardRows(card).flatMap(termAndText));
    },
  };
}

/**
 * What the page says of a reading. What is no digit is told in words, with the digit that it is closest
 * to; where the first guess is unsure, the second stands beside it.
 * @returns {{text: string, other: string, told: string, isSure: boolean}}
 */
function answer(probabilities, classes, calibrated) {
  if (!probabilities) return { text: '', other: '', told: '', isSure: true };
  const [best, second] = ranked(probabilities);
  const [text, next] = [best, second].map((index) => inWords(classes[index]));
  const share = sure(probabilities[best], calibrated);
  const isSure = probabilities[best] >= SURE;
  if (classes[best] === NONE) {
    return { text, other: `${isSure ? 'closest to' : 'or'} ${next}`, told: `${share}. ${ONE_DIGIT}`, isSure };
  }
  if (isSure) return { text, other: '', told: share, isSure };
  const rest = next.toLowerCase();
  return { text, other: `or ${rest}`, told: `${share}, ${percent(probabilities[second])} for ${rest}`, isSure: false };
}

const ONE_DIGIT = 'Write one of 0 to 9.';

/** A row for each digit, and one for what is none, shown where the network tells that. */
function createBars(body) {
  const rows = [...DIGITS, NONE].map((name) => {
    const row = body.insertRow();
    const bar = make('td', { class: 'bar' });
    const number = make('td');
    row.append(make('th', { scope: 'row' }, name), bar, number);
    row.hidden = name === NONE;
    return { row, bar, number };
  });
  return {
    show(probabilities, classes) {
      const [best] = probabilities ? ranked(probabilities) : [];
      rows.forEach(({ row, bar, number }, index) => {
        const value = probabilities?.[index] ?? 0;
        row.hidden = index >= classes.length;
        bar.style.setProperty('--part', value.toFixed(4));
        setText(number, probabilities ? percent(value) : '–');
        row.classList.toggle('best', index === best);
      });
    },
  };
}

const termAndText = ([term, text]) => [make('dt', {}, term), make('dd', {}, text)];
