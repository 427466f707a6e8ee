/** What stands between or before digits: the decimal point or comma, and the minus. Pure. */

import { heightOf, middleX, middleY, widthOf } from '../ink/boxes.js';

// All of the digits' height.
const DOT = 0.2; // a point is no larger
const LOW = 0.25; // a point is no farther above the line that digits stand on, nor below it
const COMMA = 0.55; // a comma is no higher,
const THIN = 0.3; // and no wider
const BAR = [0.2, 1]; // a minus is as long
const LEVEL = 0.3; // of a minus' length: it rises or falls by less
const HALF = [0.25, 0.75]; // a minus lies so far down the digits

/**
 * @param {import('./segments.js').Atom[]} atoms of one line, from left to right
 * @param {number} height of its digits
 * @returns {string[]} for every atom what mark it is, or ''
 */
export function marksOf(atoms, height) {
  const digits = atoms.filter(({ box }) => heightOf(box) > COMMA * height).map(({ box }) => box);
  if (!digits.length) return atoms.map(() => '');
  const near = (box) => nearest(digits, box);
  return atoms.map(({ isWhole, box }, i) => {
    if (!isWhole) return '';
    if (i === 0) return isMinus(box, near(box), height, atoms[1]) ? '-' : '';
    if (i === atoms.length - 1 || touches(box, [atoms[i - 1], atoms[i + 1]])) return '';
    return pointOrComma(box, near(box).bottom, height);
  });
}

/** The digit beside a mark says where digits stand there: a line may climb. */
function nearest(digits, box) {
  const away = (other) => Math.abs(middleX(other) - middleX(box));
  return digits.reduce((best, other) => (away(other) < away(best) ? other : best));
}

const touches = (box, others) => others.some(({ box: { left, right } }) => left < box.right && box.left < right);

function isMinus(box, { top, bottom }, height, next) {
  const length = widthOf(box) / height;
  const down = (middleY(box) - top) / (bottom - top);
  return (
    next !== undefined &&
    !touches(box, [next]) &&
    length >= BAR[0] &&
    length <= BAR[1] &&
    heightOf(box) <= LEVEL * widthOf(box) &&
    down >= HALF[0] &&
    down <= HALF[1]
  );
}

function pointOrComma(box, baseline, height) {
  const [wide, high] = [widthOf(box) / height, heightOf(box) / height];
  const above = (baseline - middleY(box)) / height;
  if (wide <= DOT && high <= DOT && Math.abs(above) <= LOW) return '.';
  return wide <= THIN && high <= COMMA && box.bottom > baseline && above <= LOW ? ',' : '';
}
