/** Numbers and short texts as the page writes them. Pure. */

// Intl.NumberFormat is not used: its set-up takes a tenth of the time until the first reading

/** Shown in place of a drawing. */
export const BLANK_TEXT = 'Nothing drawn yet.';

/** 0.123 -> 12% @param {number} share */
export const percent = (share) => `${Math.round(100 * share)}%`;

/** 0.1234 -> 12.3% @param {number} share */
export const percent1 = (share) => `${(100 * share).toFixed(1)}%`;

/** 0.1234 -> 12.34% @param {number} share */
export const percent2 = (share) => `${(100 * share).toFixed(2)}%`;

// No network may claim 0% or 100%: where rounding would say so, probabilities are shown as an inequality.

/** A probability: 0.123 -> 12%, 0.998 -> >99%, 0.002 -> <1% @param {number} value */
export const probability = (value) => (value < 0.005 ? '<1%' : value < 0.995 ? percent(value) : '>99%');

/** A probability with decimals: 0.1234 -> 12.34%, 0.99998 -> >99.99%, 0.00002 -> <0.01% @param {number} value */
export const probability2 = (value) => (value < 0.00005 ? '<0.01%' : value < 0.99995 ? percent2(value) : '>99.99%');

/** A probability in a sentence: 0.123 -> 12%, 0.998 -> over 99%, 0.002 -> under 1% @param {number} value */
export const probabilityInWords = (value) => probability(value).replace('>', 'over ').replace('<', 'under ');

/**
 * Describes a confidence. Only a calibrated one is called sure.
 *
 * @param {number} value 0..1
 * @param {boolean} isCalibrated
 * @returns {string} such as "98% sure", "Over 99% (uncalibrated)"
 */
export const confidenceInWords = (value, isCalibrated) =>
  capitalized(`${probabilityInWords(value)} ${isCalibrated ? 'sure' : '(uncalibrated)'}`);

/** 1234.5 -> 1,235 @param {number} number */
export const whole = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');

/** 1436256 -> 1.4 million; below a million as `whole` @param {number} number */
export const large = (number) => (number < 1e6 ? whole(number) : `${(number / 1e6).toFixed(1)} million`);

/** 123456 -> 123 KB @param {number} bytes */
export const kilobytes = (bytes) => `${whole(bytes / 1000)} KB`;

/** Text with its lines in one, such as "47 / 5" @param {string} text */
export const inOneLine = (text) => text.replaceAll('\n', ' / ');

/** @param {string} text */
const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** @param {string} text */
export const uncapitalized = (text) => text.charAt(0).toLowerCase() + text.slice(1);
