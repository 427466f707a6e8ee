/**
 * The sheet: under the ink of each digit its tile, the raster that the network sees, and under that its numeral. All
 * three keep to one column while the digit grows, the pad zooms, and strokes come and go.
 */

import { boxOf, middleX, union } from '../ink/boxes.js';
import { inkOf } from '../ink/identity.js';
import { rasterize } from '../ink/raster.js';
import { make } from '../lib/dom.js';
import { isMotionReduced } from '../lib/motion.js';
import { isMark } from '../session/number.js';
import { columnsOf } from './columns.js';
import { colourOf, paintTile } from './tile.js';
import { describeGrapheme, describeNumber } from './wording.js';

/** How far a key moves the focus; Home and End go all the way. @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const SLIDE = 120; // ms

/**
 * @typedef {import('../session/session.js').State} State
 * @typedef {import('../session/number.js').NumberState} NumberState
 * @typedef {import('../session/number.js').ShownGrapheme} ShownGrapheme
 *
 * @typedef {object} View of the drawing on the pad
 * @property {number} scale CSS px per px of the drawing
 * @property {number} width of the pad, CSS px
 * @property {number} height
 *
 * @typedef {object} Place one column
 * @property {HTMLCanvasElement} tile
 * @property {HTMLButtonElement} numeral
 * @property {string} key of the ink on the tile
 * @property {import('../ink/boxes.js').Box} box of the ink, px of the drawing
 */

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {object} listeners
 * @param {(index: number) => void} listeners.onSelect called when the visitor selects a grapheme
 * @param {(numeral: HTMLElement) => void} listeners.onOpen called when the visitor opens the selected grapheme
 */
export function createSheet({ onSelect, onOpen }) {
  const [sheet, tiles, output, hairline] = ['sheet', 'tiles', 'reading', 'hairline'].map(element);
  /** @type {Map<string, Place>} id of a grapheme's ink -> its column */
  let places = new Map();
  /** @type {State | null} the one that is shown */
  let shown = null;
  /** @type {View} */
  let view = { scale: 1, width: 0, height: 0 };
  /** @type {import('./columns.js').Room | null} null until it is known */
  let room = null;
  /** @type {number[] | null} of the tiles' ink */
  let colour = null;
  /** @type {HTMLElement | null} the numeral under the pointer, or with the focus */
  let pointed = null;

  const numerals = () => /** @type {HTMLElement[]} */ ([...output.querySelectorAll('button')]);
  /** @param {EventTarget | null} target */
  const numeralOf = (target) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('button'));

  output.addEventListener('click', ({ target }) => {
    const numeral = numeralOf(target);
    if (numeral) open(numeral);
  });
  output.addEventListener('keydown', (event) => {
    const all = numerals();
    const index = all.indexOf(/** @type {HTMLElement} */ (event.target));
    if (index < 0 || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(all.length - 1, index + KEYS[event.key]));
    onSelect(next);
    all[next].focus();
  });
  for (const [type, isOn] of /** @type {const} */ ([
    ['pointerover', true],
    ['focusin', true],
    ['pointerleave', false],
    ['focusout', false],
  ])) {
    output.addEventListener(type, ({ target }) => {
      pointed = isOn ? numeralOf(target) : null;
      showHairline();
    });
  }

  /** @param {HTMLElement} numeral */
  function open(numeral) {
    onSelect(numerals().indexOf(numeral));
    onOpen(numeral);
  }

  /** Makes, changes and removes columns. @param {State} state @returns {boolean} whether there are other columns than before */
  function showGraphemes({ number }) {
    const { graphemes, drawing, text, selectedIndex, summary } = number;
    const focused = document.activeElement;
    const before = places;
    places = new Map();
    const isNew = graphemes.map((grapheme) => {
      const place = before.get(grapheme.id) ?? placeOf();
      places.set(grapheme.id, place);
      if (place.key !== grapheme.key) {
        place.key = grapheme.key;
        const ink = inkOf(drawing, grapheme.parts);
        place.box = union(ink.map((points) => boxOf(points)));
        colour ??= colourOf(tiles);
        paintTile(place.tile, rasterize(ink), colour);
      }
      return !before.has(grapheme.id);
    });
    const own = [...places.values()];
    for (const [id, { tile, numeral }] of before) {
      if (places.has(id)) continue;
      if (numeral === focused) (own[selectedIndex]?.numeral ?? element('pad')).focus({ preventScroll: true });
      tile.remove();
      numeral.remove();
    }
    const words = text || graphemes.length > 1 ? '' : describeNumber(number).text; // all ink is one non-digit
    graphemes.forEach((grapheme, i) => {
      const { numeral, tile } = own[i];
      const label = grapheme.grapheme || words;
      if (numeral.textContent !== label) numeral.textContent = label;
      numeral.setAttribute('aria-label', describeGrapheme(grapheme, Boolean(summary?.calibrated)));
      numeral.tabIndex = i === selectedIndex ? 0 : -1;
      numeral.classList.toggle('unsure', !grapheme.isConfident);
      numeral.classList.toggle('corrected', grapheme.isCorrected);
      numeral.classList.toggle('non-digit', !grapheme.grapheme);
      tile.hidden = isMark(grapheme.grapheme);
    });
    arrange(graphemes, own, text);
    return isNew.includes(true) || before.size !== places.size;
  }

  /** Puts the elements into reading order, lines apart, so that the text of the output is the number. @param {ShownGrapheme[]} graphemes @param {Place[]} own @param {string} text */
  function arrange(graphemes, own, text) {
    /** @type {(string | Node)[]} */
    const nodes = [];
    let last = -1; // line of the last digit
    own.forEach(({ numeral }, i) => {
      const { grapheme, line } = graphemes[i];
      if (grapheme && last >= 0 && line !== last) nodes.push('\n');
      if (grapheme) last = line;
      nodes.push(numeral);
    });
    const isSame =
      nodes.length === output.childNodes.length && nodes.every((node, i) => isNode(node, output.childNodes[i]));
    if (!isSame) {
      const focused = /** @type {HTMLElement | null} */ (
        output.contains(document.activeElement) ? document.activeElement : null
      );
      output.replaceChildren(...nodes);
      focused?.focus({ preventScroll: true }); // moving it has taken the focus away
      tiles.append(...own.map(({ tile }) => tile));
    }
    output.dataset.words = String(!text && own.length > 0);
  }

  /** Puts the columns under the ink. @param {boolean} isSliding whether those that were elsewhere slide there */
  function place(isSliding) {
    if (!shown || !room) return;
    const { graphemes } = shown.number;
    const own = [...places.values()];
    const middles = graphemes.map(({ line, grapheme }, i) => ({
      x: middleX(own[i].box) * view.scale,
      line,
      grapheme,
    }));
    const { columns, tileRow, numeralRow } = columnsOf(middles, room);
    columns.forEach(({ x, line, width, tile: side, numeral: size, second }, i) => {
      const { tile, numeral } = own[i];
      tile.style.width = tile.style.height = `${side}px`;
      move(tile, x, line * tileRow + (tileRow - side) / 2, side, isSliding);
      numeral.style.width = `${width}px`;
      numeral.style.height = `${numeralRow}px`;
      numeral.style.fontSize = graphemes[i].grapheme ? `${size}px` : '';
      move(numeral, x, line * numeralRow, width, isSliding);
      const other = graphemes[i].second;
      const guess = other && second ? other.grapheme || 'no digit' : '';
      if (guess) numeral.dataset.second = second === 'long' ? `or ${guess}?` : `${guess}?`;
      else delete numeral.dataset.second;
    });
    showHairline();
  }

  /** Measures the rows. @returns {import('./columns.js').Room} */
  function measure() {
    const style = getComputedStyle(sheet);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    /** @param {string} name of a length in rem */
    const px = (name) => parseFloat(style.getPropertyValue(name)) * rem;
    return {
      width: view.width,
      tilesHeight: tiles.clientHeight,
      numeralsHeight: output.clientHeight,
      maxTile: px('--tile'),
      maxNumeral: px('--numeral'),
    };
  }

  /** Joins the numeral that is pointed at to its ink. */
  function showHairline() {
    const found = [...places.values()].find(({ numeral }) => numeral === pointed);
    hairline.hidden = !found;
    if (!found) return;
    const top = found.box.bottom * view.scale;
    const bottom = /** @type {HTMLElement} */ (output.parentElement).offsetTop; // of the sheet, also where it is scaled
    hairline.style.transform = `translate(${middleX(found.box) * view.scale}px, ${top}px)`;
    hairline.style.height = `${Math.max(0, bottom - top)}px`;
  }

  return {
    /** @param {State} state */
    show(state) {
      const last = shown;
      output.setAttribute('aria-busy', String(state.isReading));
      element('samples').hidden = state.drawing.length > 0;
      if (state.number === last?.number) {
        shown = state;
        return;
      }
      shown = state;
      place(showGraphemes(state));
    },
    /** Follows the pad while it zooms or changes its size. @param {View} next */
    follow(next) {
      const isResized = next.width !== view.width || next.height !== view.height;
      view = next;
      if (isResized) room = measure();
      place(false);
    },
    /** Paints the tiles again, in the colours of another colour scheme. */
    repaint() {
      colour = null;
      for (const place of places.values()) place.key = '';
      if (shown) showGraphemes(shown);
    },
  };
}

/** @type {WeakMap<HTMLElement, [number, number]>} middle and top of elements, CSS px */
const at = new WeakMap();

/**
 * Moves an element to a column.
 *
 * @param {HTMLElement} element
 * @param {number} x its middle, CSS px
 * @param {number} y its top
 * @param {number} width which may be another than before
 * @param {boolean} isSliding from where it was
 */
function move(element, x, y, width, isSliding) {
  const [beforeX, beforeY] = at.get(element) ?? [x, y];
  at.set(element, [x, y]);
  /** @param {number} middle @param {number} top */
  const transform = (middle, top) => `translate(${(middle - width / 2).toFixed(2)}px, ${top.toFixed(2)}px)`;
  element.style.transform = transform(x, y);
  if (!isSliding || (beforeX === x && beforeY === y) || isMotionReduced()) return;
  const frames = [{ transform: transform(beforeX, beforeY) }, { transform: transform(x, y) }];
  element.animate(frames, { duration: SLIDE, easing: 'ease-out' });
}

/** @returns {Place} */
function placeOf() {
  const attributes = { type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' };
  return {
    tile: make('canvas', { width: 28, height: 28 }),
    numeral: make('button', attributes),
    key: '',
    box: boxOf([]),
  };
}

/** @param {string | Node} node @param {Node} child */
const isNode = (node, child) => (typeof node === 'string' ? child.nodeValue === node : node === child);
