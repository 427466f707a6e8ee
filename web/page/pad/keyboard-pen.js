/** Writing with the keyboard: arrow keys move a pen over the pad, Space puts it down and lifts it. */

const STEP = 0.03; // of the pad's shorter side
const FAST = 3; // times the step, with Shift

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLCanvasElement} canvas the pad's element, which has the focus while its keys work
 * @param {ReturnType<import('./pad.js').createPad>} pad
 * @param {(text: string) => void} say tells a screen reader
 */
export function createKeyPen(canvas, pad, say) {
  let at = null; // {x, y} in the drawing's px; null until the first key
  let down = false; // whether the pen draws; undo and clear may have lifted it meanwhile

  const point = (event) => ({ ...at, t: event.timeStamp });

  function move([right, lower], event) {
    const { width, height } = pad.size;
    const step = STEP * Math.min(width, height) * (event.shiftKey ? FAST : 1);
    at = {
      x: Math.min(width, Math.max(0, at.x + right * step)),
      y: Math.min(height, Math.max(0, at.y + lower * step)),
    };
    if (down) pad.extend([point(event)]);
  }

  function press(event) {
    if (pad.isDrawing) return; // a pointer is at work
    down = true;
    pad.begin(point(event));
    say('Pen down');
  }

  function lift() {
    if (down && pad.isDrawing) {
      pad.end();
      say('Pen up');
    }
    down = false;
  }

  function leave() {
    lift();
    pad.showPen(null);
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!ARROWS[event.key] && event.key !== ' ' && event.key !== 'Escape') return;
    event.preventDefault(); // the page must not scroll
    down &&= pad.isDrawing;
    at ??= { x: pad.size.width / 2, y: pad.size.height / 4 };
    if (ARROWS[event.key]) move(ARROWS[event.key], event);
    else if (event.key === ' ' && !down) press(event);
    else lift();
    pad.showPen(at);
  });
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('pointerdown', leave, { capture: true }); // before the pointer's own stroke
}
