/** Tiles of examples by digit: the ink of each on a button that removes it. */

import { unpackInk } from '../../hand/examples.js';
import { make } from '../../lib/dom.js';
import { makeSvg } from '../../lib/elements.js';
import { CLASS_LISTS } from '../../network/classes.js';
import { inWords } from '../../ui/wording.js';
import { nameOf } from './words.js';

const SIDE = 255; // of the lattice that examples are on
const MARGIN = 24; // around it, for the pen
const ORDER = CLASS_LISTS[CLASS_LISTS.length - 1];

/**
 * @typedef {import('../../hand/examples.js').Example} Example
 * @typedef {import('../../hand/examples.js').Examples} Examples
 *
 * @param {(example: Example) => void} onRemove
 */
export function createTiles(onRemove) {
  const element = make('div', { class: 'hand-examples' });
  /** @type {Map<string, HTMLButtonElement>} by grapheme and ink: a tile on show stays the same element */
  let tiles = new Map();

  /** @param {Example} example */
  const keyOf = ({ grapheme, ink }) => grapheme + ink;

  /** @param {Example} example */
  function makeTile(example) {
    const tile = make('button', { type: 'button', class: 'hand-tile' }, pictureOf(example));
    tile.addEventListener('click', () => {
      const all = [...element.querySelectorAll('button')];
      const place = all.indexOf(tile);
      const next = all[place + 1] ?? all[place - 1];
      next?.focus(); // this one disappears
      onRemove(example);
    });
    return tile;
  }

  return {
    element,
    /** @param {Examples} examples the oldest first */
    show(examples) {
      const before = tiles;
      tiles = new Map(examples.map((one) => [keyOf(one), before.get(keyOf(one)) ?? makeTile(one)]));
      if (tiles.size === before.size && [...tiles.keys()].every((key) => before.has(key))) return;
      const focused = document.activeElement;
      const sections = ORDER.flatMap((grapheme) => {
        const own = examples.filter((one) => one.grapheme === grapheme);
        own.forEach((one, i) => {
          const place = own.length > 1 ? `, ${i + 1} of ${own.length}` : '';
          tiles.get(keyOf(one))?.setAttribute('aria-label', `Remove this ${nameOf(grapheme)}${place}`);
        });
        const items = own.map((one) => make('li', {}, /** @type {HTMLElement} */ (tiles.get(keyOf(one)))));
        if (!items.length) return [];
        return [make('section', {}, make('h3', {}, inWords(grapheme)), make('ul', {}, ...items))];
      });
      element.replaceChildren(...sections);
      if (focused instanceof HTMLElement && element.contains(focused)) focused.focus({ preventScroll: true });
    },
  };
}

/** @param {Example} example */
function pictureOf({ ink }) {
  const lines = unpackInk(ink).map((stroke) => {
    const points = stroke.length > 1 ? stroke : [...stroke, ...stroke]; // a dot is a line of no length
    return makeSvg('polyline', { points: points.map(({ x, y }) => `${x},${y}`).join(' ') });
  });
  const [width, height] = sizeOf(ink);
  const [left, top] = [(width - SIDE) / 2, (height - SIDE) / 2]; // in the middle
  const box = [left - MARGIN, top - MARGIN, SIDE + 2 * MARGIN, SIDE + 2 * MARGIN];
  return makeSvg('svg', { viewBox: box.join(' '), 'aria-hidden': 'true' }, ...lines);
}

/** @param {string} ink @returns {[number, number]} width and height */
function sizeOf(ink) {
  const points = unpackInk(ink).flat();
  return [Math.max(...points.map(({ x }) => x)), Math.max(...points.map(({ y }) => y))];
}
