/** Small helpers for making elements. */

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean>} [attributes] false leaves one out, true sets it empty
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** The same for elements of a picture. @returns {SVGElement} */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Writes only what is new, so that a screen reader is not told twice. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** The same for what is set as large as a digit, and smaller where it is words. */
export function setSized(target, text) {
  setText(target, text);
  target.dataset.words = String(/[a-z]{3}/.test(text));
}

/** A table's row: a heading, then cells of text. */
export const row = (head, ...cells) =>
  make('tr', {}, make('th', { scope: 'row' }, head), ...cells.map((cell) => make('td', {}, cell)));

/** A table's first row: headings of the columns. */
export const heads = (...titles) =>
  make('thead', {}, make('tr', {}, ...titles.map((title) => make('th', { scope: 'col' }, title))));

/** A section under a small heading. */
export const section = (title, ...parts) => make('section', {}, make('h3', {}, title), ...parts);

/** What may be wider than the page, in a frame that scrolls, by keyboard too. */
export const scrolling = (label, content) =>
  make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, content);
