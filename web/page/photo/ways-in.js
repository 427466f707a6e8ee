/**
 * The ways in for a picture: buttons in a corner of the pad, files dropped on the page, and the clipboard. The code that
 * reads pictures is fetched with the first of them.
 */

import { isBlank } from '../ink/drawing.js';
import { make } from '../lib/dom.js';
import { makeSvg } from '../lib/elements.js';
import { arrived, reasonOf } from '../lib/late-code.js';
import { loadLateStyle } from '../lib/late-style.js';
import { passDrags } from './drags.js';

const PICTURE = 'M4 5h16v14H4zM4 16l5-5 5 5 3-3 3 3M15 9h.01';
const CAMERA = 'M4 8h4l2-3h4l2 3h4v11H4zM12 9.6a3.4 3.4 0 1 0 .01 0z';
const FIELDS = 'input, textarea, select'; // which take text and files themselves
const LONG = 10_000; // ms, for what needs an action
const READING = 'Reading the picture…';
const NOT_FETCHED = 'The code for pictures didn’t load.';
const ADVICE = 'Check your connection, then try again.';
const NO_FILE = 'Numbre reads picture files. Save this picture first, then drop the file, or copy and paste it.';

/**
 * @typedef {object} Connections
 * @property {import('../session/session.js').Session} session
 * @property {import('../pad/pad.js').Pad} pad
 * @property {(text: string, time?: number) => void} report to the visitor; time: in ms, that it stays
 */

/** @param {Connections} connections */
export function createWaysIn({ session, pad, report }) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById('sheet'));
  const padFrame = /** @type {HTMLElement} */ (sheet.querySelector('.pad-frame'));
  const padElement = /** @type {HTMLElement} */ (padFrame.querySelector('#pad'));
  /** @type {Promise<ReturnType<typeof import('./photo.js').createPhoto>> | null} */
  let fetching = null;
  const isPhone = matchMedia('(pointer: coarse)').matches;

  async function fetchPhoto() {
    const [{ createPhoto }] = await arrived(Promise.all([import('./photo.js'), loadLateStyle()]));
    return createPhoto({ session, pad, report, host: padFrame });
  }

  /** Reads the first of some files. @param {File[]} files at least one */
  async function take(files) {
    report(READING); // until its code is there
    try {
      fetching ??= fetchPhoto();
      const photo = await fetching;
      report(files.length > 1 ? `Only the first of ${files.length} files is read.` : '');
      photo.read(files[0]);
    } catch (error) {
      fetching = null;
      report(`${NOT_FETCHED} ${await reasonOf(error, ADVICE)}`, LONG);
    }
  }

  document.addEventListener('paste', (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest?.(FIELDS)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return; // a text
    event.preventDefault();
    take(files);
  });

  /** Whether what is dragged may be a picture: text, and what goes to a field, is left to the browser. @param {DragEvent} event */
  const isTaken = ({ dataTransfer, target }) =>
    dataTransfer !== null &&
    ['Files', 'text/uri-list'].some((type) => dataTransfer.types.includes(type)) &&
    !(/** @type {HTMLElement} */ (target).closest?.(FIELDS));

  /** @param {boolean} isOver */
  const mark = (isOver) => sheet.classList.toggle('takes-picture', isOver);

  document.addEventListener('dragover', (event) => {
    if (!isTaken(event) || !event.dataTransfer) return;
    event.preventDefault(); // else the browser leaves the page for the file
    event.dataTransfer.dropEffect = 'copy';
    mark(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget || mark(false)); // it has left the window
  document.addEventListener('drop', (event) => {
    if (!isTaken(event)) return;
    event.preventDefault();
    mark(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) take(files);
    else if (event.dataTransfer?.getData('text/html').includes('<img')) report(NO_FILE, LONG); // of a page: its address
  });

  /**
   * Makes a button that opens a file chooser.
   *
   * @param {string} name
   * @param {string} icon path
   * @param {string} title
   * @param {{capture?: string}} [options] capture: with the camera
   */
  function makeChooser(name, icon, title, options = {}) {
    const input = make('input', { type: 'file', accept: 'image/*', hidden: true, tabindex: -1, ...options });
    const svg = makeSvg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, makeSvg('path', { d: icon }));
    const word = isPhone ? [] : [make('span', {}, name)]; // two words would not fit beside two buttons
    const button = make('button', { type: 'button', 'aria-label': name, title }, svg, ...word);
    button.addEventListener('click', () => input.click()); // within the event: browsers allow it only there
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      input.value = ''; // so that the same file can be chosen again
      if (files.length) take(files);
    });
    return [button, input];
  }

  return {
    take,
    /** Shows the buttons; the late style must be there. */
    showButtons() {
      const ways = make(
        'div',
        { class: 'ways-in', role: 'group', 'aria-label': 'Read a picture' },
        ...(isPhone ? makeChooser('Camera', CAMERA, 'Take a picture of a number', { capture: 'environment' }) : []),
        ...makeChooser('Picture', PICTURE, 'Read a picture of a number'),
      );
      padFrame.append(ways);

      passDrags(ways, padElement);

      /** Ink has the pad to itself: nothing lies where the next digit may begin. @param {{drawing: import('../ink/drawing.js').Drawing, isDrawing: boolean}} change */
      const giveWay = ({ drawing, isDrawing }) => ways.classList.toggle('away', isDrawing || !isBlank(drawing));

      pad.subscribe(giveWay);
      giveWay({ drawing: pad.sheet.strokes, isDrawing: pad.stroke !== null });
    },
  };
}
