/** The card beside the planes: how one number comes about, in pictures with numbers. */

import { make, makeButton, setText } from '../../lib/dom.js';
import { createPainter, layoutOf, placeOf, viewOf } from './atlas.js';
import { decimal, describePlace, describeSum, equationOf, largestParts, precise } from './sum-words.js';

/**
 * @typedef {import('./sums.js').Sum} Sum
 *
 * @typedef {object} Shown a number, and its sum
 * @property {Sum} sum
 * @property {string} title of its layer
 * @property {string} place such as “map 3, row 5, column 6”
 * @property {string | null} activation of the layer
 * @property {import('./atlas.js').View} before view of the layer before
 * @property {string[]} names of the maps of the layer before; none where they have no names
 * @property {string[]} labels of the parts, for classes
 */

const CHANNELS = 4; // shown number by number, unless the visitor wants all
const PRODUCTS = 5; // of a neuron, written out
const ROOM = 300; // CSS px from left to right, and from top to bottom, of the picture of a neuron's weights
const HINT =
  'Point at a number of any plane, or touch it: its window in the layer before lights up, and its sum appears here. ' +
  'A click holds the number, until you click another one or press Escape.';

/** @param {string} name @param {string} caption */
function makePicture(name, caption) {
  const canvas = make('canvas', { class: `plane ${name}`, 'aria-hidden': 'true', width: 1, height: 1 });
  return {
    element: make('figure', {}, canvas, make('figcaption', {}, caption)),
    canvas,
    painter: createPainter(canvas),
  };
}

/** @param {() => void} onClose called when the visitor has seen enough */
export function createSumCard(onClose) {
  const title = make('h3', {}, 'One number');
  const equation = make('p', { class: 'equation' }, HINT);
  const content = make('div', { class: 'sum-content', 'aria-hidden': 'true' });
  const spoken = make('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const text = make('p', { class: 'visually-hidden sum-text' });
  const more = makeButton('', () => {
    isWhole = !isWhole;
    if (latest) fill(latest);
  });
  more.hidden = true;
  const element = make('section', { class: 'sum', tabindex: 0, 'aria-label': 'The sum of one number' });
  const close = makeButton('Close', onClose);
  element.append(close, title, equation, content, more, text, spoken);
  const views = { convolution: createChannels(), dense: createNeuron(), 'max-pooling': createWindow() };
  let isWhole = false; // whether all channels are shown
  /** @type {Shown | null} */
  let latest = null;

  /** @param {Shown} shown */
  function fill(shown) {
    const { sum, title: layer, place, activation } = shown;
    latest = shown;
    setText(title, `${layer}: ${place}`);
    setText(equation, equationOf(sum, activation));
    const view = sum.kind === 'softmax' || sum.kind === 'scale' ? null : /** @type {any} */ (views)[sum.kind];
    if (!view) content.replaceChildren();
    else if (content.firstChild !== view.element) content.replaceChildren(view.element);
    view?.show(shown, isWhole);
    const channels = sum.kind === 'convolution' ? sum.parts.length : 0;
    more.hidden = channels <= CHANNELS;
    setText(more, isWhole ? `Show ${CHANNELS} of ${channels} maps` : `Show all ${channels} maps`);
    setText(text, inWords(shown));
  }

  return {
    element,
    /** Shows a sum; null shows how to get one. @param {Shown | null} shown */
    show(shown) {
      element.classList.toggle('empty', !shown);
      close.hidden = !shown;
      if (shown) return fill(shown);
      latest = null;
      setText(title, 'One number');
      setText(equation, HINT);
      setText(text, '');
      content.replaceChildren();
      more.hidden = true;
    },
    /** Shows that a number has no sum. @param {string} layer @param {string} sentence */
    explain(layer, sentence) {
      this.show(null);
      close.hidden = false;
      setText(title, layer);
      setText(equation, sentence);
    },
    /** Announces the sum that is shown: not while it changes with the pen. */
    announce: () => setText(spoken, latest ? inWords(latest) : ''),
    /** Reads the colours of the pictures again. */
    refresh: () => views.dense.refresh(),
  };
}

/** @param {Shown} shown */
function inWords({ sum, title, place, activation, before, names, labels }) {
  const nameOf = (/** @type {number} */ i) =>
    sum.kind === 'convolution'
      ? (names[i] ?? `map ${i + 1}`)
      : describePlace(before, placeOf(before, i), labels[i], names);
  return describeSum(sum, `${title}, ${place}`, activation, nameOf);
}

/** A grid of numbers, coloured by their size. @param {string} name */
function createCells(name) {
  const element = make('div', { class: `cells ${name}` });
  return {
    element,
    /**
     * @param {ArrayLike<number>} values
     * @param {number} columns
     * @param {number} scale the number of full colour
     * @param {number} [marked] place of one to mark
     */
    show(values, columns, scale, marked = -1) {
      while (element.children.length > values.length) element.lastChild?.remove();
      while (element.children.length < values.length) element.append(make('span'));
      element.style.setProperty('--columns', String(columns));
      for (let i = 0; i < values.length; i++) {
        const cell = /** @type {HTMLElement} */ (element.children[i]);
        setText(cell, Number.isFinite(values[i]) ? decimal(values[i]) : '');
        cell.style.setProperty('--share', (Number.isFinite(values[i]) ? Math.abs(values[i]) / scale : 0).toFixed(2));
        cell.className = `${values[i] < 0 ? 'minus' : ''}${i === marked ? ' best' : ''}`;
      }
    },
  };
}

/** @param {ArrayLike<number>} values */
const largest = (values) => Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

/** A convolution: for each channel numbers times weights; and what each channel adds. */
function createChannels() {
  const list = make('div', { class: 'channels' });
  const bars = make('canvas', { class: 'bars', width: 300, height: 48 });
  const caption = make('p', { class: 'note' });
  /** @type {ReturnType<typeof createChannel>[]} */
  const rows = [];
  return {
    element: make('div', {}, list, bars, caption),
    /** @param {Shown} shown @param {boolean} isWhole */
    show({ sum: { inputs, weights, parts, shape }, names }, isWhole) {
      const [height, width, channels] = shape;
      const isShort = channels > CHANNELS && !isWhole;
      const chosen = isShort
        ? [...largestParts(parts, CHANNELS), ...parts.keys()]
            .filter((c, i, all) => all.indexOf(c) === i)
            .slice(0, CHANNELS)
        : [...parts.keys()];
      while (rows.length < chosen.length) rows.push(createChannel());
      if (list.children.length !== chosen.length)
        list.replaceChildren(...rows.slice(0, chosen.length).map((row) => row.element));
      const scales = [largest(inputs), largest(weights)];
      chosen.forEach((channel, i) => {
        const own = (/** @type {Float32Array} */ values) =>
          Float32Array.from({ length: height * width }, (_, at) => values[at * channels + channel]);
        rows[i].show(names[channel] ?? `map ${channel + 1}`, own(inputs), own(weights), width, scales, parts[channel]);
      });
      bars.hidden = channels === 1;
      paintBars(bars, parts);
      const about = isShort ? ` Above, the ${CHANNELS} that add most.` : '';
      setText(caption, channels > 1 ? `What each of the ${channels} maps adds.${about}` : '');
    },
  };
}

function createChannel() {
  const name = make('p');
  const [given, kernel, products] = ['given', 'kernel', 'products'].map(createCells);
  const signs = ['×', '='].map((sign) => make('span', { class: 'sign' }, sign));
  return {
    element: make(
      'div',
      { class: 'channel' },
      name,
      given.element,
      signs[0],
      kernel.element,
      signs[1],
      products.element,
    ),
    /** @type {(label: string, inputs: Float32Array, weights: Float32Array, columns: number, scales: number[], part: number) => void} */
    show(label, inputs, weights, columns, [most, heaviest], part) {
      setText(name, `${label} adds ${precise(part)}`);
      given.show(inputs, columns, most);
      kernel.show(weights, columns, heaviest);
      products.show(
        inputs.map((value, i) => value * weights[i]),
        columns,
        most * heaviest,
      );
    },
  };
}

/** The numbers that a pooling window chooses from. */
function createWindow() {
  const cells = createCells('given');
  return {
    element: make('div', { class: 'channel' }, cells.element),
    /** @param {Shown} shown */
    show: ({ sum: { inputs, shape, largest: best } }) =>
      cells.show(inputs, shape[1], largest(inputs.filter(Number.isFinite)), best),
  };
}

/** A dense neuron: its weights as a picture, times its inputs; a bar of pluses and minuses; the largest products. */
function createNeuron() {
  const weights = makePicture('weights', 'Its weights: blue is positive, orange negative');
  const products = makePicture('products', 'Its weights times its inputs');
  const [plus, minus] = ['plus', 'minus'].map((name) => make('span', { class: name }));
  const balance = make('p', { class: 'balance' }, plus, minus);
  const list = make('ul', { class: 'terms' });
  return {
    element: make('div', {}, weights.element, products.element, balance, list),
    refresh() {
      weights.painter.refresh();
      products.painter.refresh();
    },
    /** @param {Shown} shown */
    show({ sum, before, names, labels }) {
      const view = sum.shape.length === 3 ? viewOf(sum.shape) : before;
      const layout = layoutOf(view, sum.inputs.length, ROOM, ROOM / 2);
      for (const [{ canvas, painter }, values] of /** @type {const} */ ([
        [weights, sum.weights],
        [products, Float32Array.from(sum.parts)],
      ])) {
        painter.paint(layout, values);
        canvas.style.setProperty('width', `${layout.width * layout.zoom}px`);
      }
      const above = sum.parts.reduce((total, part) => total + Math.max(0, part), 0);
      const below = above - sum.total;
      setText(plus, `pluses ${precise(above)}`);
      setText(minus, `minuses ${precise(-below)}`);
      balance.style.setProperty('--share', (above / (above + below || 1)).toFixed(3));
      const order = largestParts(sum.parts, PRODUCTS);
      while (list.children.length > order.length) list.lastChild?.remove();
      while (list.children.length < order.length) list.append(make('li'));
      order.forEach((i, at) => {
        const where = describePlace(view, placeOf(view, i), labels[i], names);
        const product = `${decimal(sum.inputs[i])} × ${precise(sum.weights[i])} = ${precise(sum.parts[i])}`;
        setText(list.children[at], `${product}, ${where}`);
      });
    },
  };
}

/**
 * Paints a bar for each part, up for pluses and down for minuses.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} parts
 */
function paintBars(canvas, parts) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const style = getComputedStyle(canvas);
  const [width, middle] = [canvas.width / parts.length, canvas.height / 2];
  const scale = (middle - 1) / largest(parts);
  context.clearRect(0, 0, canvas.width, canvas.height);
  parts.forEach((part, i) => {
    context.fillStyle = (part < 0 && style.getPropertyValue('--negative').trim()) || style.color;
    const height = part * scale;
    context.fillRect(i * width, middle - Math.max(0, height), Math.max(1, width - 1), Math.abs(height));
  });
  context.fillStyle = style.borderColor;
  context.fillRect(0, middle - 0.5, canvas.width, 1);
}
