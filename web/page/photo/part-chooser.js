/** Chooses a part of the picture by a frame: with a pointer or the keyboard. */

import { make } from '../lib/dom.js';
import { scaleOf } from '../lib/window.js';
import { between, carried, holds, middleOf, moved, resized } from './frame.js';

const STEP = 10; // CSS px a key
const TAP = 6; // CSS px: a pointer that moves less sets a corner
const PRIMARY = 1; // bit of `buttons`: pen or finger down, left mouse button
const HELP = 'Frame. Arrow keys move it, with Shift they change its size. Enter reads it, Escape leaves.';
/** @type {Record<string, {x: number, y: number}>} */
const ARROWS = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/**
 * Opens a frame over the picture. A drag draws another; one that begins in a frame of the visitor's moves that. Two taps
 * set two corners. A pen takes over from a touch, which was the palm.
 *
 * @param {HTMLElement} bar over the picture, which stays over the frame
 * @param {import('./placing.js').Area} place of the picture, within which it stays, CSS px
 * @param {object} listeners
 * @param {() => void} listeners.onRead called for Enter
 * @param {() => void} listeners.onLeave called for Escape
 */
export function openFrame(bar, place, { onRead, onLeave }) {
  let within = place;
  let frame = middleOf(within);
  let isOwn = false; // whether the visitor has drawn or moved it: the first one is only an example
  /** @type {import('./frame.js').Point | null} the first of two corners that are tapped */
  let corner = null;
  /**
   * before: the frame; moves: that; by: the pointer.
   *
   * @type {{from: import('./frame.js').Point, before: import('./placing.js').Area, moves: boolean, by: PointerEvent} | null}
   */
  let drag = null;

  const box = make('div', { class: 'frame-box', tabindex: 0, role: 'application', 'aria-label': HELP });
  const spot = make('div', { class: 'frame-corner', hidden: true });
  const cover = make('div', { class: 'frame-cover' }, box, spot);
  bar.before(cover);

  /** @param {import('./placing.js').Area} next */
  function choose(next) {
    isOwn = true;
    box.classList.add('own');
    show(next);
  }

  /** @param {import('./placing.js').Area} next */
  function show(next) {
    frame = next;
    box.style.transform = `translate(${frame.x}px, ${frame.y}px)`;
    box.style.width = `${frame.width}px`;
    box.style.height = `${frame.height}px`;
  }

  /** @param {import('./frame.js').Point | null} point */
  function setCorner(point) {
    corner = point;
    spot.hidden = !point;
    if (point) spot.style.transform = `translate(${point.x}px, ${point.y}px)`;
  }

  /** Takes the drag in progress back. */
  function cancel() {
    if (drag) show(drag.before);
    drag = null;
  }

  /** Place of an event, also where the page around is scaled. @param {PointerEvent} event */
  function pointOf({ clientX, clientY }) {
    const { left, top } = cover.getBoundingClientRect();
    const scale = scaleOf(cover);
    return { x: (clientX - left) / scale, y: (clientY - top) / scale };
  }

  cover.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (drag?.by.pointerType === 'touch' && event.pointerType === 'pen') cancel();
    if (drag) return;
    event.preventDefault();
    box.focus({ preventScroll: true });
    const from = pointOf(event);
    drag = { from, before: frame, moves: isOwn && !corner && holds(frame, from), by: event };
    try {
      cover.setPointerCapture(event.pointerId);
    } catch {
      // the pointer has been lifted meanwhile
    }
  });
  cover.addEventListener('pointermove', (event) => {
    if (drag?.by.pointerId !== event.pointerId) return;
    if (!(event.buttons ? event.buttons & PRIMARY : event.pressure)) {
      drag = null; // it was lifted elsewhere; some pens report no button while they press
      return;
    }
    const to = pointOf(event);
    const by = { x: to.x - drag.from.x, y: to.y - drag.from.y };
    if (Math.hypot(by.x, by.y) < TAP) return;
    setCorner(null);
    choose(drag.moves ? moved(drag.before, by, within) : between(drag.from, to, within));
  });
  cover.addEventListener('pointerup', (event) => {
    if (drag?.by.pointerId !== event.pointerId) return;
    const to = pointOf(event);
    const isTap = Math.hypot(to.x - drag.from.x, to.y - drag.from.y) < TAP;
    drag = null;
    if (!isTap) return;
    if (corner) {
      choose(between(corner, to, within));
      setCorner(null);
    } else {
      setCorner(to);
    }
  });
  cover.addEventListener('pointercancel', (event) => {
    if (drag?.by.pointerId === event.pointerId) cancel();
  });
  cover.addEventListener('keydown', (event) => {
    const by = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!by && event.key !== 'Enter' && event.key !== 'Escape')) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (by) choose((event.shiftKey ? resized : moved)(frame, by, within));
    else if (event.key === 'Enter') onRead();
    else onLeave();
  });

  show(frame);
  box.focus({ preventScroll: true });
  return {
    /** The frame, CSS px of the pad. */
    get area() {
      return frame;
    },
    /** Keeps the frame where it is in the picture. @param {import('./placing.js').Area} place of the picture now */
    follow(place) {
      drag = null;
      setCorner(null);
      show(carried(frame, within, place));
      within = place;
    },
    close: () => cover.remove(),
  };
}
