/**
 * SHA-256 of bytes, for pages on plain http, where browsers have no `crypto.subtle`. Pure. Source: FIPS 180-4, sections 4.1.2,
 * 5 and 6.2 (https://doi.org/10.6028/NIST.FIPS.180-4).
 */

const ROUNDS = 64;
const BLOCK = 64; // bytes

/** The first 32 bits of the fractional part of a number. @param {number} value */
const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) >>> 0;

const primes = Array.from({ length: 320 }, (_, i) => i + 2)
  .filter((n) => !Array.from({ length: n - 2 }, (_, i) => i + 2).some((divisor) => n % divisor === 0))
  .slice(0, ROUNDS);
const CONSTANTS = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const FIRST = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** @param {number} word @param {number} by */
const rotated = (word, by) => (word >>> by) | (word << (32 - by));

/**
 * @param {Uint8Array} bytes fewer than 512 MB
 * @returns {Uint8Array} 32 bytes
 */
export function sha256(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const hash = FIRST.slice();
  const words = new Uint32Array(ROUNDS);
  for (let at = 0; at < padded.length; at += BLOCK) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < ROUNDS; i++) {
      const [a, b] = [words[i - 15], words[i - 2]];
      const first = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
      const second = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
      words[i] = words[i - 16] + first + words[i - 7] + second;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < ROUNDS; i++) {
      const choice = (e & f) ^ (~e & g);
      const turned = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const first = (h + turned + choice + CONSTANTS[i] + words[i]) >>> 0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) >>> 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] += word;
  }
  const result = new Uint8Array(32);
  for (const [i, word] of hash.entries()) new DataView(result.buffer).setUint32(4 * i, word);
  return result;
}
