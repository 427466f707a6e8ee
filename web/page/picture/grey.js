/**
 * A picture -> the contrast of its ink: one channel, with uneven light flattened, and white on black turned round. Pure.
 *
 * @typedef {object} Picture
 * @property {number} width in pixels
 * @property {number} height
 * @property {Uint8ClampedArray | Uint8Array} data red, green, blue, alpha of each pixel, row-major
 *
 * @typedef {object} Plane one value for each pixel
 * @property {number} width
 * @property {number} height
 * @property {Float32Array} values row-major
 *
 * @typedef {Plane & {ground: Plane, cell: number}} Flat contrast; and its ground with sharp edges, each of whose values is for
 *   a square of `cell` pixels
 *
 * @typedef {'luma' | 'red' | 'green' | 'blue'} Channel
 * @typedef {{channel: Channel, isLight: boolean, isUnsure: boolean}} Ink how ink differs from its ground: isLight: lighter than
 *   it; isUnsure: whether it may be darker or lighter just as well
 */

/** @type {Record<Channel, [number, number, number]>} weights of red, green and blue */
const WEIGHTS = { luma: [0.3, 0.59, 0.11], red: [1, 0, 0], green: [0, 1, 0], blue: [0, 0, 1] };
/** @type {Channel[]} */
const CHANNELS = ['luma', 'red', 'green', 'blue'];
const LEAST_GAIN = 1.15; // by which a colour must separate ink better than luma does: it has more noise
const STRONGEST = 0.998; // of all pixels are fainter than those whose contrast is compared
const CELLS = 160; // of the ground, along the longer side, at most
const STRAY = 0.08; // of white: differences that count when light and dark ink are compared
const UNSURE = 0.01; // of the cubes of the other side
const DARKEST = 24; // of 255: a darker ground has no contrast to speak of

/**
 * @param {Picture} picture
 * @param {Channel} channel
 * @param {boolean} isLight whether its ink is
 * @returns {Plane} 0 to 255, light where the ground is; see-through pixels are white, or black under light ink
 */
export function planeOf({ width, height, data }, channel, isLight) {
  const [red, green, blue] = WEIGHTS[channel];
  const values = new Float32Array(width * height);
  for (let i = 0, at = 0; i < values.length; i++, at += 4) {
    const alpha = data[at + 3];
    let value = red * data[at] + green * data[at + 1] + blue * data[at + 2];
    if (isLight) value = 255 - value;
    values[i] = alpha === 255 ? value : 255 + ((value - 255) * alpha) / 255;
  }
  return { width, height, values };
}

/**
 * Shrinks by the mean of blocks.
 *
 * @param {Plane} plane
 * @param {number} factor a whole number; what is left over at the right and below is left out
 * @returns {Plane}
 */
export function shrink({ width, height, values }, factor) {
  if (factor <= 1) return { width, height, values };
  const [across, down] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const [stepX, stepY] = [Math.min(factor, width), Math.min(factor, height)];
  const found = new Float32Array(across * down);
  const share = 1 / (stepX * stepY);
  for (let y = 0; y < down * stepY; y++) {
    const row = Math.floor(y / stepY) * across;
    let at = y * width;
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let k = 0; k < stepX; k++) sum += values[at++];
      found[row + x] += sum * share;
    }
  }
  return { width: across, height: down, values: found };
}

/**
 * Enlarges, with straight lines between the middles of pixels.
 *
 * @param {Plane} plane
 * @param {number} factor a whole number
 * @returns {Plane}
 */
export function enlarge({ width, height, values }, factor) {
  if (factor <= 1) return { width, height, values };
  const [across, down] = [width * factor, height * factor];
  const found = new Float32Array(across * down);
  const columns = placesOf(across, width, factor);
  const rows = placesOf(down, height, factor);
  for (let y = 0; y < down; y++) {
    const { low: top, high: bottom, share: partY } = rows[y];
    for (let x = 0; x < across; x++) {
      const { low, high, share } = columns[x];
      const above = values[top * width + low] * (1 - share) + values[top * width + high] * share;
      const below = values[bottom * width + low] * (1 - share) + values[bottom * width + high] * share;
      found[y * across + x] = above * (1 - partY) + below * partY;
    }
  }
  return { width: across, height: down, values: found };
}

/**
 * Returns for each of `count` pixels the two of `size` between which it lies.
 *
 * @param {number} count
 * @param {number} size
 * @param {number} factor pixels of the first for one of the second
 */
const placesOf = (count, size, factor) =>
  Array.from({ length: count }, (_, i) => {
    const place = Math.min(size - 1, Math.max(0, (i + 0.5) / factor - 0.5));
    const low = Math.floor(place);
    return { low, high: Math.min(size - 1, low + 1), share: place - low };
  });

/**
 * Divides by the ground: the light there is where ink is thinner than twice the radius.
 *
 * @param {Plane} plane light where the ground is
 * @param {number} radius in pixels
 * @param {boolean} [isWide] whether darkness at the edge of the picture, as that of a table, goes on beyond it
 * @returns {Flat} contrast: 0 on the ground, towards 1 in black ink, below 0 where it is lighter than the ground
 */
export function flatten(plane, radius, isWide = false) {
  const { width, height, values } = plane;
  const cell = Math.max(1, Math.ceil(Math.max(width, height) / CELLS), Math.floor(radius / 6));
  const reach = Math.max(1, Math.round(radius / cell));
  const beyond = isWide ? reach : 0;
  const small = padded(shrink(plane, cell), beyond);
  const closed = spread(spread(small, reach, Math.max), reach, Math.min);
  const soft = blur(blur(closed, Math.max(1, reach >> 1)), Math.max(1, reach >> 1));
  // on the dark side of an edge, as that of a table, the ground is no lighter than it is there
  for (const [i, value] of closed.values.entries()) soft.values[i] = Math.min(value, soft.values[i]);
  const ground = padded(spread(soft, 1, Math.min), -beyond);
  const found = new Float32Array(width * height);
  const columns = placesOf(width, ground.width, cell);
  const rows = placesOf(height, ground.height, cell);
  const line = new Float32Array(ground.width);
  for (let y = 0; y < height; y++) {
    const { low: top, high: bottom, share: partY } = rows[y];
    for (let x = 0; x < ground.width; x++) {
      line[x] = ground.values[top * ground.width + x] * (1 - partY) + ground.values[bottom * ground.width + x] * partY;
    }
    for (let x = 0; x < width; x++) {
      const { low, high, share } = columns[x];
      const light = line[low] * (1 - share) + line[high] * share;
      found[y * width + x] = 1 - values[y * width + x] / Math.max(light, DARKEST);
    }
  }
  return { width, height, values: found, ground: padded(closed, -beyond), cell };
}

/**
 * Continues a plane beyond its edges, where its outermost pixels are repeated, or cuts off what is there: a dark table at
 * the edge of a picture is as wide as one wishes.
 *
 * @param {Plane} plane
 * @param {number} by pixels on each side; below 0: they are cut off
 * @returns {Plane}
 */
function padded({ width, height, values }, by) {
  const [across, down] = [width + 2 * by, height + 2 * by];
  const found = new Float32Array(across * down);
  const within = (/** @type {number} */ at, /** @type {number} */ size) => Math.max(0, Math.min(size - 1, at - by));
  for (let y = 0, i = 0; y < down; y++) {
    const row = within(y, height) * width;
    for (let x = 0; x < across; x++, i++) found[i] = values[row + within(x, width)];
  }
  return { width: across, height: down, values: found };
}

/**
 * The largest or smallest value of a window, along rows, then along columns.
 *
 * @param {Plane} plane
 * @param {number} reach pixels on each side
 * @param {(a: number, b: number) => number} choose Math.max or Math.min
 * @returns {Plane}
 */
export function spread({ width, height, values }, reach, choose) {
  const isMax = choose === Math.max;
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) slide(values, rows, y * width, 1, width, reach, isMax);
  const found = new Float32Array(values.length);
  for (let x = 0; x < width; x++) slide(rows, found, x, width, height, reach, isMax);
  return { width, height, values: found };
}

/**
 * Sliding extremes of one row or column: a queue of candidates, each value enters and leaves it once.
 *
 * @param {Float32Array} from
 * @param {Float32Array} to
 * @param {number} start
 * @param {number} step
 * @param {number} count
 * @param {number} reach
 * @param {boolean} isMax
 */
function slide(from, to, start, step, count, reach, isMax) {
  const queue = new Int32Array(count);
  let [head, tail] = [0, 0];
  for (let i = 0; i < count + reach; i++) {
    if (i < count) {
      const value = from[start + i * step];
      while (tail > head) {
        const last = from[start + queue[tail - 1] * step];
        if (isMax ? last > value : last < value) break;
        tail--;
      }
      queue[tail++] = i;
    }
    const at = i - reach;
    if (at < 0) continue;
    while (queue[head] < at - reach) head++;
    to[start + at * step] = from[start + queue[head] * step];
  }
}

/**
 * The mean of a window, along rows, then along columns; at the edges of what there is of it.
 *
 * @param {Plane} plane
 * @param {number} reach pixels on each side
 * @returns {Plane}
 */
export function blur({ width, height, values }, reach) {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) average(values, rows, y * width, 1, width, reach);
  const found = new Float32Array(values.length);
  for (let x = 0; x < width; x++) average(rows, found, x, width, height, reach);
  return { width, height, values: found };
}

/**
 * @param {Float32Array} from
 * @param {Float32Array} to
 * @param {number} start
 * @param {number} step
 * @param {number} count
 * @param {number} reach
 */
function average(from, to, start, step, count, reach) {
  let [sum, inside] = [0, 0];
  for (let i = 0; i < count + reach; i++) {
    if (i < count) {
      sum += from[start + i * step];
      inside++;
    }
    if (i > 2 * reach) {
      sum -= from[start + (i - 2 * reach - 1) * step];
      inside--;
    }
    if (i >= reach && i - reach < count) to[start + (i - reach) * step] = sum / inside;
  }
}

/**
 * Finds how ink differs from its ground: by which channel it stands out best from the noise, and whether it is lighter.
 *
 * @param {Picture} picture a small one will do
 * @param {number} radius see flatten
 * @param {boolean} [isKnownLight] if it is known
 * @returns {Ink}
 */
export function inkIn(picture, radius, isKnownLight) {
  const [darker, lighter] =
    isKnownLight === undefined
      ? leanings(planeOf(picture, 'luma', false), planeOf(picture, 'luma', true), radius)
      : [1, 1];
  const isLight = isKnownLight ?? lighter > darker;
  let best = /** @type {Channel} */ ('luma');
  let most = 0;
  for (const channel of CHANNELS) {
    const found =
      separation(flatten(planeOf(picture, channel, isLight), radius, true)) / (channel === 'luma' ? 1 : LEAST_GAIN);
    if (found > most) [best, most] = [channel, found];
  }
  return { channel: best, isLight, isUnsure: Math.min(darker, lighter) > UNSURE * Math.max(darker, lighter) };
}

/**
 * How much darker and how much lighter than what is around it something stands out. Cubes, since ink differs much in few
 * places, and so its surroundings little in many. What is thick, as the paper on a dark table, does not count.
 *
 * @param {Plane} plane
 * @param {Plane} inverse light where the plane is dark
 * @param {number} radius see flatten
 * @returns {[number, number]}
 */
function leanings(plane, inverse, radius) {
  const around = blur(plane, Math.round(2 * radius)).values;
  const [dark, light] = [plane, inverse].map((one) => ({
    values: one.values,
    contrast: flatten(one, radius, true).values,
  }));
  /** @type {[number, number]} */
  const found = [0, 0];
  plane.values.forEach((value, i) => {
    const apart = (value - around[i]) / 255;
    const { values, contrast } = apart > 0 ? light : dark;
    const thin = (values[i] / 255) * (1 / Math.max(1e-3, 1 - contrast[i]) - 1); // of the ground, less the value
    const least = Math.min(Math.abs(apart), thin);
    if (least > STRAY) found[Number(apart > 0)] += least ** 3;
  });
  return found;
}

/**
 * How far the strongest ink is from the ground, in standard deviations of all: patterns count against it.
 *
 * @param {Plane} contrast
 */
function separation({ values }) {
  const sorted = values.slice().sort();
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const spread = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  return sorted[Math.floor(STRONGEST * (sorted.length - 1))] / (spread + 0.01);
}

/**
 * The threshold that separates two classes best (N. Otsu, IEEE Transactions on Systems, Man, and Cybernetics, 1979).
 *
 * @param {Float64Array} bins counts
 * @returns {number} the last bin of the lower class
 */
export function otsu(bins) {
  let [total, sum] = [0, 0];
  bins.forEach((count, i) => {
    total += count;
    sum += count * i;
  });
  let [below, sumBelow, best, most] = [0, 0, 0, -1];
  for (let i = 0; i < bins.length - 1; i++) {
    below += bins[i];
    sumBelow += bins[i] * i;
    if (!below || below === total) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (total - below);
    const between = below * (total - below) * apart * apart;
    if (between > most) [best, most] = [i, between];
  }
  return best;
}
