/** Numbers as the page writes them. Pure. */

const ALMOST = 0.995; // from here on rounding would say 100 %, which no network may

// not Intl.NumberFormat, which takes a tenth of the time until the first reading to set itself up

/** 0.123 -> 12% */
export const percent = (part) => `${Math.round(100 * part)}%`;

/** 0.1234 -> 12.34% */
export const exact = (part) => `${(100 * part).toFixed(2)}%`;

/** 1234.5 -> 1,235 */
export const whole = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');

/** 123456 -> 123 KB */
export const kilobytes = (bytes) => `${whole(bytes / 1000)} KB`;

/**
 * How sure a reading is, in words. Only what has been calibrated is called sure.
 * @param {number} confidence 0..1
 * @param {boolean} calibrated
 */
export function sure(confidence, calibrated) {
  const share = confidence < ALMOST ? percent(confidence) : 'over 99%';
  return `${share[0].toUpperCase()}${share.slice(1)} ${calibrated ? 'sure' : 'by its own count'}`;
}

/** What is said where a drawing would be shown. */
export const NOTHING = 'Nothing drawn yet.';
