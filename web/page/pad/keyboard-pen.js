/** The keyboard pen: arrow keys move it over the pad, Space puts it down and lifts it. */

const STEP = 0.03; // of the pad's shorter side
const FAST = 3; // steps at once, with Shift

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLCanvasElement} canvas the pad's element; its keys work while it has the focus
 * @param {import('./pad.js').Pad} pad
 * @param {(message: string) => void} announce to screen readers
 */
export function createKeyboardPen(canvas, pad, announce) {
  /** @type {{x: number, y: number} | null} in px of the drawing; null until the first key */
  let position = null;
  let isDown = false; // undo and clear may have lifted it since

  const middle = () => ({ x: pad.size.width / 2, y: pad.size.height / 4 });

  /** @param {[number, number]} direction @param {KeyboardEvent} event */
  function move([dx, dy], event) {
    const { width, height } = pad.size;
    const step = STEP * Math.min(width, height) * (event.shiftKey ? FAST : 1);
    const { x, y } = position ?? middle();
    position = {
      x: Math.min(width, Math.max(0, x + dx * step)),
      y: Math.min(height, Math.max(0, y + dy * step)),
    };
    if (isDown) pad.extend([{ ...position, t: event.timeStamp }]);
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (pad.stroke) return; // with a pointer
    isDown = true;
    pad.begin({ ...(position ?? middle()), t: event.timeStamp });
    announce('Pen down');
  }

  function lift() {
    if (isDown && pad.stroke) {
      pad.end();
      announce('Pen up');
    }
    isDown = false;
  }

  function leave() {
    lift();
    pad.showPen(null);
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!ARROWS[event.key] && event.key !== ' ' && event.key !== 'Escape') return;
    event.preventDefault(); // the page must not scroll
    isDown &&= pad.stroke !== null;
    position ??= middle();
    if (ARROWS[event.key]) move(ARROWS[event.key], event);
    else if (event.key === ' ' && !isDown) press(event);
    else lift();
    pad.showPen({ ...position, isDown });
  });
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('pointerdown', leave, { capture: true }); // before the pointer's own stroke
}
