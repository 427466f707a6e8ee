/**
 * The pad of every peer: takes strokes by pointer or by script, and shows them on the canvas.
 *
 * @typedef {{x: number, y: number}[][]} Drawing strokes of points, px of the canvas, y down
 */

const PEN = 20; // px on a canvas of 280: two pixels of 28, about the width of MNIST's strokes

/**
 * @param {() => void} onStroke called after each stroke by pointer
 * @returns {{canvas: HTMLCanvasElement, strokes: Drawing, draw: (drawing: Drawing) => void}} white ink on
 *   black, as in MNIST; draw: clears the pad and draws
 */
export function createPad(onStroke = () => {}) {
  const canvas = document.getElementById('pad');
  const context = canvas.getContext('2d');
  const pad = { canvas, strokes: [], draw };
  Object.assign(context, { lineWidth: PEN, lineCap: 'round', lineJoin: 'round', strokeStyle: 'white' });
  canvas.style.touchAction = 'none';
  canvas.addEventListener('pointerdown', (event) => {
    pad.strokes.push([]);
    canvas.setPointerCapture(event.pointerId);
    follow(event);
  });
  canvas.addEventListener('pointermove', (event) => event.buttons && follow(event));
  canvas.addEventListener('pointerup', onStroke);
  draw([]);
  return pad;

  function follow({ offsetX: x, offsetY: y }) {
    pad.strokes.at(-1)?.push({ x, y });
    line(pad.strokes.at(-1)?.slice(-2) ?? []);
  }

  function draw(drawing) {
    pad.strokes = drawing;
    context.fillRect(0, 0, canvas.width, canvas.height); // black
    drawing.forEach(line);
  }

  function line([first, ...others]) {
    if (!first) return;
    context.beginPath();
    context.moveTo(first.x, first.y);
    for (const { x, y } of others.length ? others : [first]) context.lineTo(x, y);
    context.stroke();
  }
}
