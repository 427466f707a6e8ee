/**
 * Pointer events on the pad -> begin, extend, end and cancel. One pointer draws at a time: others (a second finger, the
 * palm) are ignored until it is lifted. The stroke of a pointer that the system takes away is dropped. A pointer that
 * could not be captured ends its stroke where it leaves the pad, or when another begins one.
 *
 * @typedef {{x: number, y: number, t: number}} TimedPoint px of the drawing; ms, as an event's time stamp
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} pad
 * @param {TimedPoint[] | null} pad.stroke in progress
 * @param {(x: number, y: number) => {x: number, y: number}} pad.toDrawing px of the element -> px of the drawing
 * @param {(point: TimedPoint) => TimedPoint[]} pad.begin returns the stroke
 * @param {(points: TimedPoint[]) => void} pad.extend
 * @param {() => void} pad.end
 * @param {() => void} pad.cancel
 */
export function listen(canvas, pad) {
  /** @type {{id: number, stroke: TimedPoint[]} | null} the pointer that draws, and its stroke */
  let own = null;

  /** @param {PointerEvent} event */
  const isOwn = ({ pointerId }) => own !== null && pointerId === own.id && pad.stroke === own.stroke;

  /** @param {PointerEvent} event */
  const pointOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return { ...pad.toDrawing(event.clientX - box.left, event.clientY - box.top), t: event.timeStamp };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text selection, no drag
    canvas.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: false }));
    if (pad.stroke && (!own || canvas.hasPointerCapture(own.id))) return;
    pad.end();
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // the pointer has been lifted meanwhile, or a script has made the event
    }
    own = { id: event.pointerId, stroke: pad.begin(pointOf(event)) };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!isOwn(event)) return;
    if (event.isTrusted && !event.buttons) return pad.end(); // it was lifted elsewhere
    const events = event.getCoalescedEvents?.() ?? [];
    pad.extend((events.length ? events : [event]).map(pointOf));
  });
  canvas.addEventListener('pointerup', (event) => {
    if (!isOwn(event)) return;
    pad.extend([pointOf(event)]);
    pad.end();
  });
  canvas.addEventListener('pointercancel', (event) => isOwn(event) && pad.cancel());
  canvas.addEventListener('lostpointercapture', (event) => isOwn(event) && pad.end());
  canvas.addEventListener('pointerleave', (event) => {
    if (isOwn(event) && !canvas.hasPointerCapture(event.pointerId)) pad.end();
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // a long press draws a dot
}
