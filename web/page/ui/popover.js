/**
 * The popover of a numeral: candidates for its ink, in order of probability, to choose from by one tap or key. Where the
 * ink was not read as a mark, marks are one tap further, but a key as near. Fetched when it is first opened. It is not
 * modal: the pad keeps working, and a stroke on it closes the popover.
 */

import { make, makeButton, setText } from '../lib/dom.js';
import { makeHead, makeRow } from '../lib/elements.js';
import { probability } from '../lib/format.js';
import { ranked } from '../lib/math.js';
import { roomOfWindow, scaleOf } from '../lib/window.js';
import { DIGITS, NON_DIGIT } from '../network/classes.js';
import { isMark } from '../session/number.js';
import { describeSelected } from './selected-wording.js';
import { inWords } from './wording.js';

const WIDE = 640; // CSS px of the container, from where on the popover stands beside its column
const GAP = 10; // CSS px between the popover and the column, or the row below it
const USUAL_MARKS = [...'.,-/:()%$+=']; // the usual ones first

/**
 * @typedef {import('../session/choice.js').Choice} Choice
 * @typedef {import('../session/number.js').NumberState} NumberState
 * @typedef {import('../session/number.js').ShownGrapheme} ShownGrapheme
 *
 * @typedef {object} Candidate
 * @property {string} grapheme '' for a non-digit
 * @property {string} name as screen readers say it
 * @property {number | null} share 0..1; null where the network has no such class
 */

/**
 * @param {HTMLElement} container of the popover, with a position; as wide as the columns
 * @param {object} options
 * @param {HTMLElement} options.below the row of the container that the popover stands above, where there is no room
 *   beside the column
 * @param {(choice: Choice) => void} options.onChoose called when the popover has closed after a choice
 * @param {(by: -1 | 1) => void} options.onStep called for the previous or next grapheme: the caller selects it, and opens
 *   the popover there
 */
export function createPopover(container, { below, onChoose, onStep }) {
  const title = make('p', { class: 'popover-title', 'aria-hidden': 'true' });
  const previous = makeStep('‹', 'Previous digit', -1);
  const next = makeStep('›', 'Next digit', 1);
  const dismiss = makeButton('×', () => close(true));
  dismiss.setAttribute('aria-label', 'Close');
  const candidates = make('div', { class: 'candidates', role: 'group', 'aria-label': 'Candidates' });
  const split = makeButton('Two digits', () => choose({ kind: 'split' }));
  const join = makeButton('One digit with the next', () => choose({ kind: 'join' }));
  const marks = makeButton('Marks', showMarks);
  const table = make('table');
  const element = make(
    'div',
    { class: 'popover', role: 'dialog', dir: 'ltr', tabindex: -1 },
    make('div', { class: 'popover-head' }, previous, title, next, dismiss),
    candidates,
    make('div', { class: 'popover-more' }, split, join, marks),
    make('div', { class: 'visually-hidden' }, table), // a table itself is never narrower than its words
  );
  /** @type {HTMLElement | null} the numeral that it belongs to, while it is open */
  let anchor = null;
  /** @type {NumberState | null} */
  let shown = null;

  element.addEventListener('keydown', onKey);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    const to = /** @type {Node | null} */ (relatedTarget);
    if (to && !element.contains(to) && !anchor?.contains(to)) close(false);
  });

  /** @param {PointerEvent} event */
  function onPointerDown({ target }) {
    const at = /** @type {Node} */ (target);
    if (!element.contains(at) && !anchor?.contains(at)) close(false); // a click on the numeral closes it by itself
  }

  /** @param {string} sign @param {string} label @param {-1 | 1} by */
  function makeStep(sign, label, by) {
    const button = makeButton(sign, () => {
      if (button.getAttribute('aria-disabled') !== 'true') onStep(by);
    });
    button.setAttribute('aria-label', label);
    return button;
  }

  /** @param {Choice} choice */
  function choose(choice) {
    close(true);
    onChoose(choice);
  }

  /** Shows the marks among the candidates, too. */
  function showMarks() {
    const { selected, summary } = /** @type {NumberState} */ (shown);
    const { grapheme, probabilities } = /** @type {ShownGrapheme} */ (selected);
    const { classes } = /** @type {{classes: string[]}} */ (summary);
    const buttons = markCandidates(probabilities, classes).map((candidate) => makeCandidate(candidate, grapheme));
    candidates.append(...buttons);
    focus(buttons[0]); // the button disappears
    marks.hidden = true;
    place();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const buttons = /** @type {HTMLElement[]} */ ([...element.querySelectorAll('button:not([hidden])')]);
    const stops = buttons.filter(({ tabIndex }) => tabIndex >= 0);
    if (key === 'Escape') {
      event.stopPropagation();
      close(true);
    } else if (key === 'Tab' && document.activeElement === (shiftKey ? stops[0] : stops[stops.length - 1])) {
      if (shiftKey) event.preventDefault();
      close(true); // forwards, the browser continues from the numeral
    } else if (graphemeOf(event)) {
      event.preventDefault();
      choose({ kind: 'set', grapheme: graphemeOf(event) });
    } else if (candidates.contains(document.activeElement)) {
      const to = neighbour(/** @type {HTMLElement[]} */ ([...candidates.children]), key);
      if (!to) return;
      event.preventDefault();
      focus(to);
    }
  }

  /** Gives the focus to a candidate; the others are not stops of the Tab key. @param {HTMLElement} candidate */
  function focus(candidate) {
    for (const one of candidates.children) /** @type {HTMLElement} */ (one).tabIndex = one === candidate ? 0 : -1;
    candidate.focus({ preventScroll: true });
    candidate.scrollIntoView({ block: 'nearest' }); // of a popover that scrolls
  }

  /** @param {NumberState} number with a selected grapheme, of a network */
  function fill(number) {
    const { graphemes, selectedIndex, selected, summary, canJoin, canSplit } = number;
    const { classes } = /** @type {{classes: string[]}} */ (summary);
    const one = /** @type {ShownGrapheme} */ (selected);
    shown = number;
    setText(title, describeSelected(number));
    element.setAttribute('aria-label', describeSelected(number));
    previous.setAttribute('aria-disabled', String(selectedIndex === 0));
    next.setAttribute('aria-disabled', String(selectedIndex === graphemes.length - 1));
    const all = candidatesOf(one, classes);
    candidates.replaceChildren(...all.map((candidate) => makeCandidate(candidate, one.grapheme)));
    marks.hidden = all.some(({ grapheme }) => isMark(grapheme));
    const afterMarks = candidates.children[marks.hidden ? USUAL_MARKS.length : 0];
    /** @type {HTMLElement} */ (afterMarks).style.gridColumnStart = '1'; // digits begin a row
    split.hidden = !canSplit;
    join.hidden = !canJoin;
    const rows = classes.map((name, i) => makeRow(inWords(name), probability(one.probabilities[i])));
    table.replaceChildren(
      make('caption', {}, 'Probabilities'),
      makeHead('Digit', 'Probability'),
      make('tbody', {}, ...rows),
    );
  }

  /** @param {Candidate} candidate @param {string} current the grapheme on show @returns {HTMLButtonElement} */
  function makeCandidate({ grapheme, name, share }, current) {
    const button = makeButton('', () => choose({ kind: 'set', grapheme }));
    button.dataset.grapheme = grapheme;
    button.tabIndex = -1;
    button.classList.toggle('in-words', !grapheme);
    button.setAttribute('aria-pressed', String(grapheme === current));
    const hasName = isMark(grapheme);
    button.append(make('span', { class: 'candidate', 'aria-hidden': String(hasName) }, grapheme || name));
    if (hasName) button.setAttribute('aria-label', share === null ? name : `${name} ${probability(share)}`);
    if (share === null) return button;
    const bar = make('span', { class: 'share-bar' });
    bar.style.setProperty('--share', share.toFixed(4));
    button.append(' ', bar, make('span', { class: 'share' }, probability(share)));
    return button;
  }

  function place() {
    if (!anchor) return;
    const [room, scale] = [roomOfWindow(), scaleOf(container)];
    element.style.maxWidth = `${(room.right - room.left) / scale}px`;
    element.style.maxHeight = `${(room.bottom - room.top) / scale}px`;
    const { width, height } = element.getBoundingClientRect();
    const [column, box, row] = [anchor, container, below].map((one) => one.getBoundingClientRect());
    let x = column.left + (column.width - width) / 2;
    let y = row.top - GAP - height;
    const isLow = y < room.top; // no room above the row: it would cover the pad, and the numeral
    const [right, left] = [column.right + GAP, column.left - GAP - width];
    const end = isLow ? room.right : Math.min(box.right, room.right);
    const beside = right + width <= end ? right : left;
    if (isLow || box.width / scale >= WIDE) {
      if (beside >= room.left) [x, y] = [beside, column.bottom - height];
      else if (isLow) x = column.left + column.right < box.left + box.right ? right : left; // in part
    }
    x = Math.max(room.left, Math.min(room.right - width, x));
    y = Math.max(room.top, Math.min(room.bottom - height, y));
    element.style.left = `${(x - box.left) / scale - container.clientLeft}px`;
    element.style.top = `${(y - box.top) / scale - container.clientTop}px`;
  }

  /** @param {boolean} isFocusReturned whether the numeral gets the focus */
  function close(isFocusReturned) {
    if (!anchor) return;
    const numeral = anchor;
    anchor = null;
    shown = null;
    numeral.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onPointerDown, true);
    removeEventListener('resize', place);
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (!isFocusReturned && !hadFocus) return;
    const to = numeral.isConnected ? numeral : document.getElementById('pad'); // its digit may be gone
    to?.focus({ preventScroll: true });
  }

  return {
    /**
     * Opens it for the selected grapheme; at the numeral where it is open already, closes it.
     *
     * @param {HTMLElement} numeral which gets the focus back
     * @param {NumberState} number
     */
    open(numeral, number) {
      if (numeral === anchor) return close(true);
      const { activeElement } = document;
      const stepped = [previous, next].find((one) => one === activeElement);
      anchor?.setAttribute('aria-expanded', 'false');
      if (!number.selected || !number.summary) return close(false);
      if (!anchor) {
        document.addEventListener('pointerdown', onPointerDown, true);
        addEventListener('resize', place);
      }
      anchor = numeral;
      anchor.setAttribute('aria-expanded', 'true');
      fill(number);
      if (!element.isConnected) container.append(element);
      place();
      const first = /** @type {HTMLElement} */ (candidates.firstElementChild);
      first.tabIndex = 0;
      if (stepped) stepped.focus({ preventScroll: true });
      else focus(first);
    },
    /** Closes it where its ink, or its grapheme, is no longer there. @param {NumberState} number the one on the page */
    show(number) {
      if (!anchor || number === shown) return;
      const { selected, summary } = /** @type {NumberState} */ (shown);
      const isThere = number.graphemes.some(({ key, grapheme }) => {
        return key === selected?.key && grapheme === selected.grapheme;
      });
      if (!isThere || summary !== number.summary || !anchor.isConnected) close(false);
    },
  };
}

/**
 * @param {ShownGrapheme} grapheme
 * @param {string[]} classes of the network
 * @returns {Candidate[]} marks, where it is one; digits, most probable first; non-digits before or after all of them
 */
function candidatesOf({ grapheme, recognized, probabilities }, classes) {
  const marks = [grapheme, recognized].some(isMark) ? markCandidates(probabilities, classes) : [];
  const digits = ranked(probabilities.subarray(0, DIGITS.length));
  const index = classes.indexOf(NON_DIGIT);
  const rejected = { grapheme: '', name: 'Not a digit', share: index < 0 ? null : probabilities[index] };
  const isBest = !marks.length && (rejected.share ?? 0) > probabilities[digits[0]];
  const all = [...marks, ...digits.map((i) => ({ grapheme: DIGITS[i], name: DIGITS[i], share: probabilities[i] }))];
  return isBest ? [rejected, ...all] : [...all, rejected];
}

/**
 * @param {Float32Array} probabilities
 * @param {string[]} classes of the network
 * @returns {Candidate[]} all marks, most probable first; the usual ones first where the network has none
 */
function markCandidates(probabilities, classes) {
  const all = USUAL_MARKS.map((mark) => ({
    grapheme: mark,
    name: inWords(mark),
    share: probabilities[classes.indexOf(mark)] ?? null,
  }));
  return all.sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

/**
 * Returns the digit or mark of a key. Some layouts have other digits, such as ٣, or have digits with Shift only, as French
 * ones do: there, the key's place in the row of digits tells which one it is.
 *
 * @param {KeyboardEvent} event
 * @returns {string} '' for other keys
 */
function graphemeOf({ key, code, shiftKey }) {
  if (DIGITS.includes(key) || isMark(key)) return key;
  const isCharacter = [...key].length === 1;
  const isDigit = /^\p{Nd}$/u.test(key) || (isCharacter && !shiftKey && code.startsWith('Digit'));
  return isDigit ? (code.match(/\d$/)?.[0] ?? '') : '';
}

/**
 * Finds the button that an arrow key leads to, as they stand on the page.
 *
 * @param {HTMLElement[]} buttons
 * @param {string} key
 * @returns {HTMLElement | null} null for other keys; the same one at the end
 */
function neighbour(buttons, key) {
  const index = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const current = buttons[index];
  const last = buttons.length - 1;
  if (key === 'ArrowLeft') return buttons[Math.max(0, index - 1)];
  if (key === 'ArrowRight') return buttons[Math.min(last, index + 1)];
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons[last];
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const down = key === 'ArrowDown' ? 1 : -1;
  const away = (/** @type {HTMLElement} */ one) => down * (one.offsetTop - current.offsetTop);
  const aside = (/** @type {HTMLElement} */ one) =>
    Math.abs(one.offsetLeft + one.offsetWidth / 2 - current.offsetLeft - current.offsetWidth / 2);
  const beyond = buttons.filter((one) => away(one) > 0);
  return beyond.sort((a, b) => away(a) - away(b) || aside(a) - aside(b))[0] ?? current;
}
