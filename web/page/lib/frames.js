/** Work that follows what is drawn, in step with the screen. */

/** @returns {() => void} at most one call a frame, and the last state wins: the call itself looks at what is there */
export function oncePerFrame(call) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      call();
    });
  };
}
