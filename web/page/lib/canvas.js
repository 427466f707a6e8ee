/** Canvases to paint on. */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D | null} null where the browser refuses one, or has no memory left for one more
 */
export function contextOf(canvas) {
  try {
    return canvas.getContext('2d');
  } catch {
    return null;
  }
}
