/** Ink -> connected components with their size and width of stroke; holes and specks. Pure. */

/**
 * @typedef {import('./grey.js').Plane} Plane
 * @typedef {import('./threshold.js').Mask} Mask
 *
 * @typedef {object} Component
 * @property {number} label its pixels', from 1
 * @property {number} left
 * @property {number} top
 * @property {number} right the last column
 * @property {number} bottom the last row
 * @property {number} area in pixels
 * @property {number} width of its strokes, in pixels
 * @property {number} thickest width of its thickest part
 * @property {number} contrast the mean
 * @property {number} strongest contrast
 * @property {number} onEdge pixels on the edge of the picture, or at which it was cut
 *
 * @typedef {{width: number, height: number, values: Int32Array}} Labels of each pixel; 0 is ground
 */

/**
 * Finds the distance of each pixel of ink from the ground, in thirds of a pixel: a chamfer transform (G. Borgefors,
 * "Distance transformations in digital images", 1986). Beyond the edge of the picture there is no ground.
 *
 * @param {{width: number, height: number, values: Uint8Array}} mask
 * @returns {Uint16Array}
 */
export function distances({ width, height, values }) {
  const found = new Uint16Array(values.length);
  const far = 60_000;
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    x < 0 || y < 0 || x >= width || y >= height ? far : found[y * width + x];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!values[i]) continue;
      found[i] = Math.min(far, at(x - 1, y) + 3, at(x, y - 1) + 3, at(x - 1, y - 1) + 4, at(x + 1, y - 1) + 4);
    }
  }
  for (let y = height - 1, i = values.length - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      if (!values[i]) continue;
      found[i] = Math.min(found[i], at(x + 1, y) + 3, at(x, y + 1) + 3, at(x + 1, y + 1) + 4, at(x - 1, y + 1) + 4);
    }
  }
  return found;
}

/**
 * @param {{width: number, height: number, values: Uint8Array}} mask
 * @param {Plane} contrast
 * @param {Uint16Array} depth see distances
 * @param {Uint8Array} [ends] 1 for pixels at which ink was cut: they count as those on the edge
 * @returns {{components: Component[], labels: Labels}} of pixels that touch by a side or a corner
 */
export function toComponents({ width, height, values }, contrast, depth, ends) {
  const labels = new Int32Array(values.length);
  const stack = new Int32Array(values.length);
  /** @type {Component[]} */
  const components = [];
  for (let start = 0; start < values.length; start++) {
    if (!values[start] || labels[start]) continue;
    const label = components.length + 1;
    let [left, right, top, bottom] = [width, -1, height, -1];
    let [area, sum, strongest, inside, thickest, onEdge] = [0, 0, 0, 0, 0, 0];
    let size = 0;
    stack[size++] = start;
    labels[start] = label;
    while (size) {
      const i = stack[--size];
      const x = i % width;
      const y = (i - x) / width;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      area++;
      sum += contrast.values[i];
      if (contrast.values[i] > strongest) strongest = contrast.values[i];
      inside += depth[i];
      if (depth[i] > thickest) thickest = depth[i];
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1 || ends?.[i]) onEdge++;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const k = row * width + column;
          if (!values[k] || labels[k]) continue;
          labels[k] = label;
          stack[size++] = k;
        }
      }
    }
    // across a stroke the depth rises from 1 at its edge to half its width: its mean is half of that
    const stroke = Math.max(1, (4 * inside) / (3 * area) - 2);
    components.push({
      ...{ label, left, top, right, bottom, area, contrast: sum / area, strongest, onEdge },
      ...{ width: stroke, thickest: Math.max(1, (2 * thickest) / 3 - 1) },
    });
  }
  return { components, labels: { width, height, values: labels } };
}

/**
 * Fills holes that are smaller than a pen could leave.
 *
 * @param {{width: number, height: number, values: Uint8Array}} mask changed in place
 * @param {number} most pixels
 */
export function fillHoles({ width, height, values }, most) {
  const seen = new Uint8Array(values.length);
  const stack = new Int32Array(values.length);
  for (let start = 0; start < values.length; start++) {
    if (values[start] || seen[start]) continue;
    let [count, size] = [0, 0];
    let isOnEdge = false;
    stack[size++] = start;
    seen[start] = 1;
    const members = [];
    while (size) {
      const i = stack[--size];
      const x = i % width;
      const y = (i - x) / width;
      count++;
      if (count <= most) members.push(i);
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) isOnEdge = true;
      for (const k of [
        x > 0 ? i - 1 : i,
        x < width - 1 ? i + 1 : i,
        y > 0 ? i - width : i,
        y < height - 1 ? i + width : i,
      ]) {
        if (values[k] || seen[k]) continue;
        seen[k] = 1;
        stack[size++] = k;
      }
    }
    if (count <= most && !isOnEdge) for (const i of members) values[i] = 1;
  }
}
