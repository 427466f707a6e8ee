/** A frame on the pad: a box in CSS px that stays within the picture. Pure. */

export const SMALLEST = 16; // CSS px: side of a frame

/**
 * @typedef {import('./placing.js').Area} Area
 * @typedef {{x: number, y: number}} Point CSS px
 */

/** Returns the frame that a part of a picture gets at first: its middle. @param {Area} within @returns {Area} */
export const middleOf = ({ x, y, width, height }) =>
  inside(
    { x: x + width / 5, y: y + height / 5, width: (3 * width) / 5, height: (3 * height) / 5 },
    { x, y, width, height },
  );

/** Returns the frame between two corners. @param {Point} a @param {Point} b @param {Area} within @returns {Area} */
export function between(a, b, within) {
  const [left, right] = [a.x, b.x].map((x) => clamp(x, within.x, within.x + within.width)).sort(rising);
  const [top, bottom] = [a.y, b.y].map((y) => clamp(y, within.y, within.y + within.height)).sort(rising);
  return inside({ x: left, y: top, width: right - left, height: bottom - top }, within);
}

/** Moves a frame. @param {Area} frame @param {Point} by @param {Area} within @returns {Area} */
export const moved = (frame, by, within) => inside({ ...frame, x: frame.x + by.x, y: frame.y + by.y }, within);

/** Moves the right and lower sides of a frame. @param {Area} frame @param {Point} by @param {Area} within @returns {Area} */
export function resized({ x, y, width, height }, by, within) {
  const most = { x: within.x + within.width - x, y: within.y + within.height - y };
  return inside({ x, y, width: Math.min(width + by.x, most.x), height: Math.min(height + by.y, most.y) }, within);
}

/** Returns the frame around the same part of a picture that has another place now. @param {Area} frame @param {Area} before @param {Area} after @returns {Area} */
export function carried(frame, before, after) {
  const [across, down] = [after.width / before.width, after.height / before.height];
  const [x, y] = [after.x + (frame.x - before.x) * across, after.y + (frame.y - before.y) * down];
  return inside({ x, y, width: frame.width * across, height: frame.height * down }, after);
}

/** @param {Area} frame @param {Point} point */
export const holds = ({ x, y, width, height }, point) =>
  point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;

/** Returns the frame, as large and as far in as it has to be. @param {Area} frame @param {Area} within @returns {Area} */
function inside(frame, within) {
  const width = clamp(frame.width, Math.min(SMALLEST, within.width), within.width);
  const height = clamp(frame.height, Math.min(SMALLEST, within.height), within.height);
  return {
    x: clamp(frame.x, within.x, within.x + within.width - width),
    y: clamp(frame.y, within.y, within.y + within.height - height),
    width,
    height,
  };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** @param {number} a @param {number} b */
const rising = (a, b) => a - b;
