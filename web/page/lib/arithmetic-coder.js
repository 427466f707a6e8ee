/**
 * An adaptive binary arithmetic coder: bits -> few characters, and back. Whatever is coded has a context, and the coder
 * learns how often each context had a 1, on both sides alike. Its interval has 30 bits, of which 6 that no longer
 * change become a character of base64url; there is no carry, as in M. Mahoney's lpaq. Pure.
 */

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'; // base64url
const LAST = 2 ** 30 - 1; // of the whole interval
const LEADING = 24; // bits below the 6 that lead
const PRIOR = 0.4; // of each bit, before the first: slightly more than Krichevsky and Trofimov's 0.5 trusts what it has seen
const MEMORY = 200; // bits of a context, after which older ones count half

/**
 * Codes a bit in a context, a small whole number: a writer takes the bit and returns it, a reader returns it whatever it
 * is given. So one function can describe a format for both.
 *
 * @typedef {(context: number, bit: boolean) => boolean} Coder
 */

/**
 * @param {string} [text] to read; left out, the coder writes
 * @returns {{code: Coder, end: () => string}} end: returns the text that was written
 */
export function createCoder(text) {
  let [low, high, value, written] = [0, LAST, 0, ''];
  let at = 0; // next character to read
  /** @type {[number, number][]} for each context, how often 0 and 1 came */
  const counts = [];
  const next = () => Math.max(0, ALPHABET.indexOf(text?.[at++] ?? 'A')); // after the end come zeros
  for (let i = 0; i < 5; i++) value = value * 64 + next();

  /** @type {Coder} */
  function code(context, bit) {
    counts[context] ??= [PRIOR, PRIOR];
    const count = counts[context];
    const middle = low + Math.floor(((high - low) * count[1]) / (count[0] + count[1]));
    if (text !== undefined) bit = value <= middle;
    if (bit) high = middle;
    else low = middle + 1;
    count[+bit] += 1;
    if (count[0] + count[1] > MEMORY) counts[context] = [count[0] / 2, count[1] / 2];
    while (low >> LEADING === high >> LEADING) {
      written += ALPHABET[low >> LEADING];
      low = (low << 6) & LAST;
      high = ((high << 6) & LAST) | 63;
      value = ((value << 6) & LAST) | next();
    }
    return bit;
  }

  // the leading character of a number within the interval is enough: zeros follow it
  return { code, end: () => written + ALPHABET[(low >> LEADING) + 1] };
}
