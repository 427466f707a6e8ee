/**
 * Pictures on the sheet: reads one, puts it where the ink would be, and offers what can be done with it. The strokes
 * traced in it are the sheet's strokes; the picture is shown in their place. One picture is read at a time: a newer one
 * ends an older.
 */

import { isBlank } from '../ink/drawing.js';
import { make, makeButton } from '../lib/dom.js';
import { makeSvg } from '../lib/elements.js';
import { reasonOf } from '../lib/late-code.js';
import { isOfInk } from '../session/number.js';
import { announce } from '../ui/status.js';
import { describeNumber } from '../ui/wording.js';
import { createLayer } from './layer.js';
import { openFrame } from './part-chooser.js';
import { fitted, partAround, partNear, partUnder, placed } from './placing.js';

const MARGIN = 8; // CSS px around the picture
const MOST_SHOWN = 2000; // px: longer side of the picture as it is kept, for the eye only; sheets that can be undone keep theirs
const LONG = 10_000; // ms, for what needs an action
const TURN = 'M18.5 15a7 7 0 1 1 0-6M19 4v5h-5';
const READING = 'Reading the picture…';
const NO_INK = 'No ink found in this picture.';
const TOO_LATE = 'Reading this picture took too long. Take a picture of the number alone, then try again.';
const FAILED = 'This picture couldn’t be read.';
const ADVICE = 'Check your connection, or try another one.';
const FRAMING = 'Draw a frame around the number.';
const NO_NUMBER = 'No number found. Turn the picture upright, or read a part.';

/**
 * @typedef {import('./layer.js').Picture} Picture
 * @typedef {import('./placing.js').Area} Area
 *
 * @typedef {object} Connections
 * @property {import('../session/session.js').Session} session
 * @property {import('../pad/pad.js').Pad} pad
 * @property {(text: string, time?: number) => void} report to the visitor; time: in ms, that it stays
 * @property {HTMLElement} host of the pad's canvases
 */

/** @param {Connections} connections */
export function createPhoto({ session, pad, report, host }) {
  const padElement = /** @type {HTMLElement} */ (host.querySelector('#pad'));
  const sheetElement = /** @type {HTMLElement} */ (host.closest('#sheet'));
  const layer = createLayer(host, pad, session);
  const bar = make('div', { class: 'photo-bar', role: 'group', 'aria-label': 'Picture', hidden: true });
  host.append(bar);
  /** @type {object | null} stands for the picture that is being read */
  let reading = null;
  /** @type {{picture: Picture, frame: ReturnType<typeof openFrame>} | null} while a part is chosen */
  let choosing = null;
  /** @type {unknown} what the bar offers */
  let offered = null;
  let isUnannounced = false; // whether the reading of a new picture is still to be announced

  /** Shows what can be done now. @param {string} kind changes of the same kind change nothing @param {() => (Node | string)[]} content */
  function offer(kind, content) {
    if (offered === kind) return;
    const hadFocus = bar.contains(document.activeElement);
    offered = kind;
    bar.replaceChildren(...content());
    bar.hidden = !kind;
    if (hadFocus) (bar.querySelector('button') ?? padElement).focus({ preventScroll: true });
  }

  /** @param {string} text */
  const advice = (text) => make('span', { class: 'advice' }, text);

  /** Gives the advice of the bar elsewhere, where the bar is too small for it. */
  function reportAdvice() {
    const given = /** @type {HTMLElement | null} */ (bar.querySelector('.advice'));
    if (given && !given.offsetHeight) report(given.textContent ?? '', LONG);
  }

  function showBar() {
    const { picture } = pad.sheet;
    sheetElement.classList.toggle('unread-photo', isUnread());
    if (choosing && choosing.picture !== picture) leaveFrame();
    host.classList.toggle('reads-photo', reading !== null);
    if (reading) {
      offer('reading', () => [make('span', {}, READING), makeButton('Cancel', cancel)]);
    } else if (choosing) {
      offer('choosing', () => [
        advice(FRAMING),
        makeButton('Cancel', leaveFrame), // first: “Remove picture” comes to stand where the last one stood
        makeButton('Read this part', readPart),
      ]);
    } else if (picture) {
      offerPicture(picture.part.width < picture.size.width || picture.part.height < picture.size.height, isUnread());
    } else {
      offer('', () => []);
    }
  }

  /**
   * Offers what can be done with a picture on the sheet.
   *
   * @param {boolean} isPart whether only a part of it is there
   * @param {boolean} [isFailed] whether no number was found in it
   */
  function offerPicture(isPart, isFailed = false) {
    const turning = makeButton('Turn', turn);
    turning.setAttribute('aria-label', 'Turn picture to the right');
    turning.prepend(makeSvg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, makeSvg('path', { d: TURN })));
    const removing = makeButton('Remove', remove);
    removing.setAttribute('aria-label', 'Remove picture');
    const whole = isPart ? [makeButton('Whole picture', readWhole)] : [];
    offer(`${isPart ? 'part' : 'whole'}${isFailed ? ', unread' : ''}`, () => [
      ...(isFailed ? [advice(NO_NUMBER)] : []),
      ...[makeButton('Read a part', choosePart), ...whole, turning, removing],
    ]);
  }

  /** Whether all that is on the sheet is a picture in which no number was found. */
  function isUnread() {
    const { picture, strokes } = pad.sheet;
    const { number, drawing, isReading } = session.state;
    if (!picture || isReading || drawing[0] !== strokes[0] || !isOfInk(number, drawing)) return false;
    return !number.text && !number.graphemes.every(({ isSet }) => isSet) && !picture.inked(strokes).length;
  }

  /** Ends the reading in progress; the sheet stays as it is. */
  function cancel() {
    reading = null;
    showBar();
  }

  /**
   * Reads a picture, or a part of it, and puts it on the sheet, in one step that can be undone. Whatever fails is
   * reported, and changes nothing.
   *
   * @param {Blob} source
   * @param {{picture?: Picture, part?: Area, turns?: number}} [options] picture: the same one, as it is on the sheet; part: of
   *   it; turns: to the right, by 90 degrees. A new or turned picture whose number would be too small is shown by the part
   *   around it
   */
  async function read(source, { picture, part, turns = picture?.turns ?? 0 } = {}) {
    const own = {};
    reading = own;
    announce(READING);
    showBar();
    try {
      const most = picture ? undefined : MOST_SHOWN;
      const traced = await session.tracePicture(source, part, most, turns);
      const { drawing, width, height, pen, image = picture?.image } = traced;
      if (reading !== own) return;
      if (isBlank(drawing) || !image) throw Object.assign(new Error(NO_INK), { name: 'PictureError' });
      reading = null;
      offerPicture(part !== undefined); // before its room is measured
      const near = picture ? null : partNear(drawing, { width, height }, room());
      if (near) offerPicture(true);
      const framed = part && partAround(part, drawing, pen, { width, height });
      const shown = framed ?? near ?? { x: 0, y: 0, width, height };
      const { place, ...sheet } = placed(drawing, shown, fitted(shown, room()), pad.elementSize);
      isUnannounced = true;
      const hasFocus =
        !document.activeElement || document.activeElement === document.body || host.contains(document.activeElement);
      pad.put({
        ...sheet,
        ...{ begin: performance.now() - (sheet.strokes.at(-1)?.at(-1)?.t ?? 0), corrections: [] },
        picture: pictureOf(
          { source, turns, image, size: { width, height }, part: shown, place, pen: (pen * place.width) / shown.width },
          sheet.strokes,
        ),
      });
      if (hasFocus) padElement.focus({ preventScroll: true });
    } catch (error) {
      const sentence = await sentenceOf(/** @type {Error} */ (error));
      if (reading !== own) return;
      reading = null;
      report(sentence, LONG);
    }
    showBar();
  }

  /** Room for the picture: above the bar, or to its left where it stands there. @returns {Area} CSS px of the pad */
  function room() {
    const isBeside = getComputedStyle(bar).flexDirection === 'column';
    const { width, height } = pad.elementSize;
    return {
      ...{ x: MARGIN, y: MARGIN },
      width: Math.max(1, (isBeside ? bar.offsetLeft : width) - 2 * MARGIN),
      height: Math.max(1, (isBeside ? height : bar.offsetTop) - 2 * MARGIN),
    };
  }

  /** Where the picture is shown, CSS px of the pad. @param {Picture} picture @returns {Area} */
  function shownAt({ place }) {
    const { scale } = pad.view;
    return { x: place.x * scale, y: place.y * scale, width: place.width * scale, height: place.height * scale };
  }

  function choosePart() {
    const { picture } = pad.sheet;
    if (!picture) return;
    const frame = openFrame(bar, shownAt(picture), { onRead: readPart, onLeave: leaveFrame });
    choosing = { picture, frame };
    host.classList.add('has-frame');
    showBar();
    reportAdvice();
  }

  function leaveFrame() {
    if (!choosing) return;
    choosing.frame.close();
    host.classList.remove('has-frame');
    choosing = null;
    showBar();
    bar.querySelector('button')?.focus({ preventScroll: true });
  }

  function readPart() {
    if (!choosing) return;
    const { picture, frame } = choosing;
    const part = partUnder(frame.area, picture.part, shownAt(picture));
    leaveFrame();
    read(picture.source, { picture, part });
  }

  function readWhole() {
    const { picture } = pad.sheet;
    if (picture) read(picture.source, { picture });
  }

  /** Turns the picture to the right by 90 degrees, and reads all of it. */
  function turn() {
    const { picture } = pad.sheet;
    if (picture) read(picture.source, { turns: (picture.turns + 1) % 4 });
  }

  /** Takes the picture away, with its strokes; ink on it stays. */
  function remove() {
    const { picture, ...sheet } = pad.sheet;
    if (!picture) return;
    const strokes = picture.inked(sheet.strokes);
    if (strokes.length) pad.put({ ...sheet, strokes });
    else pad.clear();
    padElement.focus({ preventScroll: true });
  }

  pad.subscribe(({ isDrawing }) => {
    if (isDrawing && reading) cancel();
    showBar();
  });
  pad.subscribeView(() => {
    if (!choosing) return;
    choosing.frame.follow(shownAt(choosing.picture));
    reportAdvice();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && reading) cancel();
  });
  session.subscribe(({ isSettled, number }) => {
    showBar();
    if (!isSettled) return;
    const { announcement } = describeNumber(number);
    if (!isUnannounced || !announcement) return; // without a network it is still to be read
    isUnannounced = false;
    if (!pad.sheet.picture) return;
    announce(isUnread() ? NO_NUMBER : `Picture read: ${announcement}`);
    reportAdvice();
  });
  layer.paint();

  return {
    /** Reads a picture. @param {Blob} source */
    read: (source) => read(source),
  };
}

/**
 * @param {Omit<Picture, 'traced' | 'inked'>} picture
 * @param {object[]} strokes found in it
 * @returns {Picture}
 */
function pictureOf(picture, strokes) {
  const traced = new Set(strokes);
  return { ...picture, traced, inked: (some) => some.filter((stroke) => !traced.has(stroke)) };
}

/** @param {Error} error @returns {Promise<string>} for the visitor */
async function sentenceOf(error) {
  if (error.name === 'PictureError') return error.message;
  if (error.name === 'TimeoutError') return TOO_LATE;
  return error.name === 'NetworkError' ? reasonOf(error, error.message) : `${FAILED} ${await reasonOf(error, ADVICE)}`;
}
