/**
 * The parts below the sheet: Look inside, Compare, Train, Your hand and About. One is open at a time. Their code is fetched when they are
 * opened, and they follow the selected ink while they are open.
 */

import { make, makeButton } from '../lib/dom.js';
import { makeFailure, RETRY_ADVICE } from '../lib/elements.js';
import { arrived, reasonOf } from '../lib/late-code.js';
import { loadLateStyle } from '../lib/late-style.js';

/**
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../pad/pad.js').Pad} Pad
 * @typedef {() => Promise<import('../session/hand.js').Hand>} FetchHand
 *
 * @typedef {Pick<import('../session/session.js').State, 'network' | 'number' | 'trained'>} Shown
 *
 * @typedef {object} Part
 * @property {(shown: Shown) => Promise<void>} show rejects if it cannot
 */

/** @type {Record<string, (place: HTMLElement, session: Session, pad: Pad, fetchHand: FetchHand) => Promise<Part>>} */
const PARTS = {
  inside: async (place, session, pad) =>
    (await arrived(import('./inside/look-inside.js'))).createLookInside(place, session, pad),
  compare: async (place, session) => (await arrived(import('./compare/compare.js'))).createCompare(place, session),
  train: async (place, session) => (await arrived(import('./train/train.js'))).createTrain(place, session),
  async hand(place, session, _, fetchHand) {
    const [{ createYourHand }, hand] = await arrived(Promise.all([import('./hand/your-hand.js'), fetchHand()]));
    return createYourHand(place, session, hand);
  },
  about: async (place, session) => (await arrived(import('./about.js'))).createAbout(place, session),
};
/** @type {Record<string, string>} addresses of earlier versions, which somebody may have kept */
const OLD_NAMES = { how: 'inside' };

const LOADING = 'Loading…';
const NOT_FETCHED = 'This section didn’t load.';
const FAILED = 'Something went wrong here.';

/** @param {string} name as an address gives it @returns {string | null} the part of that name; null if there is none */
export function partNamed(name) {
  const current = Object.hasOwn(OLD_NAMES, name) ? OLD_NAMES[name] : name;
  return Object.hasOwn(PARTS, current) ? current : null;
}

/**
 * @param {Session} session
 * @param {(name: string | null) => void} onChange called when the visitor opens a part, or closes the open one (null)
 * @param {Pad} pad
 * @param {FetchHand} fetchHand
 */
export function createParts(session, onChange, pad, fetchHand) {
  const parts = new Map(
    Object.entries(PARTS).map(([name, create]) => [
      name,
      createPart(
        name,
        (place) => create(place, session, pad, fetchHand),
        () => leave(),
      ),
    ]),
  );
  /** @type {string | null} the one that is open */
  let current = null;
  /** @type {HTMLElement | null} the link that the visitor opened it with */
  let door = null;
  let shown = shownOf(session.state);

  document.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('a[data-part]');
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey); // others open another tab
    if (!(link instanceof HTMLElement) || !isPlain) return;
    event.preventDefault();
    const name = link.dataset.part ?? '';
    const isNew = name !== current;
    show(name);
    if (!link.closest('.part')) door = link;
    if (isNew) onChange(name);
  });

  /**
   * Opens a part, closes the other, and brings it into view.
   *
   * @param {string | null} name null: only closes
   * @param {boolean} [isQuiet] whether the page stays where it is
   */
  function show(name, isQuiet = false) {
    const before = current && parts.get(current);
    current = name;
    const part = name && parts.get(name);
    if (before && before !== part) before.close();
    if (part) part.open(shown, isQuiet);
    if (!name) return;
    door = document.querySelector(`.doors [data-part="${name}"]`);
  }

  /** Closes the open part, at the visitor's wish. */
  function leave() {
    const last = door;
    show(null);
    const isVisible = last?.isConnected && last.getClientRects().length > 0;
    const back = isVisible ? last : document.querySelector('.doors a');
    /** @type {HTMLElement | null} */ (back)?.focus();
    onChange(null);
  }

  return {
    /** Name of the open part; null for none. */
    get current() {
      return current;
    },
    /**
     * Opens a part as an address demands, and closes the other.
     *
     * @param {string | null} name null: only closes
     * @param {boolean} [isQuiet] whether the page stays where it is: a drawing is to be seen first
     */
    open(name, isQuiet) {
      if (name === current) return;
      const hadFocus = current && document.getElementById(current)?.contains(document.activeElement);
      show(name, isQuiet);
      if (!name && hadFocus) door?.focus({ preventScroll: true });
    },
    /** Shows another number or network in the open part. @param {import('../session/session.js').State} state */
    show(state) {
      if (Object.entries(shown).every(([key, value]) => state[/** @type {keyof Shown} */ (key)] === value)) return;
      shown = shownOf(state);
      if (current) parts.get(current)?.show(shown);
    },
    /** Shows the latest drawing again, in the colours of another colour scheme. */
    repaint() {
      if (current) parts.get(current)?.show(shown);
    },
  };
}

/** @param {Shown} state @returns {Shown} */
const shownOf = ({ network, number, trained }) => ({ network, number, trained });

/**
 * @param {string} name
 * @param {(place: HTMLElement) => Promise<Part>} create
 * @param {() => void} onClose called when the visitor closes it
 */
function createPart(name, create, onClose) {
  const title = document.querySelector(`.doors [data-part="${name}"] b`)?.textContent ?? '';
  const heading = make('h2', { id: `${name}-title`, tabindex: -1 }, title);
  const place = make('div', { class: 'part-content' });
  const section = make('section', { class: 'part', id: name, 'aria-labelledby': heading.id, hidden: true });
  /** @type {Promise<Part> | null} created when it is first opened */
  let creating = null;
  /** @type {Shown | null} null while it is closed, or after a failure */
  let latest = null;

  section.append(heading, makeButton('Close', onClose), place);
  document.querySelector('main')?.append(section);

  /** @param {boolean} isOpen */
  function mark(isOpen) {
    section.hidden = !isOpen;
    for (const door of document.querySelectorAll(`.doors [data-part="${name}"]`)) {
      if (isOpen) door.setAttribute('aria-current', 'true');
      else door.removeAttribute('aria-current');
    }
  }

  async function show() {
    creating ??= arrived(loadLateStyle()).then(() => create(place));
    const part = await creating.catch(async (error) => fail(`${NOT_FETCHED} ${await reasonOf(error, RETRY_ADVICE)}`));
    if (part && latest) await part.show(latest).catch(() => fail(FAILED));
    section.setAttribute('aria-busy', 'false');
  }

  function begin() {
    place.replaceChildren(LOADING);
    section.setAttribute('aria-busy', 'true');
  }

  /** @param {string} message */
  function fail(message) {
    const failed = latest;
    creating = null;
    latest = null; // it stays as it is until the visitor tries again
    const retry = () => {
      heading.focus(); // the button disappears
      latest = failed;
      begin();
      show();
    };
    place.replaceChildren(makeFailure(message, retry));
    return null;
  }

  return {
    /** @param {Shown} shown @param {boolean} isQuiet whether the page stays where it is */
    open(shown, isQuiet) {
      latest = shown;
      mark(true);
      if (!creating) begin();
      show();
      if (isQuiet) return;
      section.scrollIntoView();
      heading.focus({ preventScroll: true });
    },
    close() {
      latest = null;
      mark(false);
    },
    /** @param {Shown} shown */
    show(shown) {
      if (!latest) return;
      latest = shown;
      show();
    },
  };
}
