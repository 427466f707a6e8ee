/** Ink -> centre lines one pixel wide. Pure. */

/**
 * Thins ink (T. Zhang and C. Suen, "A fast parallel algorithm for thinning digital patterns", 1984).
 *
 * @param {{width: number, height: number, values: Uint8Array}} mask
 * @returns {Uint8Array} 1 on the centre lines
 */
export function thin({ width, height, values }) {
  const wide = width + 2; // with a margin, so that each pixel has neighbours
  const padded = new Uint8Array(wide * (height + 2));
  let ink = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!values[y * width + x]) continue;
      const i = (y + 1) * wide + x + 1;
      padded[i] = 1;
      ink.push(i);
    }
  }
  const around = [-wide, 1 - wide, 1, 1 + wide, wide, wide - 1, -1, -1 - wide]; // clockwise from above
  const bits = (/** @type {number} */ i) => around.reduce((sum, step, k) => sum | (padded[i + step] << k), 0);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const table of TABLES) {
      const removed = ink.filter((i) => table[bits(i)]);
      if (!removed.length) continue;
      isChanged = true;
      for (const i of removed) padded[i] = 0;
      ink = ink.filter((i) => padded[i]);
    }
  }
  const found = new Uint8Array(values.length);
  for (const i of ink) found[(Math.floor(i / wide) - 1) * width + (i % wide) - 1] = 1;
  return found;
}

/** For each of 256 neighbourhoods, whether its pixel goes: in the first step of a round, and in the second. */
const TABLES = [0, 1].map((second) =>
  Uint8Array.from({ length: 256 }, (_, bits) => {
    const on = Array.from({ length: 8 }, (_, k) => (bits >> k) & 1);
    const count = on.reduce((a, b) => a + b);
    const rises = on.filter((value, k) => !value && on[(k + 1) % 8]).length;
    const [above, , right, , below, , left] = on;
    const isKept = second ? above * right * left + above * below * left : above * right * below + right * below * left;
    return Number(count >= 2 && count <= 6 && rises === 1 && !isKept);
  }),
);
