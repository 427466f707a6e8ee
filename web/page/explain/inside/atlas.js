/**
 * All maps of a layer as one picture, an *atlas*: where each number is, and its colour. Pure but for `createPainter`.
 *
 * @typedef {number[]} View how a layer is shown: [height, width, maps]; number i of the layer is at
 *   i = (row * width + column) * maps + map. A layer without maps is shown as rows, the last of which may be short
 *
 * @typedef {object} Place of a number in a view
 * @property {number} map
 * @property {number} row
 * @property {number} column
 *
 * @typedef {object} Layout
 * @property {View} view
 * @property {number} count of the numbers
 * @property {number} columns maps side by side
 * @property {number} width of the atlas, in pixels: one for each number, and one between two maps
 * @property {number} height
 * @property {number} zoom CSS px of a pixel
 */

import { largest, toRgb } from '../../ui/pictures.js';

const IN_A_ROW = 32; // numbers of a layer without maps
const [LEAST_ZOOM, MOST_ZOOM, ZOOM_OF_ROWS] = [2, 5, 16]; // CSS px of a pixel
const HEIGHT = 150; // CSS px that an atlas should not exceed

/**
 * @param {number[]} shape of a layer: [height, width, maps], or [length]
 * @param {View | null} before view of the layer before, if the layer changes each number of that by itself
 * @returns {View}
 */
export function viewOf(shape, before = null) {
  const [length] = shape;
  if (shape.length === 3) return shape;
  if (before && before[0] * before[1] * before[2] === length) return before;
  const columns = Math.min(length, IN_A_ROW);
  return [Math.ceil(length / columns), columns, 1];
}

/**
 * Arranges maps: as large as the room allows, in rows of about the same length.
 *
 * @param {View} view
 * @param {number} count of numbers
 * @param {number} room CSS px from left to right
 * @param {number} [height] CSS px that the atlas should not exceed
 * @returns {Layout}
 */
export function layoutOf(view, count, room, height = HEIGHT) {
  const [down, across, maps] = view;
  const isRows = maps === 1 && down * across !== count ? true : maps === 1 && across <= IN_A_ROW && down * 4 <= across;
  for (let zoom = isRows ? ZOOM_OF_ROWS : MOST_ZOOM; ; zoom--) {
    const most = Math.max(1, Math.min(maps, Math.floor((room / zoom + 1) / (across + 1))));
    const rows = Math.ceil(maps / most);
    const columns = Math.ceil(maps / rows);
    const layout = { width: columns * (across + 1) - 1, height: rows * (down + 1) - 1 };
    const fits = layout.width * zoom <= room && layout.height * zoom <= height;
    if (fits || zoom === LEAST_ZOOM) return { view, count, columns, ...layout, zoom };
  }
}

/** Where a map begins in the atlas: [x, y], in pixels. @param {Layout} layout @param {number} map */
export const cornerOf = ({ view: [height, width], columns }, map) => [
  (map % columns) * (width + 1),
  Math.floor(map / columns) * (height + 1),
];

/**
 * Returns the place at a point of the atlas, the nearest one between two maps.
 *
 * @param {Layout} layout
 * @param {number} x in pixels of the atlas, fractions allowed
 * @param {number} y
 * @returns {Place}
 */
export function placeAt({ view: [height, width, maps], columns, count }, x, y) {
  const [column, row] = [clamp(Math.floor(x / (width + 1)), columns - 1), Math.floor(y / (height + 1))];
  const map = clamp(row * columns + column, maps - 1);
  const place = {
    map,
    row: clamp(Math.floor(y - Math.floor(map / columns) * (height + 1)), height - 1),
    column: clamp(Math.floor(x - (map % columns) * (width + 1)), width - 1),
  };
  return maps === 1 ? placeOf([height, width, 1], Math.min(place.row * width + place.column, count - 1)) : place;
}

/** Index of a place among the numbers. @param {View} view @param {Place} place */
export const indexOf = ([, width, maps], { map, row, column }) => (row * width + column) * maps + map;

/** Place of a number. @param {View} view @param {number} index @returns {Place} */
export function placeOf([, width, maps], index) {
  const pixel = Math.floor(index / maps);
  return { map: index % maps, row: Math.floor(pixel / width), column: pixel % width };
}

/** Keys that move a place: [maps, rows, columns]. @type {Record<string, number[]>} */
const MOVES = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};

/**
 * Moves a place by a key; at an edge it stays.
 *
 * @param {Layout} layout
 * @param {Place} place
 * @param {string} key
 * @returns {Place | null} null for keys that move nothing
 */
export function moved({ view, count }, place, key) {
  const move = MOVES[key];
  if (!move) return null;
  const [height, width, maps] = view;
  const next = {
    map: clamp(place.map + move[0], maps - 1),
    row: clamp(place.row + move[1], height - 1),
    column: clamp(place.column + move[2], width - 1),
  };
  return indexOf(view, next) < count ? next : place;
}

/** @param {number} value @param {number} most */
const clamp = (value, most) => Math.max(0, Math.min(most, value));

/**
 * Paints atlases on a canvas, with one ImageData for all.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function createPainter(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {ImageData | null} */
  let image = null;
  /** @type {Uint32Array} pixels of the image */
  let pixels = new Uint32Array(0);
  /** @type {Uint32Array | null} colours of -255 to 255, then the one between maps; null until they are read */
  let colours = null;

  return {
    /** Reads the colours again: `color`, --negative and --between of the canvas. */
    refresh() {
      colours = null;
    },
    /**
     * @param {Layout} layout
     * @param {import('../../network/graph.js').Values['values'] | null} values null: a blank picture
     */
    paint({ view: [height, width, maps], count, columns, width: across, height: down }, values) {
      if (image?.width !== across || image.height !== down) {
        [canvas.width, canvas.height] = [across, down];
        image = context.createImageData(across, down);
        pixels = new Uint32Array(image.data.buffer);
      }
      colours ??= coloursOf(context);
      pixels.fill(colours[511]);
      const factor = values ? 255 / largest(values) : 0;
      const [zero] = colours.subarray(255);
      for (let map = 0; map < maps; map++) {
        const start = Math.floor(map / columns) * (height + 1) * across + (map % columns) * (width + 1);
        for (let row = 0; row < height; row++) {
          const to = start + row * across;
          for (let column = 0, i = row * width * maps + map; column < width && i < count; column++, i += maps) {
            pixels[to + column] = values ? colours[255 + Math.round(values[i] * factor)] : zero;
          }
        }
      }
      context.putImageData(image, 0, 0);
    },
  };
}

/** @param {CanvasRenderingContext2D} context of a canvas in the page */
function coloursOf(context) {
  const style = getComputedStyle(context.canvas);
  const negative = toRgb(context, style.getPropertyValue('--negative') || style.color);
  const positive = toRgb(context, style.color);
  const bytes = new Uint8ClampedArray(4 * 512);
  for (let i = -255; i <= 255; i++) bytes.set([...(i < 0 ? negative : positive), Math.abs(i)], 4 * (255 + i));
  bytes.set([...toRgb(context, style.getPropertyValue('--between') || style.color), 255], 4 * 511);
  return new Uint32Array(bytes.buffer);
}
