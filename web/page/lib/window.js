/** The window, and the scale of the page in it. */

const EDGE = 8; // px that stay free at the edges

/**
 * Returns the part of the window where a popup may stand: clear of its edges, of a notch and of bars of the system.
 * style/popover.css has the insets.
 *
 * @returns {{left: number, top: number, right: number, bottom: number}} px of the window
 */
export function roomOfWindow() {
  const { documentElement } = document;
  const insets = getComputedStyle(documentElement).getPropertyValue('--safe-area').trim().split(/\s+/);
  const [top, right, bottom, left] = [0, 1, 2, 3].map((side) => Math.max(EDGE, parseFloat(insets[side]) || 0));
  return {
    ...{ left, top },
    right: documentElement.clientWidth - right, // without the scroll bar
    bottom: documentElement.clientHeight - bottom,
  };
}

/**
 * Returns px of the window per CSS px of an element: not 1 where the page around it has been scaled, by `zoom` or
 * `transform`.
 *
 * @param {HTMLElement} element
 */
export const scaleOf = (element) =>
  element.getBoundingClientRect().width / parseFloat(getComputedStyle(element).width) || 1; // offsetWidth is rounded
