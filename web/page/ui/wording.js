/** The number on show -> texts of the page. Pure. */

import { confidenceInWords, inOneLine, probabilityInWords, uncapitalized } from '../lib/format.js';
import { ranked } from '../lib/math.js';
import { classInWords, DIGITS, NON_DIGIT } from '../network/classes.js';
import { CONFIDENT } from '../session/number.js';

const DIGITS_ONLY = 'Write digits, 0 to 9.';
const SHORT = 8; // characters: longer second-best readings are not repeated beside the confidence
/** @type {Record<string, string>} */
const MARKS = { '.': 'Point', ',': 'Comma', '-': 'Minus' };

/**
 * @typedef {import('../session/number.js').NumberState} NumberState
 *
 * @typedef {object} Description
 * @property {string} text in large type
 * @property {string} secondBest shown beside it, such as “or 1”; '' if the network is confident
 * @property {string} confidence such as “98% sure”
 * @property {string} announcement for screen readers, once the number has settled
 * @property {boolean} isConfident
 */

/**
 * Describes the number. A non-digit is described in words, with the digit it is closest to.
 *
 * @param {NumberState} state
 * @returns {Description}
 */
export function describeNumber({ text, confidence, secondBest, graphemes, selected, summary }) {
  if (!selected || !summary) return { text: '', secondBest: '', confidence: '', announcement: '', isConfident: true };
  const { classes, calibrated } = summary;
  const isConfident = confidence >= CONFIDENT;
  const share = confidenceInWords(confidence, calibrated);
  const description = (
    /** @type {string} */ answer,
    /** @type {string} */ other,
    /** @type {string} */ confidenceText,
  ) => ({
    text: answer,
    secondBest: inOneLine(other),
    confidence: confidenceText,
    announcement: `${inOneLine(answer)}, ${uncapitalized(confidenceText)}`,
    isConfident,
  });
  if (!text) {
    const closest = secondBest?.text || bestDigit(selected.probabilities, classes);
    const other = `${isConfident ? 'closest to' : 'or'} ${closest}`;
    return description(classInWords(NON_DIGIT), other, `${share}. ${DIGITS_ONLY}`);
  }
  const corrected = graphemes.filter(({ isCorrected }) => isCorrected).length;
  if (corrected === graphemes.length) return description(text, '', 'Set by you');
  const setByYou = corrected ? `, ${corrected} set by you` : '';
  const next = nextOf(secondBest, graphemes, classes);
  if (isConfident || !next) return description(text, '', share + setByYou);
  const odds = `, ${probabilityInWords(next.confidence)} for ${inOneLine(next.text)}`;
  return description(text, `or ${next.text}`, share + (next.text.length > SHORT ? '' : odds) + setByYou);
}

/**
 * Returns the second-best reading: another number or, for a single digit, a non-digit.
 *
 * @param {NumberState['secondBest']} secondBest
 * @param {NumberState['graphemes']} graphemes
 * @param {string[]} classes of the network
 */
function nextOf(secondBest, graphemes, classes) {
  const rejected = graphemes.length === 1 ? (graphemes[0].probabilities[classes.indexOf(NON_DIGIT)] ?? 0) : 0;
  if (rejected <= (secondBest?.confidence ?? 0)) return secondBest;
  return { text: uncapitalized(classInWords(NON_DIGIT)), confidence: rejected };
}

/**
 * Describes the selected grapheme.
 *
 * @param {NumberState} state
 * @returns {string} such as “Digit 4 of 4: 6 (next best: 9)”; '' for no reading
 */
export function describeSelected({ selected, graphemes, selectedIndex, summary }) {
  if (!selected || !summary) return '';
  const { grapheme, recognized, isCorrected, probabilities } = selected;
  const kind = MARKS[grapheme] ? 'Mark' : 'Digit';
  const place = graphemes.length > 1 ? `${kind} ${selectedIndex + 1} of ${graphemes.length}: ` : '';
  if (isCorrected) return `${place}${inWords(grapheme)} (read as ${uncapitalized(inWords(recognized))})`;
  const next = ranked(probabilities)
    .map((index) => classInWords(summary.classes[index]))
    .find((name) => name !== inWords(grapheme));
  return `${place}${inWords(grapheme)} (next best: ${uncapitalized(next ?? '')})`;
}

/**
 * Describes a grapheme of the number.
 *
 * @param {import('../session/number.js').ShownGrapheme} grapheme
 * @param {boolean} isCalibrated whether the network's confidence is
 * @returns {string} such as “7, 98% sure”
 */
export const describeGrapheme = ({ grapheme, confidence, isCorrected }, isCalibrated) =>
  `${inWords(grapheme)}, ${isCorrected ? 'set by you' : uncapitalized(confidenceInWords(confidence, isCalibrated))}`;

/** @param {NumberState} state just corrected @returns {string} an announcement */
export function describeCorrection({ selected, text }) {
  if (!selected) return '';
  const done = `${selected.isCorrected ? 'Set to' : 'Back to'} ${uncapitalized(inWords(selected.grapheme))}`;
  return `${done}. ${text ? `The number is ${inOneLine(text)}` : 'There is no number'}.`;
}

/** @param {string} grapheme '' for a non-digit @returns {string} */
const inWords = (grapheme) => MARKS[grapheme] ?? (grapheme || classInWords(NON_DIGIT));

/** @param {ArrayLike<number>} probabilities @param {string[]} classes */
const bestDigit = (probabilities, classes) =>
  ranked(probabilities)
    .map((index) => classes[index])
    .find((name) => DIGITS.includes(name)) ?? '';
