/** The keyboard pen: arrow keys move it over the pad, Space puts it down and lifts it. */

const STEP = 0.03; // of the pad's shorter side
const FAST = 3; // steps at once, with Shift

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLCanvasElement} canvas the pad's element; its keys work while it has the focus
 * @param {ReturnType<import('./pad.js').createPad>} pad
 * @param {(message: string) => void} announce to screen readers
 */
export function createKeyboardPen(canvas, pad, announce) {
  let position = null; // {x, y} in px of the drawing; null until the first key
  let isDown = false; // undo and clear may have lifted it since

  const point = (event) => ({ ...position, t: event.timeStamp });

  function move([dx, dy], event) {
    const { width, height } = pad.size;
    const step = STEP * Math.min(width, height) * (event.shiftKey ? FAST : 1);
    position = {
      x: Math.min(width, Math.max(0, position.x + dx * step)),
      y: Math.min(height, Math.max(0, position.y + dy * step)),
    };
    if (isDown) pad.extend([point(event)]);
  }

  function press(event) {
    if (pad.isDrawing) return; // with a pointer
    isDown = true;
    pad.begin(point(event));
    announce('Pen down');
  }

  function lift() {
    if (isDown && pad.isDrawing) {
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
    isDown &&= pad.isDrawing;
    position ??= { x: pad.size.width / 2, y: pad.size.height / 4 };
    if (ARROWS[event.key]) move(ARROWS[event.key], event);
    else if (event.key === ' ' && !isDown) press(event);
    else lift();
    pad.showPen(position);
  });
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('pointerdown', leave, { capture: true }); // before the pointer's own stroke
}
