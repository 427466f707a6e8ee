/** A small view of the pad beside the planes, to write on where the pad itself is out of sight. It keeps no ink of its own. */

import { make, makeButton } from '../../lib/dom.js';
import { createCurve } from '../../pad/curve.js';
import { trace } from '../../pad/painter.js';
import { listen } from '../../pad/pointer.js';

const PEN = 3; // CSS px

/**
 * @param {import('../../pad/pad.js').Pad} pad
 */
export function createSmallPad(pad) {
  const canvas = make('canvas', { role: 'img', 'aria-label': 'Your drawing, to write on here, too' });
  const tools = make('p', {}, make('span', {}, 'Write here, too.'), makeButton('Clear', pad.clear));
  const element = make('div', { class: 'small-pad' }, canvas, tools);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  let frame = 0; // in which it is painted

  /** Gives it the pad's shape, from the beginning: nothing moves under the pen. */
  function shape() {
    const { width, height } = pad.elementSize;
    canvas.style.setProperty('aspect-ratio', `${width} / ${height}`);
  }

  function paint() {
    frame = 0;
    const { width, height } = pad.elementSize;
    if (!width || !canvas.clientWidth) return; // hidden
    shape();
    const zoom = (canvas.clientWidth / width) * devicePixelRatio;
    const [across, down] = [Math.round(width * zoom), Math.round(height * zoom)];
    if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
    const scale = zoom * pad.view.scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, across, down);
    context.scale(scale, scale);
    context.lineCap = context.lineJoin = 'round';
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    const pen = (PEN * devicePixelRatio) / scale;
    for (const stroke of pad.stroke ? [...pad.sheet.strokes, pad.stroke] : pad.sheet.strokes) {
      const curve = createCurve((path, width) => trace(context, path, width * pen));
      for (const point of stroke) curve.add(point);
      const [path, width] = curve.rest();
      trace(context, path, width * pen);
    }
  }

  /** Paints it in the next frame, however much has changed until then. */
  function paintSoon() {
    frame ||= requestAnimationFrame(paint);
  }

  shape();
  listen(canvas, pad);
  const ends = [pad.subscribe(paintSoon), pad.subscribeView(paintSoon)];
  const sizes = new ResizeObserver(paintSoon);
  sizes.observe(canvas);
  return {
    element,
    refresh: paintSoon,
    /** Ends what follows the pad. */
    end() {
      for (const end of ends) end();
      sizes.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
