/** Elements that only late code makes: of SVG, of tables and sections. */

import { make, makeButton, setText } from './dom.js';

/**
 * Makes an SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Sets text that is as large as a digit, or smaller when it holds words (data-words, for the style sheet).
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setSizedText(element, text) {
  setText(element, text);
  element.dataset.words = String(/[a-z]{3}/.test(text));
}

/** What visitors can do where the reason is unknown, beside that button. */
export const RETRY_ADVICE = 'Check your connection and try again.';

/**
 * Makes a message that something did not load, with a button to try again; to reload, if the site has been updated.
 *
 * @param {string} message
 * @param {() => void} onRetry
 * @returns {HTMLElement}
 */
export function makeFailure(message, onRetry) {
  const reason = make('span', {}, message);
  const button = makeButton('Try again', onRetry);
  import('./outdated.js').then((outdated) => outdated.explainIfOutdated(reason, button)).catch(() => {});
  return make('p', { class: 'failure', role: 'alert' }, reason, ' ', button);
}

/**
 * Makes a row of a table: a heading, then cells of text.
 *
 * @param {string} head
 * @param {...string} cells
 */
export const makeRow = (head, ...cells) =>
  make('tr', {}, make('th', { scope: 'row' }, head), ...cells.map((cell) => make('td', {}, cell)));

/**
 * Makes the head of a table: a heading for each column.
 *
 * @param {...string} titles
 */
export const makeHead = (...titles) =>
  make('thead', {}, make('tr', {}, ...titles.map((title) => make('th', { scope: 'col' }, title))));

/**
 * Makes a section under a small heading.
 *
 * @param {string} title
 * @param {...(Node | string)} parts
 */
export const makeSection = (title, ...parts) => make('section', {}, make('h3', {}, title), ...parts);

/**
 * Puts content that may be wider than the page into a region that scrolls, by keyboard too.
 *
 * @param {string} label
 * @param {Node} content
 */
export const makeScrollable = (label, content) =>
  make('div', { class: 'scrollable', tabindex: 0, role: 'region', 'aria-label': label }, content);
