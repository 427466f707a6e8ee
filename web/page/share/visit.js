/**
 * Restores and saves the state of the page: a drawing from a link or from this tab before it was reloaded, network, open part and
 * selected digit from the address. Makes links, too.
 */

import { createAddress } from './address.js';
import { chosenIn, createLink } from './link.js';
import { createMemory } from './memory.js';
import { openLink } from './open-link.js';

/**
 * @typedef {import('../pad/pad.js').Sheet} Sheet
 *
 * @typedef {object} Connections
 * @property {import('../session/session.js').Session} session
 * @property {import('../pad/pad.js').Pad} pad
 * @property {{open: (name: string | null, isQuiet?: boolean) => void, readonly current: string | null}} parts
 * @property {(name: string) => string | null} partNamed
 * @property {(name: string) => void} load a network
 * @property {(text: string) => void} report to the visitor
 *
 * @typedef {ReturnType<typeof beginVisit>} Visit
 */

/** @param {Connections} connections */
export function beginVisit({ session, pad, parts, partNamed, load, report }) {
  /** @type {Sheet | null} the sheet of the link that was opened, while it is on the pad */
  let linked = null;
  let wanted = -1; // digit that is selected when the drawing of the link has been read

  const address = createAddress({
    names: { networks: session.names, partNamed },
    onPart: (name) => parts.open(name, address.drawing !== null || kept !== null), // a drawing is to be seen first
    onNetwork: load,
    onSelect(index) {
      wanted = index;
      select();
    },
    onDrawing(encoded) {
      if (kept?.link === encoded && isUntouched()) {
        linked = kept.sheet; // with the corrections that the visitor had made
        return pad.put(kept.sheet);
      }
      const opened = openLink(encoded, pad.elementSize);
      if ('failure' in opened) return fail(opened.failure);
      linked = opened.sheet;
      pad.replay(opened.sheet);
    },
  });

  /** @param {string} failure */
  function fail(failure) {
    queueMicrotask(address.dropDrawing); // when the address has taken its state
    report(failure);
  }

  /** Selects the wanted digit, once it has been read. */
  function select() {
    const { isDrawing, isReading, network, number, drawing } = session.state;
    if (wanted < 0 || isDrawing || isReading || !network || number.drawing !== drawing) return;
    const index = wanted;
    wanted = -1;
    session.select(index);
  }

  const isUntouched = () => !pad.sheet.strokes.length && !pad.stroke;
  const isLinked = () => linked !== null && hasSamePoints(pad.sheet, linked) && !pad.stroke;

  history.scrollRestoration = 'manual'; // after a reload, the part to scroll to is still to come
  const memory = createMemory(pad, session.idOf, () => (isLinked() ? address.drawing : null));
  let kept = memory.take();
  address.begin();
  if (kept && address.drawing === null && isUntouched()) pad.put(kept.sheet);
  kept = null; // the same link is replayed when it is opened again

  pad.subscribe(() => {
    if (!linked || isLinked()) return;
    linked = null;
    wanted = -1;
    address.dropDrawing();
  });
  session.subscribe(({ loading, network, number, isReading, isDrawing }) => {
    const hasFailed = loading.status === 'failed';
    const name = hasFailed ? network?.name : loading.name;
    const isOfSite = name && session.names.includes(name); // others are on this device alone
    address.set({ network: isOfSite ? name : null }, { isStep: !hasFailed }); // back must not lead to the failure again
    if (isReading || isDrawing) return;
    select();
    if (wanted < 0) address.set({ selected: chosenIn(number) });
  });
  return { address, link: createLink(session, pad, parts) };
}

/** Whether two sheets hold the same strokes: a replay copies their arrays, not their points. @param {Sheet} a @param {Sheet} b */
const hasSamePoints = ({ strokes: a }, { strokes: b }) =>
  a.length === b.length && a.every((stroke, i) => stroke.length === b[i].length && stroke[0] === b[i][0]);
