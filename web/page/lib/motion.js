/** Motion: short, easing out, and none for visitors who have asked for less of it. */

/** Whether the visitor has asked for less motion. */
export const isMotionReduced = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Calls back on every frame; at once with 1, where motion is reduced.
 *
 * @param {number} duration in ms
 * @param {(part: number) => void} onFrame called with the part of the way, 0..1, in the end once with 1
 * @returns {() => void} stops where it is
 */
export function animate(duration, onFrame) {
  const start = performance.now();
  let isStopped = false;
  function step() {
    if (isStopped) return;
    const left = Math.max(0, 1 - (performance.now() - start) / duration);
    if (left) requestAnimationFrame(step);
    onFrame(1 - left ** 3);
  }
  if (isMotionReduced()) onFrame(1);
  else requestAnimationFrame(step);
  return () => {
    isStopped = true;
  };
}
