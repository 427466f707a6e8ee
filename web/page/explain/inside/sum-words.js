/** Sums in words: the same numbers as the pictures show. Pure. */

import { probability2, whole } from '../../lib/format.js';

/**
 * @typedef {import('./sums.js').Sum} Sum
 * @typedef {import('./atlas.js').Place} Place
 */

const MOST_PARTS = 3; // that are named
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 0.123 -> “0.12”, -1.5 -> “−1.50”, 1234.5 -> “1,235” @param {number} value */
export function decimal(value) {
  const size = Math.abs(value);
  const text = size >= 1000 ? whole(size) : size.toFixed(size >= 100 ? 1 : 2);
  return Number(text.replaceAll(',', '')) && value < 0 ? `−${text}` : text;
}

/** With three decimals, for sums that can be checked. @param {number} value */
export function precise(value) {
  const text = Math.abs(value).toFixed(3);
  return Number(text) && value < 0 ? `−${text}` : text;
}

/**
 * Names a number of a layer.
 *
 * @param {import('./atlas.js').View} view
 * @param {Place} place
 * @param {string} [label] of the number
 * @param {string[]} [names] of the maps
 * @returns {string} such as “map 3, row 5, column 6”
 */
export function describePlace([height, , maps], { map, row, column }, label, names = []) {
  if (label) return label;
  if (maps > 1) return `${names[map] ?? `map ${map + 1}`}, row ${row + 1}, column ${column + 1}`;
  return height > 1 ? `row ${row + 1}, column ${column + 1}` : `number ${column + 1}`;
}

/**
 * The sum as one line.
 *
 * @param {Sum} sum
 * @param {string | null} activation of its layer
 * @returns {string} such as “The 15 products add up to 2.310; + bias 0.120 = 2.430, after relu 2.430”
 */
export function equationOf(sum, activation) {
  const { kind, value, inputs, weights, parts, total, bias, shape } = sum;
  if (kind === 'scale') return `${precise(inputs[0])} × ${decimal(weights[0])} = ${precise(value)}`;
  if (kind === 'max-pooling') return `The largest of ${inputs.length}: ${precise(value)}`;
  if (kind === 'softmax') return equationOfShare(sum);
  const factors = kind === 'convolution' ? `${shape.join(' × ')} = ` : '';
  const count = kind === 'convolution' ? inputs.length : parts.length;
  const before = count === 1 ? 'The product is' : `The ${factors}${whole(count)} products add up to`;
  const end = activation === 'relu' ? `, after relu ${precise(value)}` : '';
  const sign = bias < 0 ? '−' : '+';
  const isRounded = thousandths(total) + thousandths(bias) !== thousandths(total + bias); // the last digit differs by hand
  const result = `${precise(total + bias)}${isRounded ? ' (rounded)' : ''}`;
  return `${before} ${precise(total)}; ${sign} bias ${precise(Math.abs(bias))} = ${result}${end}`;
}

/** A number as `precise` rounds it, in thousandths. @param {number} value */
const thousandths = (value) => Math.round(1000 * Number(value.toFixed(3)));

/** “Score 6.18; e^6.18 = 485.03; divided by the sum of all 22, 487.94: 99.40%” @param {Sum} sum of a softmax */
function equationOfShare({ value, inputs, parts, index, temperature }) {
  const score = inputs[index];
  const exponent = score / temperature;
  const divided = temperature === 1 ? '' : ` divided by ${decimal(temperature)} is ${decimal(exponent)}`;
  const all = inputs.reduce((sum, one) => sum + Math.exp(one / temperature - exponent), 0); // as a multiple of the power
  const share = `divided by the sum of all ${parts.length}, ${powerOfE(exponent + Math.log(all))}: ${probability2(value)}`;
  return `Score ${decimal(score)}${divided}; e^${decimal(exponent)} = ${powerOfE(exponent)}; ${share}`;
}

/** e to a power: 9.2796 -> “10,717.14”, 12.88 -> “3.9 × 10⁵”; it may be too large or small for a number @param {number} exponent */
export function powerOfE(exponent) {
  const value = Math.exp(exponent);
  if (value >= 0.01 && value < 1e5) return value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ','); // quotients can be checked
  const tens = exponent / Math.LN10;
  const [digits, power] = (10 ** (tens - Math.floor(tens))).toExponential(1).split('e'); // 9.96 is 1.0 × 10
  const raised = String(Math.floor(tens) + Number(power)).replace(/./g, (one) => SUPERSCRIPTS[Number(one)] ?? '⁻');
  return `${digits} × 10${raised}`;
}

/**
 * The sum in sentences, for those who do not see the pictures.
 *
 * @param {Sum} sum
 * @param {string} subject such as “Convolution, 8 feature maps, map 3, row 5, column 6”
 * @param {string | null} activation
 * @param {(index: number) => string} nameOf a part: a map or a number of the layer before
 * @returns {string}
 */
export function describeSum(sum, subject, activation, nameOf) {
  const { kind, value, inputs, parts } = sum;
  const shown = kind === 'softmax' ? probability2(value) : precise(value);
  return `${subject}: ${shown}. ${equationOf(sum, activation)}.${details()}`;

  function details() {
    if (kind === 'max-pooling') return ` The numbers: ${Array.from(inputs, precise).join(', ')}.`;
    if (kind === 'scale' || kind === 'softmax') return '';
    const order = largestParts(parts, MOST_PARTS).map((i) => `${precise(parts[i])} from ${nameOf(i)}`);
    return parts.length > 1 ? ` The largest parts: ${order.join('; ')}.` : '';
  }
}

/**
 * @param {Float64Array} parts
 * @param {number} count
 * @returns {number[]} places of the parts that are not 0 and count most, largest first
 */
export const largestParts = (parts, count) =>
  Array.from(parts, (_, i) => i)
    .filter((i) => parts[i] !== 0)
    .sort((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]))
    .slice(0, count);
