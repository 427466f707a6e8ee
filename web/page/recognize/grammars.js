/**
 * Grammars of dates, times and other kinds of numbers -> automata, which also say how a text can still end. Pure.
 *
 * A rule lists alternatives between bars. In them, a capital stands for a rule, which may come back only at the end of
 * its own alternatives, a small letter for one of several graphemes, any other character for itself.
 */

import { DIGITS, MARKS } from '../network/classes.js';

const LONGEST = 100; // graphemes of a number

/** @type {Record<string, string>} */
const SETS = { n: '0123456789', p: '123456789', u: '01', v: '012', w: '0123', x: '012345', c: '.,', s: '-./' };

/** Alternatives once for each mark that may stand for the slash in them. @param {string} marks @param {string} rule */
const withEach = (marks, rule) => [...marks].map((mark) => rule.replaceAll('/', mark)).join('|');

/** @type {Record<string, string>} */
const RULES = {
  D: 'p|0p|1n|2n|3u', // day
  M: 'p|0p|1v', // month
  F: '1nnn|2nnn', // year, in full
  Y: 'nn|F',
  date: `${withEach('/-.', 'D/M|M/D|D/M/Y|M/D/Y|F/M/D')}|D.M.`,

  H: 'n|0n|1n|2w', // hours
  time: withEach(':.', 'H/xn|H/xn/xn'),

  O: '|n', // perhaps a digit
  S: '|s', // perhaps a separator
  T: 'n|sn', // a digit, perhaps after a separator
  U: '|T',
  R: 'nTTUUUUUUU', // the rest after brackets
  P: 'nTTUUUUUUUUUUUUUUU|(nnnOO)|(nOOOO)SR|nOOS(nOOOO)SR',
  phone: 'P|+P',

  A: '|-',
  I: 'n|nI',
  B: 'n|nn|nnn', // the first of groups of three,
  G: ',nnn|,nnnG', // and the others
  K: '.nnn|.nnnK',
  V: 'I|Icnn|cnn|BG|BG.nn|BK|BK,nn',
  amount: 'AV|A$V|$-V|AV%|AIcn%|Acn%',

  integer: 'AI',
};

/**
 * @typedef {object} State of an automaton
 * @property {boolean} isEnd whether the text so far is complete
 * @property {Record<string, State>} next by grapheme: those that may follow
 */

/** @type {Map<string, State>} all that have been needed */
const states = new Map();

/** @param {string[]} forms that the rest of a text may have: letters and graphemes @returns {State} */
function stateOf(forms) {
  const found = new Set(forms);
  for (const form of found) {
    for (const one of RULES[form[0]]?.split('|') ?? []) found.add(one + form.slice(1)); // the loop comes to these, too
  }
  const all = [...found].filter((form) => !RULES[form[0]]).sort();
  const key = all.join('|');
  const known = states.get(key);
  if (known) return known;
  /** @type {State} */
  const state = { isEnd: all.includes(''), next: {} };
  states.set(key, state);
  for (const grapheme of [...DIGITS, ...MARKS]) {
    const begun = all.filter((form) => form && (SETS[form[0]] ?? form[0]).includes(grapheme));
    if (begun.length) state.next[grapheme] = stateOf(begun.map((form) => form.slice(1)));
  }
  return state;
}

/**
 * @param {string} kind of number, a rule
 * @param {string[]} graphemes that are allowed
 */
export function createGrammar(kind, graphemes) {
  const start = stateOf(RULES[kind].split('|'));
  /** @type {Map<State, boolean[]>} whether an end is as many graphemes away */
  const ends = new Map();

  /** @param {string} text @returns {State | undefined} undefined if no number begins so */
  function after(text) {
    /** @type {State | undefined} */
    let state = text.length > LONGEST ? undefined : start;
    for (let i = 0; i < text.length && state; i++) state = state.next[text[i]];
    return state;
  }

  /** @param {State} state @param {number} count @returns {boolean} whether exactly so many graphemes lead to an end */
  function endsIn(state, count) {
    if (!count) return state.isEnd;
    const known = ends.get(state) ?? [];
    ends.set(state, known);
    known[count] ??= graphemes.some((one) => state.next[one] && endsIn(state.next[one], count - 1));
    return known[count];
  }

  return {
    /** Whether a text can become a number of the kind by `least` to `most` more graphemes. */
    allows(/** @type {string} */ text, /** @type {number} */ least, /** @type {number} */ most) {
      const state = after(text);
      const end = Math.min(most, LONGEST - text.length);
      for (let count = least; state && count <= end; count++) if (endsIn(state, count)) return true;
      return false;
    },
    accepts: (/** @type {string} */ text) => after(text)?.isEnd ?? false,
  };
}
