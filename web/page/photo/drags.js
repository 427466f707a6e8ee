/** Strokes that begin on buttons over the pad: a tap is the button's, a drag is ink. */

const TAP = 8; // CSS px: a pointer that moves less presses the button

/**
 * Passes drags that begin on buttons to the canvas below, which goes on with their pointer.
 *
 * @param {HTMLElement} buttons that let nobody else pan or zoom: touch-action none
 * @param {HTMLElement} canvas
 */
export function passDrags(buttons, canvas) {
  /** @type {PointerEvent | null} that may begin a drag */
  let down = null;
  let isPassed = false; // whether it did

  /** @param {string} type @param {PointerEvent} event @param {number} button that has changed, -1 for none */
  function send(type, event, button) {
    const { pointerId, pointerType, isPrimary, clientX, clientY } = event;
    const known = { pointerId, pointerType, isPrimary, clientX, clientY };
    canvas.dispatchEvent(new PointerEvent(type, { ...known, button, buttons: 1, cancelable: true }));
  }

  buttons.addEventListener('pointerdown', (event) => {
    isPassed = false;
    down = event.button === 0 && event.isPrimary ? event : null;
  });
  buttons.addEventListener('pointermove', (event) => {
    if (down?.pointerId !== event.pointerId || !(event.buttons & 1)) return;
    if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < TAP) return;
    const begun = down;
    down = null;
    isPassed = true;
    send('pointerdown', begun, 0); // the canvas captures the pointer: what follows goes there
    send('pointermove', event, -1);
  });
  for (const type of ['pointerup', 'pointercancel']) buttons.addEventListener(type, () => (down = null));
  buttons.addEventListener(
    'click',
    (event) => {
      if (!isPassed || event.detail === 0) return; // 0: from the keyboard
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
