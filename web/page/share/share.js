/** The menu of the Share button: link, number, picture, drawing and data of the sheet, for others and other programs. */

import { isBlank } from '../ink/drawing.js';
import { until } from '../lib/emitter.js';
import { BLANK_TEXT, inOneLine } from '../lib/format.js';
import { hasNumber, isOfInk } from '../session/number.js';
import { copyText, NOT_COPIED } from '../ui/clipboard.js';
import { describeNumber } from '../ui/wording.js';
import { toArrays, toJson } from './data.js';
import { fileNameOf, saveFile } from './files.js';
import { layoutOf } from './layout.js';
import { createMenu } from './menu.js';
import { toPng } from './picture.js';
import { toSvg } from './svg.js';

const TITLE = 'Numbre';
const COPIED = 'Copied the link.';
const WITHOUT_CORRECTIONS = 'It holds your writing, not your corrections.';
const WITHOUT_PICTURE = 'It holds the strokes found in the picture, not the picture.';
const WITHOUT_BOTH = 'It holds the strokes found in the picture, not the picture, nor your corrections.';
const NOT_SHARED = 'Couldn’t share here. Copy the link instead.';
const NO_LINK = 'Couldn’t make the link. Save the drawing as a file instead.';
const NO_PICTURE = 'Couldn’t make the picture. Save the drawing (SVG) instead.';
const NO_FILE = 'Couldn’t make the file.';
const NO_NUMBER = 'There is no number to copy.';
const LOCAL = /^(localhost|.*\.localhost|127\..*|\[::1\])$/; // no address for others

/**
 * @typedef {object} Connections
 * @property {HTMLElement} button that opens the menu
 * @property {import('../session/session.js').Session} session
 * @property {import('../pad/pad.js').Pad} pad
 * @property {(drawing: unknown) => Promise<import('../session/api.js').HandwritingPrediction[]>} recognize
 * @property {() => Promise<string>} link to the drawing on the pad; rejects with a RangeError if it is too large, see link.js
 * @property {() => boolean} copyNumber reports by itself; returns whether there is a number
 * @property {(text: string) => void} report to the visitor
 */

/** @param {Connections} connections */
export function createSharing({ button, session, pad, recognize, link, copyNumber, report }) {
  /**
   * Prepared while the visitor chooses: where an event's right to copy and share ends with it, it is too late then.
   *
   * @type {{link: Promise<string>, address: string | null, picture: Promise<File | null>}}
   */
  let prepared;

  /** What is on the sheet, once it has been read. */
  async function content() {
    await until(session, ({ isReading }) => !isReading);
    const { drawing, number } = session.state;
    const isRead = isOfInk(number, drawing) && number.drawing.length === drawing.length;
    const { text, graphemes } = isRead ? number : { text: '', graphemes: [] };
    const { picture: photo } = pad.sheet;
    return { drawing, text, graphemes, words: isRead && !text ? describeNumber(number).text : '', photo };
  }

  /** @typedef {Awaited<ReturnType<typeof content>>} Content */

  /** Returns the sheet as a PNG file; rejects if the browser does not make one. @param {Content} sheet */
  async function picture(sheet) {
    const fonts = { numerals: fontOf('#reading'), title: fontOf('h1'), text: fontOf('body') };
    const layout = layoutOf({ ...sheet, picture: sheet.photo }, { hasTiles: true });
    const blob = await toPng(layout, fonts, addressOf(location), sheet.photo);
    return new File([blob], fileNameOf(sheet.text, 'png'), { type: blob.type });
  }

  /** @param {string} text content of the file @param {string} type @param {string} name */
  const fileOf = (text, type, name) => new File([text], name, { type });

  /**
   * Saves a file of the sheet, unless that has been cleared while its reading was to come.
   *
   * @param {(sheet: Content) => Promise<File> | File} make
   * @param {string} [failure]
   */
  async function save(make, failure = NO_FILE) {
    try {
      const sheet = await content();
      if (isBlank(sheet.drawing)) return report(BLANK_TEXT);
      const file = await make(sheet);
      saveFile(file, file.name);
      report(`Saved ${file.name}.`);
    } catch {
      report(failure);
    }
  }

  /** What a link to this sheet does not hold. @returns {string} sentences after another, or '' */
  function leftOut() {
    const isCorrected = session.state.corrections.length > 0;
    if (pad.sheet.picture) return ` ${isCorrected ? WITHOUT_BOTH : WITHOUT_PICTURE}`;
    return isCorrected ? ` ${WITHOUT_CORRECTIONS}` : '';
  }

  const actions = {
    async share() {
      const [url, file] = [await prepared.link.catch(() => null), await prepared.picture];
      if (!url && !file) return report(await failureOf(prepared.link));
      const { text } = session.state.number;
      const data = { title: TITLE, text: text ? `I wrote ${inOneLine(text)}` : 'I wrote this' };
      try {
        await navigator.share({ ...data, ...(url && { url }), ...(file && { files: [file] }) });
      } catch (error) {
        if (/** @type {Error} */ (error).name !== 'AbortError') report(NOT_SHARED); // else the visitor has closed it
      }
    },
    async copyLink() {
      const { address, link: coming } = prepared;
      try {
        const isCopied = await copyText(address ?? coming);
        report(isCopied ? `${COPIED}${leftOut()}` : NOT_COPIED);
        if (!isCopied) menu.showText('Link', await coming);
      } catch {
        report(await failureOf(coming));
      }
    },
    copyNumber() {
      if (!hasNumber(session.state) || !copyNumber()) report(NO_NUMBER);
    },
    savePicture: () => save(picture, NO_PICTURE),
    saveDrawing: () =>
      save((sheet) => {
        const svg = toSvg(layoutOf(sheet, { hasTiles: false }), sheet.text ? inOneLine(sheet.text) : TITLE);
        return fileOf(svg, 'image/svg+xml', fileNameOf(sheet.text, 'svg'));
      }),
    saveData: () =>
      save(async ({ drawing, text }) => {
        const arrays = toArrays(drawing);
        const [prediction = null] = session.state.network ? await recognize(arrays).catch(() => []) : [];
        const json = toJson({ drawing: arrays, size: pad.size, text, prediction });
        return fileOf(json, 'application/json', fileNameOf(text, 'json'));
      }),
  };

  const menu = createMenu(button, [
    ...('share' in navigator ? [{ label: 'Share…', run: actions.share }] : []),
    { label: 'Copy link', run: actions.copyLink },
    { label: 'Copy number', run: actions.copyNumber, isDisabled: () => !hasNumber(session.state) },
    { label: 'Save picture (PNG)', run: actions.savePicture },
    { label: 'Save drawing (SVG)', run: actions.saveDrawing },
    { label: 'Save data (JSON)', run: actions.saveData },
  ]);

  function prepare() {
    const coming = link();
    prepared = {
      link: coming,
      address: null,
      picture: canShareFiles()
        ? content()
            .then(picture)
            .catch(() => null)
        : Promise.resolve(null),
    };
    const own = prepared;
    coming.then(
      (address) => {
        own.address = address;
      },
      () => {}, // reported when the visitor asks for it
    );
  }

  return {
    /** Opens the menu, or closes it. @param {boolean} isLast whether the focus goes to its last item */
    toggle(isLast) {
      if (menu.isOpen) return menu.close();
      prepare();
      menu.open(isLast);
    },
  };
}

/** Describes why there is no link. @param {Promise<string>} link that was rejected */
const failureOf = (link) =>
  link.then(
    () => NO_LINK,
    (error) => (error.kind === 'too large' ? error.message : NO_LINK),
  );

/** Whether the browser shares pictures. */
function canShareFiles() {
  const files = [new File([], 'numbre.png', { type: 'image/png' })];
  return Boolean(navigator.canShare?.({ files }));
}

/** @param {string} selector */
const fontOf = (selector) => getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).fontFamily;

/** @param {{protocol: string, hostname: string, host: string}} address of the page @returns {string} '' for none */
export const addressOf = ({ protocol, hostname, host }) =>
  /^https?:$/.test(protocol) && !LOCAL.test(hostname) ? host : '';
