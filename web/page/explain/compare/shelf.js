/** The shelf of trick drawings: a small picture button each. */

import { boxOf, heightOf, union, widthOf } from '../../ink/boxes.js';
import { make, makeButton } from '../../lib/dom.js';
import { makeSvg } from '../../lib/elements.js';
import { TRICKS } from './tricks.js';

/**
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('./tricks.js').Trick} Trick
 */

const MARGIN = 0.06; // around the ink of a picture, by its longer side
const PEN = 0.06; // width of the pen, by the longer side of the ink

/** @param {(trick: Trick) => void} onChoose */
export function createShelf(onChoose) {
  const buttons = new Map(TRICKS.map((trick) => [trick, createButton(trick, onChoose)]));
  const element = make('div', { class: 'shelf', role: 'group', 'aria-label': 'Trick drawings' }, ...buttons.values());
  return {
    element,
    /** Marks the drawing on show. @param {Trick | null} chosen null: the visitor's own */
    show(chosen) {
      for (const [trick, button] of buttons) button.setAttribute('aria-pressed', String(trick === chosen));
    },
    /** Moves the focus to a drawing. @param {Trick} trick */
    focus: (trick) => buttons.get(trick)?.focus(),
  };
}

/** @param {Trick} trick @param {(trick: Trick) => void} onChoose */
function createButton(trick, onChoose) {
  const button = makeButton('', () => onChoose(trick));
  const picture = makeSvg('svg', { 'aria-hidden': 'true' });
  paintStrokes(picture, trick.drawing, trick);
  button.append(picture, make('span', {}, trick.name));
  button.setAttribute('aria-pressed', 'false');
  return button;
}

/**
 * Shows strokes as a picture.
 *
 * @param {SVGSVGElement} picture
 * @param {Drawing} drawing not blank
 * @param {{view: number[] | null, pen: number} | null} [look] view: left, top, width and height of what is shown, px; pen:
 *   its width, px. By default all the ink, in a pen that suits its size
 */
export function paintStrokes(picture, drawing, look = null) {
  const strokes = drawing.filter((stroke) => stroke.length);
  const box = union(strokes.map((stroke) => boxOf(stroke)));
  const extent = Math.max(widthOf(box), heightOf(box)) || 1;
  const pen = look?.pen ?? PEN * extent;
  const margin = MARGIN * extent + pen / 2;
  const view = look?.view ?? [
    box.left - margin,
    box.top - margin,
    widthOf(box) + 2 * margin,
    heightOf(box) + 2 * margin,
  ];
  picture.setAttribute('viewBox', view.map((value) => value.toFixed(1)).join(' '));
  picture.style.setProperty('--pen', String(pen));
  const lines = strokes.map(
    (stroke) => `M${[...stroke, stroke[stroke.length - 1]].map(({ x, y }) => `${x} ${y}`).join('L')}`,
  );
  picture.replaceChildren(makeSvg('path', { d: lines.join('') })); // one for all: a scribble may have thousands of strokes
}
