/**
 * Keeps the address of the page up to date, and the page with its address: the drawing of a link, the network, the open
 * part and the selected digit are in the fragment. Opening a part and choosing a network are steps in the history, so
 * that back and forward work. Where the browser refuses to change the address, the page works without.
 */

/**
 * @typedef {object} Fragment the state of the page, as an address holds it; null for what it leaves out
 * @property {string | null} drawing encoded, see ink/encoding.js
 * @property {string | null} network in use; null for the site's first
 * @property {string | null} part that is open
 * @property {number | null} selected digit, from 0; null for the last one
 *
 * @typedef {object} Names that an address may hold
 * @property {readonly string[]} networks the first one is left out of addresses
 * @property {(name: string) => string | null} partNamed by a name, or by its name in earlier versions
 */

/** @type {Fragment} */
const NOTHING = Object.freeze({ drawing: null, network: null, part: null, selected: null });
const OWN = 'numbre'; // state of the entries in the history that this page has made: others come from links

/**
 * Returns what follows the # in an address: a part alone by its name, everything else by keys. Pure.
 *
 * @param {Fragment} state
 */
export function fragmentOf({ drawing, network, part, selected }) {
  const pairs = Object.entries({ d: drawing, n: network, p: part, s: selected }).filter(([, value]) => value !== null);
  return pairs.length === 1 && part ? part : pairs.map((pair) => pair.join('=')).join('&');
}

/**
 * Parses a fragment. Unknown keys, and values that cannot be, are ignored. Pure.
 *
 * @param {string} fragment without its #
 * @param {Names} names
 * @returns {Fragment}
 */
export function parse(fragment, { networks, partNamed }) {
  const bare = partNamed(fragment);
  if (bare) return { ...NOTHING, part: bare };
  const values = new URLSearchParams(fragment);
  const network = values.get('n') ?? '';
  const selected = values.get('s') ?? '';
  return {
    drawing: values.get('d') || null,
    network: networks.indexOf(network) > 0 ? network : null,
    part: partNamed(values.get('p') ?? ''),
    selected: /^\d{1,3}$/.test(selected) ? Number(selected) : null,
  };
}

/**
 * @param {object} options
 * @param {Names} options.names
 * @param {(name: string | null) => void} options.onPart called when an address opens a part, or closes it
 * @param {(name: string) => void} options.onNetwork called when an address chooses a network
 * @param {(index: number) => void} options.onSelect called when an address selects a digit
 * @param {(encoded: string) => void} options.onDrawing called when an address holds a drawing
 * @param {Pick<Window, 'location' | 'history' | 'addEventListener'>} [options.browser] for tests
 */
export function createAddress({ names, onPart, onNetwork, onSelect, onDrawing, browser = window }) {
  const { history, location } = browser;
  let state = NOTHING;

  const current = () => location.hash.slice(1);

  /** Writes the state into the address. @param {boolean} [isStep] of the history */
  function write(isStep = false) {
    const fragment = fragmentOf(state);
    if (fragment === current() && history.state === OWN) return;
    const url = fragment ? `#${fragment}` : location.pathname + location.search;
    try {
      if (isStep) history.pushState(OWN, '', url);
      else history.replaceState(OWN, '', url);
    } catch {
      // in some frames, and for too many changes in a short time: the next change writes them all
    }
  }

  /** Calls back for all that differs. @param {Fragment} next */
  function apply(next) {
    const before = state;
    state = next;
    if (next.network !== before.network) onNetwork(next.network ?? names.networks[0]);
    if (next.drawing && next.drawing !== before.drawing) onDrawing(next.drawing);
    if (next.part !== before.part) onPart(next.part);
    if (next.selected !== null && next.selected !== before.selected) onSelect(next.selected);
    write();
  }

  function follow() {
    const fragment = current();
    if (fragment === fragmentOf(state) && history.state === OWN) return;
    const next = parse(fragment, names);
    if (history.state === OWN) {
      // back or forward: the drawing of a link that has been opened does not come again, Undo brings it
      return apply({ ...next, drawing: next.drawing === state.drawing ? state.drawing : null });
    }
    if (next.part && fragmentOf(next) === next.part) return apply({ ...state, part: next.part }); // a link of the page
    if (!fragment || fragmentOf(next)) apply(next); // else it leads to a place on the page
  }

  browser.addEventListener('popstate', follow);
  browser.addEventListener('hashchange', follow); // for browsers without the other for links on the page
  return {
    /** Takes the state that the address has now. */
    begin: () => apply(parse(current(), names)),
    /** The drawing that the address holds, encoded; null for none. */
    get drawing() {
      return state.drawing;
    },
    /**
     * Puts changes of the page into the address.
     *
     * @param {Partial<Omit<Fragment, 'drawing'>>} changes
     * @param {{isStep?: boolean}} [options] isStep: false for a step back, which replaces the entry that it takes back
     */
    set(changes, { isStep = true } = {}) {
      const next = { ...state, ...changes };
      if (next.network === names.networks[0]) next.network = null;
      const isOther = next.part !== state.part || next.network !== state.network;
      state = next;
      write(isStep && isOther);
    },
    /** Takes the drawing out of the address: the pad shows another. */
    dropDrawing() {
      if (state.drawing === null) return;
      state = { ...state, drawing: null };
      write();
    },
  };
}
