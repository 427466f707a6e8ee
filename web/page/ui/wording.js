/** The number that is shown -> what the page says of it, in words. Pure. */

import { DIGITS, inWords, NONE, ranked } from '../network/classes.js';
import { percent, sure } from '../lib/format.js';
import { SURE } from '../session/shown.js';

const DIGITS_ONLY = 'Write digits, 0 to 9.';
const SHORT = 8; // characters: a longer second guess is not said twice
const MARKS = { '.': 'Point', ',': 'Comma', '-': 'Minus' };

/** @typedef {import('../session/shown.js').Shown} Shown */

/**
 * What is no digit is told in words, with what it is closest to; where the first guess is unsure, the
 * second stands beside it.
 *
 * @param {Shown} shown
 * @param {{classes: string[], calibrated: boolean}} network
 * @returns {{text: string, other: string, told: string, spoken: string, isSure: boolean}}
 *   spoken: for a screen reader, once the number has settled
 */
export function answerOf({ text, confidence, other, graphemes, picked }, { classes, calibrated }) {
  if (!picked) return { text: '', other: '', told: '', spoken: '', isSure: true };
  const isSure = confidence >= SURE;
  const share = sure(confidence, calibrated);
  const say = (answer, second, told) => ({
    text: answer,
    other: second && inOneLine(second),
    told,
    spoken: `${inOneLine(answer)}, ${lower(told)}`,
    isSure,
  });
  if (!text) {
    const next = other?.text || bestDigit(picked.all, classes);
    return say(inWords(NONE), `${isSure ? 'closest to' : 'or'} ${next}`, `${share}. ${DIGITS_ONLY}`);
  }
  const corrected = graphemes.filter(({ isCorrected }) => isCorrected).length;
  if (corrected === graphemes.length) return say(text, '', 'Set by you');
  const byYou = corrected ? `, ${corrected} set by you` : '';
  const next = nextOf(other, graphemes, classes);
  if (isSure || !next) return say(text, '', share + byYou);
  const second = next.text.length > SHORT ? '' : `, ${percent(next.confidence)} for ${inOneLine(next.text)}`;
  return say(text, `or ${next.text}`, share + second + byYou);
}

/** The second guess: another number, or for a single digit that it is none. */
function nextOf(other, graphemes, classes) {
  const none = graphemes.length === 1 ? (graphemes[0].all[classes.indexOf(NONE)] ?? 0) : 0;
  return none > (other?.confidence ?? 0) ? { text: lower(inWords(NONE)), confidence: none } : other;
}

/** “7, or 1”: what is picked, and its runner-up. @param {Shown} shown @param {string[]} classes */
export function pickedInWords({ picked, graphemes, selected }, classes) {
  if (!picked) return '';
  const { grapheme, read, isCorrected, all } = picked;
  const place = graphemes.length > 1 ? `${selected + 1} of ${graphemes.length}: ` : '';
  if (isCorrected) return `${place}${named(grapheme)}, read as ${lower(named(read))}`;
  const next = ranked(all)
    .map((index) => inWords(classes[index]))
    .find((name) => name !== named(grapheme));
  return `${place}${named(grapheme)}, or ${lower(next)}`;
}

/** “7, 98% sure”: one grapheme of several. @param {import('../session/shown.js').Grapheme} shown */
export function graphemeInWords({ grapheme, confidence, isCorrected }, calibrated) {
  return `${named(grapheme)}, ${isCorrected ? 'set by you' : lower(sure(confidence, calibrated))}`;
}

/** What is on screen with another name than in words. */
const named = (grapheme) => MARKS[grapheme] ?? (grapheme || inWords(NONE));

const bestDigit = (all, classes) => classes[ranked(all).find((index) => DIGITS.includes(classes[index]))];

const inOneLine = (text) => text.replaceAll('\n', ' / ');

const lower = (text) => text[0].toLowerCase() + text.slice(1);
