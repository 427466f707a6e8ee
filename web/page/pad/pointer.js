/**
 * Pointer events on the pad -> begin, extend and end; drop, cancel and erase. One pointer draws at a time: others are
 * ignored until it is lifted, but a pen takes over from a touch, which was the palm. For the same reason touches leave
 * no ink for a while after a pen was seen. A second finger that follows the first at once makes it a pinch: no ink.
 * The stroke of a pointer that the system takes away is undone. A pointer that could not be captured ends its stroke
 * where it leaves the pad, or when another begins one. The other end of a pen, and its barrel button, erase.
 *
 * @typedef {{x: number, y: number, t: number}} TimedPoint px of the drawing; ms, as an event's time stamp
 */

const PALM_TIME = 1000; // ms after a pen: the hand rests while the pen is lifted between strokes, seldom longer
const PINCH_TIME = 200; // ms between two fingers of a pinch, less than most strokes take;
const PINCH_WAY = 20; // CSS px that the first may have moved until then: less than most digits are high

const TAP = 8; // px of the drawing: a shorter way is a tap

const PRIMARY = 1; // bits of `buttons`: pen or finger on the pad, left mouse button;
const ERASING = 2 | 32; // the pen's barrel button, or its other end
const ERASING_BUTTONS = [2, 5]; // the same in `button`

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Pick<import('./pad.js').Pad, 'stroke' | 'elementSize' | 'view' | 'toDrawing' | 'begin' | 'extend' | 'end' |
 *   'drop' | 'cancel' | 'erase' | 'finishReplay'>} pad
 */
export function listen(canvas, pad) {
  /**
   * The pointer that draws or erases; mayBeTap: it has ended a replay.
   *
   * @type {{event: PointerEvent, stroke: TimedPoint[] | null, sweep: import('./pad.js').Sweep, mayBeTap: boolean} | null}
   */
  let own = null;
  let penSeen = -Infinity; // time stamp
  let isPinching = false; // until a finger comes alone again

  /** @param {PointerEvent} event */
  const isOwn = ({ pointerId }) =>
    own !== null && pointerId === own.event.pointerId && (!own.stroke || pad.stroke === own.stroke);

  /** Returns the places of events, also where the page around the pad is scaled. @param {PointerEvent[]} events */
  function pointsOf(events) {
    const box = canvas.getBoundingClientRect();
    const { width, height } = pad.elementSize;
    return events.map(({ clientX, clientY, timeStamp }) => {
      const [x, y] = [(clientX - box.left) * (width / box.width), (clientY - box.top) * (height / box.height)];
      return { ...pad.toDrawing(x, y), t: timeStamp };
    });
  }

  /** @param {PointerEvent} event */
  const isErasing = ({ pointerType, button, buttons }) =>
    pointerType === 'pen' && (ERASING_BUTTONS.includes(button) || (buttons & ERASING) > 0);

  /** Whether a touch is no writing. @param {PointerEvent} event */
  function isStray(event) {
    if (event.pointerType !== 'touch') return false;
    if (event.isPrimary) isPinching = false;
    if (event.timeStamp - penSeen < PALM_TIME || isPinching) return true;
    if (!pad.stroke || own?.event.pointerType !== 'touch' || !isOwn(own.event)) return false;
    isPinching = event.timeStamp - own.event.timeStamp < PINCH_TIME || wayOf(pad.stroke) * pad.view.scale < PINCH_WAY;
    if (isPinching) pad.drop();
    return isPinching;
  }

  /** @param {PointerEvent} event */
  function noticePen({ pointerType, timeStamp }) {
    if (pointerType === 'pen') penSeen = timeStamp;
  }

  canvas.addEventListener('pointerdown', (event) => {
    noticePen(event);
    const erases = isErasing(event);
    if (event.button !== 0 && !erases) return;
    event.preventDefault(); // no text selection, no drag
    canvas.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: false }));
    const wasReplaying = pad.finishReplay();
    if (isStray(event)) return;
    if (own?.event.pointerType === 'touch' && event.pointerType === 'pen' && isOwn(own.event)) pad.drop();
    if (pad.stroke && (!own || canvas.hasPointerCapture(own.event.pointerId))) return;
    pad.end();
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // the pointer has been lifted meanwhile, or a script has made the event
    }
    own = { event, stroke: null, sweep: { from: null, sheet: null }, mayBeTap: wasReplaying };
    const [point] = pointsOf([event]);
    if (erases) erase([point]);
    else own.stroke = pad.begin(point);
  });
  canvas.addEventListener('pointermove', (event) => {
    noticePen(event);
    if (!own || !isOwn(event)) return;
    // some pens report no button while they press
    const isDown = event.buttons ? event.buttons & (own.stroke ? PRIMARY : PRIMARY | ERASING) : event.pressure > 0;
    if (!isDown) return end(); // it was lifted elsewhere, or while another button was down
    const events = event.getCoalescedEvents?.() ?? [];
    const points = pointsOf(events.length ? events : [event]);
    const predicted = event.getPredictedEvents?.() ?? [];
    if (own.stroke) pad.extend(points, predicted.length ? pointsOf(predicted) : predicted);
    else erase(points);
  });
  canvas.addEventListener('pointerup', (event) => {
    noticePen(event);
    if (!own || !isOwn(event)) return;
    const points = pointsOf([event]);
    if (own.stroke) pad.extend(points);
    else erase(points);
    end();
  });
  canvas.addEventListener('pointercancel', (event) => {
    if (!isOwn(event)) return;
    pad.cancel();
    own = null;
  });
  canvas.addEventListener('lostpointercapture', (event) => isOwn(event) && end());
  canvas.addEventListener('pointerleave', (event) => {
    noticePen(event);
    if (isOwn(event) && !canvas.hasPointerCapture(event.pointerId)) end();
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // a long press draws a dot
  for (const type of ['touchstart', 'touchmove']) {
    // iPads take short strokes of the pencil for Scribble, and double taps for the magnifier; pointer events still come
    canvas.addEventListener(type, (event) => event.cancelable && event.preventDefault(), { passive: false });
  }

  function end() {
    // a tap only ends a replay; a stroke is ink
    if (own?.stroke && own.mayBeTap && wayOf(own.stroke) < TAP) pad.drop();
    else if (own?.stroke) pad.end();
    own = null;
  }

  /** @param {TimedPoint[]} points */
  function erase(points) {
    // without its code nothing is erased
    for (const point of points) if (own) pad.erase(point, own.sweep).catch(() => {});
  }
}

/** Returns the length of a stroke, in px of the drawing. @param {TimedPoint[]} stroke */
const wayOf = (stroke) =>
  stroke.reduce((sum, { x, y }, i) => sum + (i ? Math.hypot(x - stroke[i - 1].x, y - stroke[i - 1].y) : 0), 0);
