/** Brings drawings into the range of numbers in which lengths and their squares neither overflow nor vanish. Pure. */

const [SMALLEST, LARGEST] = [1e-50, 1e50]; // CSS px: the farthest coordinate

/**
 * @param {import('../ink/drawing.js').Drawing} drawing
 * @returns {import('../ink/drawing.js').Drawing} the same; a copy, larger or smaller by a power of two, where its
 *   coordinates are out of range
 */
export function inRange(drawing) {
  let farthest = 0;
  for (const stroke of drawing) {
    for (const { x, y } of stroke) farthest = Math.max(farthest, Math.abs(x), Math.abs(y));
  }
  if (!farthest || (farthest > SMALLEST && farthest < LARGEST)) return drawing;
  const scale = 2 ** Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(farthest))));
  return drawing.map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale, y: y * scale })));
}
