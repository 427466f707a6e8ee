/**
 * The parts below the sheet: Look inside, Compare and About. One is open at a time. Their code is fetched when they are
 * opened, and they follow the selected ink while they are open.
 */

import { makeFailure } from '../lib/dom.js';

/**
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../session/networks.js').Network} Network
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Part
 * @property {(network: Network | null, drawing: Drawing) => Promise<void>} show rejects if it cannot
 */

/** @type {Record<string, (place: Element, session: Session) => Promise<Part>>} */
const PARTS = {
  inside: async (place, session) => (await import('./how-it-works.js')).createHowItWorks(place, session),
  compare: async (place, session) => (await import('./compare.js')).createCompare(place, session),
  about: async () => ({ show: async () => {} }),
};

const LOADING = 'Loading…';
const NOT_FETCHED = 'This section didn’t load. Check your connection and try again.';
const FAILED = 'Something went wrong here.';

/** Names of the parts, which are their addresses, too. */
export const PART_NAMES = Object.keys(PARTS);

/** @param {Session} session */
export function createParts(session) {
  const parts = new Map(Object.entries(PARTS).map(([name, create]) => [name, createPart(name, create, session)]));
  /** @type {string | null} the one that is open */
  let current = null;
  /** @type {{network: Network | null, drawing: Drawing}} */
  let shown = { network: null, drawing: [] };

  /** Shows the latest drawing again, in the colours of another colour scheme, too. */
  function repaint() {
    if (current) parts.get(current)?.show(shown);
  }

  return {
    /** Name of the open part; null for none. */
    get current() {
      return current;
    },
    /** Opens a part and closes the other. @param {string | null} name null: only closes */
    open(name) {
      if (name === current) return;
      if (current) parts.get(current)?.close();
      current = name;
      if (name) parts.get(name)?.open(shown);
    },
    /** Shows another drawing or network in the open part. @param {import('../session/session.js').State} state */
    show({ network, number: { ink } }) {
      if (network === shown.network && ink === shown.drawing) return;
      shown = { network, drawing: ink };
      repaint();
    },
    repaint,
  };
}

/**
 * @param {string} name
 * @param {(place: Element, session: Session) => Promise<Part>} create
 * @param {Session} session
 */
function createPart(name, create, session) {
  const section = /** @type {HTMLElement} */ (document.getElementById(name));
  const place = /** @type {Element} */ (section.querySelector('.part-content'));
  const heading = /** @type {HTMLElement} */ (section.querySelector('h2'));
  const doors = [...document.querySelectorAll(`[data-part="${name}"]`)];
  /** @type {Promise<Part> | null} created when it is first opened */
  let creating = null;
  /** @type {{network: Network | null, drawing: Drawing} | null} null while it is closed, or after a failure */
  let latest = null;

  /** @param {boolean} isOpen */
  function mark(isOpen) {
    section.hidden = !isOpen;
    for (const door of doors) {
      if (isOpen) door.setAttribute('aria-current', 'true');
      else door.removeAttribute('aria-current');
    }
  }

  async function show() {
    creating ??= create(place, session);
    const part = await creating.catch(() => fail(NOT_FETCHED));
    if (part && latest) await part.show(latest.network, latest.drawing).catch(() => fail(FAILED));
  }

  /** @param {string} message */
  function fail(message) {
    const failed = latest;
    creating = null;
    latest = null; // it stays as it is until the visitor tries again
    const retry = () => {
      heading.focus(); // the button disappears
      latest = failed;
      place.replaceChildren(LOADING);
      show();
    };
    place.replaceChildren(makeFailure(message, retry));
    return null;
  }

  return {
    /** @param {{network: Network | null, drawing: Drawing}} shown */
    open(shown) {
      latest = shown;
      mark(true);
      if (!creating && !place.hasChildNodes()) place.replaceChildren(LOADING);
      show();
      section.scrollIntoView({ block: 'start' });
      heading.focus({ preventScroll: true });
    },
    close() {
      latest = null;
      mark(false);
    },
    /** @param {{network: Network | null, drawing: Drawing}} shown */
    show(shown) {
      if (!latest) return;
      latest = shown;
      show();
    },
  };
}
