/** The number on show -> texts of the page. Pure. */

import { confidenceInWords, inOneLine, uncapitalized } from '../lib/format.js';
import { ranked } from '../lib/math.js';
import { classInWords, DIGITS, NON_DIGIT } from '../network/classes.js';
import { CONFIDENT } from '../session/number.js';

const DIGITS_ONLY = 'Write digits, 0 to 9.';
const SHORT = 12; // characters: a longer second-best reading is not spelled out beside the confidence
/** @type {Record<string, string>} */
const NAMES = {
  ...{ '.': 'Point', ',': 'Comma', '-': 'Minus', '/': 'Slash', ':': 'Colon', '(': 'Opening bracket' },
  ...{ ')': 'Closing bracket', '%': 'Percent sign', $: 'Dollar sign', '+': 'Plus', '=': 'Equals sign' },
};

/**
 * @typedef {import('../session/number.js').NumberState} NumberState
 *
 * @typedef {object} Description
 * @property {string} text of the number; words for a non-digit
 * @property {string} confidence such as “98% sure.”
 * @property {string} hint another possible reading, such as “The 4 could be a 9.”; '' if the network is confident
 * @property {string} announcement for screen readers, once the number has settled
 */

/**
 * Describes the number. A non-digit is described in words, with the digit it is closest to.
 *
 * @param {NumberState} state
 * @returns {Description}
 */
export function describeNumber({ text, confidence, secondBest, graphemes, selected, summary }) {
  if (!selected || !summary) return { text: '', confidence: '', hint: '', announcement: '' };
  const { classes, calibrated } = summary;
  const share = confidenceInWords(confidence, calibrated);
  const description = (/** @type {string} */ answer, /** @type {string} */ confidenceText, hint = '') => ({
    text: answer,
    confidence: `${confidenceText}.`,
    hint,
    announcement: [inOneLine(answer), uncapitalized(`${confidenceText}.`)].join(', ') + (hint && ` ${hint}`),
  });
  if (!text && graphemes.every(({ isSet }) => isSet)) return description(classInWords(NON_DIGIT), 'Set by you');
  if (!text) {
    const closest = secondBest?.text || bestDigit(selected.probabilities, classes);
    return description(classInWords(NON_DIGIT), share, `Closest to ${inOneLine(closest)}. ${DIGITS_ONLY}`);
  }
  const digits = graphemes.filter(({ grapheme }) => grapheme);
  const corrected = digits.filter(({ isSet }) => isSet).length;
  if (corrected === digits.length) return description(text, 'Set by you');
  const setByYou = corrected ? `, ${corrected} set by you` : '';
  const next = confidence < CONFIDENT ? nextOf(secondBest, digits, classes) : null;
  return description(text, share + setByYou, next ? describeNext(text, next.text) : '');
}

/**
 * Describes another possible reading.
 *
 * @param {string} text of the number
 * @param {string} next the other
 */
function describeNext(text, next) {
  const differing = [...text].flatMap((grapheme, i) => (grapheme === next[i] ? [] : [i]));
  if (!/[a-z]/.test(next) && next.length === text.length && differing.length === 1) {
    const [from, to] = [text[differing[0]], next[differing[0]]].map((one) => uncapitalized(inWords(one)));
    return `The ${from} could be ${articleOf(to)} ${to}.`;
  }
  return next.length > SHORT ? '' : `It could be ${inOneLine(next)}.`;
}

/** @param {string} word a digit or the name of a mark */
export const articleOf = (word) => (/^[8eo]/.test(word) ? 'an' : 'a');

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
 * Describes a grapheme of the number.
 *
 * @param {import('../session/number.js').ShownGrapheme} grapheme
 * @param {boolean} isCalibrated whether the network's confidence is
 * @returns {string} such as “7, 98% sure”
 */
export const describeGrapheme = ({ grapheme, confidence, isSet }, isCalibrated) =>
  `${inWords(grapheme)}, ${isSet ? 'set by you' : uncapitalized(confidenceInWords(confidence, isCalibrated))}`;

/**
 * @param {NumberState} number just corrected
 * @param {NumberState} before that
 * @returns {string} an announcement
 */
export function describeCorrection({ selected, selectedIndex, graphemes, text }, before) {
  if (!selected) return '';
  const all = text ? `The number is ${inOneLine(text)}` : 'There is no number';
  return `${done()}. ${all}.`;

  function done() {
    const more = graphemes.length - before.graphemes.length;
    const [grapheme, next] = graphemes.slice(selectedIndex).map((one) => uncapitalized(inWords(one.grapheme)));
    if (more > 0 && next) return `Now two digits: ${grapheme} and ${next}`;
    if (more < 0 && graphemes[selectedIndex].grapheme) return `Now one digit: ${grapheme}`;
    return `${selected?.isCorrected ? 'Set to' : 'Back to'} ${grapheme}`;
  }
}

/** @param {string} grapheme '' for a non-digit; or a class @returns {string} for screen readers: “7”, “Slash”, “No digit” */
export const inWords = (grapheme) => NAMES[grapheme] ?? classInWords(grapheme || NON_DIGIT);

/** @param {ArrayLike<number>} probabilities @param {string[]} classes */
const bestDigit = (probabilities, classes) =>
  ranked(probabilities)
    .map((index) => classes[index])
    .find((name) => DIGITS.includes(name)) ?? '';
