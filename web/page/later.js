/**
 * All that the first reading does not need: numerals' font, parts, keyboard, samples, the ghost hand, offline use.
 * Fetched after it. Until then, doors lead to their addresses, and the parts that they name are opened then.
 */

import { createParts, partNamed } from './explain/parts.js';
import { channelOfTabs, isKept } from './hand/presence.js';
import { isBlank } from './ink/drawing.js';
import { until } from './lib/emitter.js';
import { BLANK_TEXT, inOneLine } from './lib/format.js';
import { arrived, noteOnLoss, reasonOf } from './lib/late-code.js';
import { loadLateStyle } from './lib/late-style.js';
import { idle, pause } from './lib/schedule.js';
import { NO_CODE } from './network/bundle.js';
import { showGhost } from './pad/ghost.js';
import { createKeyboardPen } from './pad/keyboard-pen.js';
import { createWaysIn } from './photo/ways-in.js';
import { toHint } from './recognize/hints.js';
import { hasNumber } from './session/number.js';
import { beginVisit } from './share/visit.js';
import { copyText, NOT_COPIED } from './ui/clipboard.js';
import { createKeyboardHelp } from './ui/keyboard-help.js';
import { loadNumerals } from './ui/numerals-font.js';
import { preparePrint } from './ui/print.js';
import { createSamples } from './ui/samples.js';
import { announce } from './ui/status.js';

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const MEMORY_WAIT = 3000; // ms that storage may take to answer before others stop waiting
const IDLE_WAIT = 2000; // ms, for browsers without requestIdleCallback

/**
 * @typedef {object} Connections
 * @property {import('./session/session.js').Session} session
 * @property {import('./pad/pad.js').Pad} pad
 * @property {(name: string) => void} load a network
 * @property {(text: string, time?: number) => void} showNote to the visitor; time: in ms, that it stays
 * @property {ReturnType<typeof import('./session/api.js').createApi>} api
 */

/** @param {Connections} connections */
export function begin({ session, pad, load, showNote, api }) {
  /** @type {import('./session/hand.js').Hand | null} */
  let hand = null;
  /** @type {Promise<import('./session/hand.js').Hand> | null} */
  let fetchingHand = null;
  /** @type {ReturnType<typeof import('./ui/teaching.js').createTeaching> | null} */
  let teaching = null;

  /** @param {string} text to the visitor @param {number} [time] in ms, that it stays */
  function report(text, time) {
    teaching?.hideOffer();
    showNote(text, time);
  }

  const parts = createParts(session, (part) => visit.address.set({ part }), pad, fetchHand);
  const visit = beginVisit({ session, pad, parts, partNamed, load, report });
  session.subscribe(parts.show);
  createKeyboardPen(/** @type {HTMLCanvasElement} */ (element('pad')), pad, announce);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', parts.repaint);
  keepCardLoaded(session);
  const keyboardHelp = createKeyboardHelp();
  const waysIn = createWaysIn({ session, pad, report });
  const reportLoss = async (/** @type {unknown} */ error) => report(...(await noteOnLoss(error)));
  decorate(session, pad, waysIn, reportLoss).catch(reportLoss);
  preparePrint(element('sheet'));
  /** @type {Promise<ReturnType<typeof import('./ui/popover.js').createPopover>> | null} */
  let popover = null;
  /** @type {ReturnType<typeof import('./share/share.js').createSharing> | null} */
  let sharing = null;

  /** @type {Promise<typeof import('./session/training.js')> | null} */
  let trainer = null;

  /** Fetches the visitor's hand. Rejects with an Error, a sentence. */
  function fetchHand() {
    fetchingHand ??= import('./session/hand.js').then(
      ({ createHand }) => {
        hand ??= createHand(session);
        return hand;
      },
      async (cause) => {
        fetchingHand = null; // the next call tries again
        throw new Error(await reasonOf(cause, NO_CODE), { cause });
      },
    );
    return fetchingHand;
  }

  /** Reads by the hand that this device keeps, if there is one. Nothing else is fetched or opened before. */
  async function remember() {
    await until(session, ({ network, loading }) => network !== null || loading.status === 'failed');
    channelOfTabs().addEventListener('message', () => fetchHand().catch(() => {})); // another tab has learned
    if (await isKept()) await (await fetchHand()).ready;
  }

  /** Has corrections teach. */
  async function beginTeaching() {
    const [{ createTeaching }, own] = await Promise.all([import('./ui/teaching.js'), fetchHand()]);
    teaching ??= createTeaching(session, own, showNote);
    return teaching;
  }

  async function makePopover() {
    const [{ createPopover }] = await arrived(Promise.all([import('./ui/popover.js'), loadLateStyle()]));
    beginTeaching().catch(() => {}); // so that a choice is learned at once
    const made = createPopover(element('sheet'), {
      below: element('tiles'),
      onChoose: correct,
      onStep: (by) => {
        const index = session.state.number.selectedIndex + by;
        session.select(index);
        made.open(element('reading').querySelectorAll('button')[index], session.state.number);
      },
    });
    session.subscribe(({ number }) => made.show(number));
    return made;
  }

  /** @param {import('./session/choice.js').Choice} choice of the visitor, for the selected digit */
  async function correct(choice) {
    try {
      const { number, corrections: before } = session.state;
      const corrections = teaching?.takenBack(choice) ?? (await session.corrected(choice));
      if (!corrections) return;
      pad.amend(corrections);
      const begun = await beginTeaching().catch(() => null); // without its code, it corrects alone
      begun?.afterChoice(number, before, corrections);
    } catch (error) {
      const isLate = /** @type {Error} */ (error).name === 'TimeoutError';
      report(`This couldn’t be corrected. ${isLate ? 'It took too long.' : await reasonOf(error)}`);
    }
  }

  /** @param {string} text the number */
  async function copy(text) {
    report((await copyText(text)) ? `Copied ${inOneLine(text)}.` : NOT_COPIED);
  }

  return {
    link: visit.link,
    toHint,
    train,
    /** Resolves when the hand that this device keeps has been learned, or cannot be. */
    remembered: Promise.race([remember(), pause(MEMORY_WAIT)]).catch(() => {}),
    /** See session/hand.js. @param {unknown} drawing @param {unknown} text */
    teach: async (drawing, text) => (await fetchHand()).teach(drawing, text),
    hand: Object.freeze({
      get size() {
        return hand?.state.examples.length ?? 0;
      },
      export: async () => (await fetchHand()).export(),
      /** @param {unknown} text */
      import: async (text) => (await fetchHand()).import(text),
      clear: async () => (await fetchHand()).clear(),
    }),
    recognizeImage,
    copyNumber,
    takeFiles: waysIn.take,
    /** Opens or closes the list of keys. */
    async toggleKeys() {
      await loadLateStyle().catch(() => {}); // it can be read without
      keyboardHelp.toggle();
    },
    /** Opens the candidates of the selected digit beside its numeral. @param {HTMLElement} numeral */
    async openPopover(numeral) {
      try {
        popover ??= makePopover();
        const made = await popover;
        if (numeral.isConnected) made.open(numeral, session.state.number);
      } catch (error) {
        popover = null;
        report(`This didn’t load. ${await reasonOf(error)}`);
      }
    },
    /** Opens or closes the menu of the Share button. @param {boolean} atEnd whether its last item gets the focus */
    async share(atEnd) {
      if (isBlank(session.state.drawing)) return report(`${BLANK_TEXT} Write a number first.`);
      try {
        const [{ createSharing }] = await arrived(Promise.all([import('./share/share.js'), loadLateStyle()]));
        sharing ??= createSharing({
          ...{ button: element('share'), session, pad, recognize: api.recognize, report },
          ...{ link: async () => visit.link(null), copyNumber },
        });
        sharing.toggle(atEnd);
      } catch (error) {
        report(`The menu didn’t load. ${await reasonOf(error)}`);
      }
    },
  };

  /** Trains a network, see session/training.js. @param {unknown} name @param {unknown} options */
  async function train(name, options) {
    trainer ??= import('./session/training.js'); // one promise: calls begin in their order
    const { trainingOf } = await trainer.catch(async (cause) => {
      trainer = null;
      throw new Error(await reasonOf(cause, NO_CODE), { cause });
    });
    return trainingOf(session).train(name, options);
  }

  /** Reads a picture, see session/recognize-image.js. @param {unknown} source @param {unknown} [options] */
  async function recognizeImage(source, options) {
    const { recognizeImage: run } = await import('./session/recognize-image.js').catch(async (cause) => {
      throw new Error(await reasonOf(cause, NO_CODE), { cause });
    });
    return run(session, api.recognize, source, options);
  }

  /** Copies the number of the ink on the pad. @returns {boolean} whether there is one */
  function copyNumber() {
    if (!hasNumber(session.state)) return false;
    copy(session.state.number.text);
    return true;
  }
}

/**
 * Loads the full card of each network in use, for numbre.card, when the page is idle; not for visitors who save data.
 *
 * @param {import('./session/session.js').Session} session
 */
function keepCardLoaded(session) {
  /** @type {import('./session/networks.js').Network | null} whose card has been asked for */
  let last = null;
  const follow = async () => {
    const { network } = session.state;
    if (!network || network === last || session.isSavingData) return;
    last = network;
    await idle(IDLE_WAIT);
    network.loadCard().catch(() => {
      last = null;
    });
  };
  session.subscribe(({ network }) => network !== last && follow());
  addEventListener('online', follow); // after a failure
  follow();
}

/**
 * Adds what the page can do without, when there is time.
 *
 * @param {import('./session/session.js').Session} session
 * @param {import('./pad/pad.js').Pad} pad
 * @param {ReturnType<typeof createWaysIn>} waysIn
 * @param {(error: unknown) => void} onLoss called where its style does not load; offline use does not need that
 * @returns {Promise<void>} rejects if the rest of it does not load
 */
async function decorate(session, pad, waysIn, onLoss) {
  const touched = new AbortController();
  for (const type of ['pointerdown', 'keydown']) {
    addEventListener(type, () => touched.abort(), { capture: true, signal: touched.signal });
  }
  const late = Promise.all([loadLateStyle(), import('./lib/outdated.js')]); // the other one would be gone when needed
  late.catch(() => {});
  await until(session, ({ network }) => network !== null); // a page that cannot read is not kept
  loadNumerals();
  await idle(IDLE_WAIT);
  const style = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=stylesheet]'));
  if (!style?.sheet?.cssRules.length) onLoss(new Error(style?.href)); // sent with a wrong type, it is empty
  await late.then(() => {
    createSamples(pad, element('pad'));
    waysIn.showButtons();
    if (!touched.signal.aborted && !pad.sheet.strokes.length) showGhost(pad, touched.signal);
  }, onLoss);
  if (session.isSavingData) await askedFor(session);
  const { keepOffline } = await import('./offline/offline.js');
  keepOffline();
}

/**
 * Resolves when a visitor who saves data has asked for the offline copy, which a button offers.
 *
 * @param {import('./session/session.js').Session} session
 * @returns {Promise<void>}
 */
function askedFor(session) {
  const button = /** @type {HTMLElement} */ (document.getElementById('keep-offline'));
  button.hidden = false;
  return new Promise((resolve) => {
    button.addEventListener('click', () => {
      button.setAttribute('aria-disabled', 'true');
      button.textContent = 'Keeping for offline use…';
      session.stopSavingData();
      resolve();
    });
  });
}
