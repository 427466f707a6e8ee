/**
 * The drawing and its numerals as an SVG file, for other programs. Every stroke is one path of constant width, so that
 * programs can edit it and plotters draw it; numerals are text. Pure.
 */

import { PALETTE } from './palette.js';

const WEIGHT = 600;
const FAMILY = 'Newsreader, "DejaVu Serif", serif'; // the page's, where it is installed
const SECOND = 13; // px: size of the second guess
const UNDERLINE = 0.16; // under the baseline, by the numeral's size

/** @type {Record<string, string>} */
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param {string} text @returns {string} without characters that XML does not allow */
const escaped = (text) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => ESCAPES[character]);

/** @param {number} value */
const rounded = (value) => String(Number(value.toFixed(2)));

/**
 * Makes an element.
 *
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [content] XML; text must be escaped
 */
function element(name, attributes, content) {
  const given = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`,
  );
  return `<${name}${given.join('')}${content === undefined ? '/>' : `>${content}</${name}>`}`;
}

/**
 * @param {import('./layout.js').Layout} layout
 * @param {string} title
 * @returns {string} XML
 */
export function toSvg({ width, height, pen, strokes, numerals, rules }, title) {
  const ink = strokes.filter(({ length }) => length).map((curves) => element('path', { d: pathOf(curves) }));
  const pens = { fill: 'none', stroke: PALETTE.ink, 'stroke-width': pen };
  const group = { ...pens, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  const fonts = { 'font-family': FAMILY, 'font-weight': WEIGHT };
  const parts = [
    element('title', {}, escaped(title)),
    element('rect', { id: 'paper', width, height, fill: PALETTE.paper }),
    ...rules.map(({ y }) => element('path', { d: `M0 ${rounded(y)}H${width}`, stroke: PALETTE.line })),
    element('g', { id: 'ink', ...group }, lines(ink)),
    element('g', { id: 'numerals', 'text-anchor': 'middle', ...fonts }, lines(numerals.flatMap(numeralOf))),
  ];
  const root = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' };
  return `${element('svg', root, lines(parts))}\n`;
}

/** @param {string[]} parts */
const lines = (parts) => parts.map((part) => `\n${part}`).join('') + (parts.length ? '\n' : '');

/** @param {import('./layout.js').Curve[]} curves of a stroke, each beginning where the one before ends */
function pathOf(curves) {
  const [x, y, ...others] = curves.flatMap(({ path }, i) => path.slice(i && 2));
  const begin = `M${rounded(x)} ${rounded(y)}`;
  return others.length ? `${begin}C${others.map(rounded).join(' ')}` : `${begin}h0`; // with round ends, that is a dot
}

/** @param {import('./layout.js').Numeral} numeral */
function numeralOf({ text, x, y, size, under, isDigit, isConfident, isCorrected, second }) {
  const fill = !isDigit ? PALETTE.soft : isConfident ? PALETTE.ink : PALETTE.unsure;
  const parts = [element('text', { x, y, 'font-size': size, fill }, escaped(text))];
  if (isCorrected) {
    const [from, to, line] = [x - size / 4, x + size / 4, y + UNDERLINE * size].map(rounded);
    parts.push(element('path', { d: `M${from} ${line}H${to}`, stroke: PALETTE.accent, 'stroke-width': 2 }));
  }
  if (second) {
    const small = { 'font-size': SECOND, 'font-weight': 400, 'font-family': 'sans-serif', fill: PALETTE.soft };
    parts.push(element('text', { x, y: under, ...small }, escaped(second)));
  }
  return parts;
}
