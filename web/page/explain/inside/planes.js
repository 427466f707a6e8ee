/**
 * The layers of a network as planes, one under the other: all maps of a layer in one picture, and beside it sentences about
 * it. The visitor points at a number, or moves to it with keys; its window in the layer before lights up, and lines join
 * the two. A number that was clicked or moved to is held: pointing at others does not take its place.
 *
 * Keys: the arrow keys move the focus from plane to plane; Enter goes into a plane, where they move from number to number,
 * and Page Up and Page Down from map to map; Escape leaves it.
 */

import { make, setText } from '../../lib/dom.js';
import { makeSvg } from '../../lib/elements.js';
import { isMotionReduced } from '../../lib/motion.js';
import { scaleOf } from '../../lib/window.js';
import { cornerOf, createPainter, layoutOf, moved, placeAt, placeOf } from './atlas.js';

/**
 * @typedef {import('./atlas.js').Place} Place
 * @typedef {import('./atlas.js').Layout} Layout
 * @typedef {import('./sums.js').Sum} Sum
 * @typedef {import('../../network/graph.js').Values['values']} Numbers
 *
 * @typedef {object} Row what a plane shows
 * @property {string} title
 * @property {import('./atlas.js').View} view
 * @property {number} count of its numbers
 * @property {number} from row of the plane that it takes its numbers from; -1 for the first
 * @property {string[]} sentences about it
 * @property {string[]} labels of its numbers; none for most planes
 * @property {HTMLElement[]} extra elements below the picture
 *
 * @typedef {{row: number, place: Place}} Selection a number of a plane
 *
 * @typedef {ReturnType<typeof createPlane>} Plane
 */

const LINES = 24; // that join a number to the layer before, where each input has a weight of its own: of the largest products
const ENTER = ['Enter', ' ', 'ArrowLeft', 'ArrowRight'];
/** Keys that move the focus to another plane. @type {Record<string, number>} */
const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const READING_LINE = '-35% 0px -60% 0px'; // of the window: a band that holds one or two sentences

/**
 * @param {Row[]} rows from the input to the probabilities
 * @param {object} listeners
 * @param {(selection: Selection | null) => void} listeners.onSelect called when the visitor selects a number, or leaves it
 * @param {(row: number) => Place} listeners.exampleOf a number of a plane that is worth a look
 */
export function createPlanes(rows, { onSelect, exampleOf }) {
  const overlay = makeSvg('svg', { class: 'joins', 'aria-hidden': 'true' });
  const [plus, minus, box, pixel] = ['plus', 'minus', 'window', 'pixel'].map((name) => {
    const path = makeSvg('path', { class: name });
    overlay.append(path);
    return path;
  });
  const list = make('ol', { class: 'planes' });
  const planes = rows.map(createPlane);
  list.append(...planes.map(({ element }) => element));
  const element = make('div', { class: 'plane-stage' }, list, overlay);
  /** @type {Selection | null} */
  let selected = null;
  let isInside = false; // whether keys move from number to number
  let isHeld = false; // whether the number stays when the pointer moves on

  planes[0].canvas.tabIndex = 0;
  planes.forEach(({ canvas, sentences }, row) => {
    /** @param {PointerEvent} event @param {boolean} isClick */
    const point = (event, isClick) => {
      const { left, top } = canvas.getBoundingClientRect();
      const { layout } = planes[row];
      const zoom = layout.zoom * scaleOf(canvas);
      const place = placeAt(layout, (event.clientX - left) / zoom, (event.clientY - top) / zoom);
      select({ row, place }, isClick);
    };
    canvas.addEventListener('pointermove', (event) => {
      if (!isHeld) point(event, false);
      else if (event.buttons) point(event, true); // drawn along
    });
    canvas.addEventListener('pointerdown', (event) => {
      point(event, true);
      focus(row, true);
      isInside = true;
    });
    canvas.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !press(row, event.key)) return;
      event.preventDefault();
    });
    canvas.addEventListener('focus', () => light(row, null));
    canvas.addEventListener('blur', () => {
      isInside = false;
    });
    for (const sentence of sentences) {
      sentence.addEventListener('focus', () => light(row, sentence));
      sentence.addEventListener('click', () => {
        light(row, sentence);
        select({ row, place: exampleOf(row) });
        const behavior = isMotionReduced() ? 'auto' : 'smooth';
        canvas.scrollIntoView({ block: 'nearest', behavior });
      });
    }
  });
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.find(({ isIntersecting }) => isIntersecting);
      const sentence = /** @type {HTMLElement | undefined} */ (entry?.target);
      if (!sentence || list.contains(document.activeElement)) return; // the visitor has chosen another
      light(
        planes.findIndex(({ sentences }) => sentences.some((one) => one === sentence)),
        sentence,
      );
    },
    { rootMargin: READING_LINE },
  );
  for (const sentence of planes.flatMap(({ sentences }) => sentences)) observer.observe(sentence);
  const sizes = new ResizeObserver(arrange);
  sizes.observe(element);
  document.addEventListener('keydown', leaveByKey);

  /** @param {number} row @param {string} key @returns {boolean} whether the key does something */
  function press(row, key) {
    const place = selected?.row === row ? selected.place : exampleOf(row);
    const next = isInside && moved(planes[row].layout, place, key);
    if (next) {
      select({ row, place: next });
    } else if (key === 'Escape' && (isInside || selected)) {
      isInside = false;
      select(null);
    } else if (ENTER.includes(key)) {
      isInside = true;
      select({ row, place });
    } else if (!isInside && STEPS[key]) {
      focus(Math.max(0, Math.min(planes.length - 1, row + STEPS[key])));
    } else {
      return false;
    }
    return true;
  }

  /** Moves the focus to a plane. @param {number} row @param {boolean} [preventScroll] */
  function focus(row, preventScroll = false) {
    planes.forEach(({ canvas }, i) => {
      canvas.tabIndex = i === row ? 0 : -1;
    });
    planes[row].canvas.focus({ preventScroll });
  }

  /** Highlights a plane. @param {number} row @param {HTMLElement | null} current sentence about it */
  function light(row, current) {
    planes.forEach((plane, i) => {
      plane.element.classList.toggle('lit', i === row);
      for (const sentence of plane.sentences) {
        if (sentence === current) sentence.setAttribute('aria-current', 'true');
        else sentence.removeAttribute('aria-current');
      }
    });
  }

  /** Escape leaves a number after pointing, too, when no plane has the focus. @param {KeyboardEvent} event */
  function leaveByKey({ key, defaultPrevented }) {
    if (key !== 'Escape' || defaultPrevented || !selected) return;
    if (document.activeElement === document.body) select(null);
    else if (element.parentElement?.contains(document.activeElement)) leave();
  }

  /** Leaves the number that is selected, and moves the focus to its plane: the button that closes it goes. */
  function leave() {
    if (!selected) return;
    focus(selected.row, !document.activeElement?.matches(':focus-visible')); // the page moves for the keyboard only
    select(null);
  }

  /** @param {Selection | null} selection @param {boolean} [isHeldNow] whether it stays when the pointer moves on */
  function select(selection, isHeldNow = true) {
    selected = selection;
    isHeld = isHeldNow && selection !== null;
    if (selection) light(selection.row, null);
    onSelect(selection);
  }

  /** Gives each picture the room that there is. */
  function arrange() {
    for (const plane of planes) plane.arrange();
    onSelect(selected);
  }

  /** Where a picture begins, in CSS px of the stage. @param {HTMLElement} canvas */
  function cornerOnStage(canvas) {
    const [own, stage, scale] = [canvas.getBoundingClientRect(), element.getBoundingClientRect(), scaleOf(element)];
    return { x: (own.left - stage.left) / scale, y: (own.top - stage.top) / scale };
  }

  /** The whole atlas, in CSS px of the stage. @param {Plane} plane */
  function rectangleOfAll({ canvas }) {
    return { ...cornerOnStage(canvas), width: canvas.offsetWidth, height: canvas.offsetHeight };
  }

  /** A rectangle of a map, in CSS px of the stage. @param {Plane} plane @param {number} map @param {import('./sums.js').Box} box */
  function rectangleOf({ canvas, layout }, map, { top, left, height, width }) {
    const corner = cornerOnStage(canvas);
    const [x, y] = cornerOf(layout, map);
    const [down, across] = layout.view;
    const [fromX, toX] = [Math.max(0, left), Math.min(across, left + width)];
    const [fromY, toY] = [Math.max(0, top), Math.min(down, top + height)];
    return {
      x: corner.x + (x + fromX) * layout.zoom,
      y: corner.y + (y + fromY) * layout.zoom,
      width: (toX - fromX) * layout.zoom,
      height: (toY - fromY) * layout.zoom,
    };
  }

  return {
    element,
    arrange,
    leave,
    /** Reads the colours of the pictures again. */
    refresh() {
      for (const { painter } of planes) painter.refresh();
    },
    /** @param {number} row @param {Numbers | null} values null: a blank plane */
    paint: (row, values) => planes[row].paint(values),
    /** @param {number} row @param {string} text about its numbers */
    describe(row, text) {
      const { note, canvas } = planes[row];
      setText(note, text);
      canvas.setAttribute('aria-label', `${rows[row].title}: ${text}`);
    },
    /** Ends what observes the page. */
    end() {
      observer.disconnect();
      sizes.disconnect();
      document.removeEventListener('keydown', leaveByKey);
    },
    /**
     * Lights up a number and its window.
     *
     * @param {Selection | null} selection null: nothing
     * @param {Sum | null} sum of the number; null where there is none
     */
    join(selection, sum) {
      for (const path of [plus, minus, box, pixel]) path.setAttribute('d', '');
      if (!selection) return;
      const { row, place } = selection;
      const own = rectangleOf(planes[row], place.map, { top: place.row, left: place.column, height: 1, width: 1 });
      pixel.setAttribute('d', outline(own));
      const before = planes[rows[row].from];
      if (!before || !sum) return;
      const windows = windowsOf(sum, place, before.layout);
      const rectangles = windows.map(({ map, box: at }) => rectangleOf(before, map, at));
      box.setAttribute('d', (sum.box ? rectangles : [rectangleOfAll(before)]).map(outline).join(''));
      const lines = rectangles.map(
        (one) => `M${own.x + own.width / 2} ${own.y}L${one.x + one.width / 2} ${one.y + one.height}`,
      );
      plus.setAttribute('d', lines.filter((_, i) => windows[i].share >= 0).join(''));
      minus.setAttribute('d', lines.filter((_, i) => windows[i].share < 0).join(''));
    },
  };
}

/**
 * @param {Sum} sum
 * @param {Place} place of its number
 * @param {Layout} before of the layer before
 * @returns {{map: number, box: import('./sums.js').Box, share: number}[]} windows in the layer before that lines lead to;
 *   share: what each adds
 */
function windowsOf({ kind, box, parts }, place, { view }) {
  if (box && kind === 'convolution') return Array.from(parts, (share, map) => ({ map, box, share }));
  if (box) return [{ map: place.map, box, share: 1 }];
  const order = Array.from(parts, (_, i) => i).sort((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]));
  return order.slice(0, LINES).map((i) => {
    const { map, row, column } = placeOf(view, i);
    return { map, box: { top: row, left: column, height: 1, width: 1 }, share: parts[i] };
  });
}

/** @param {{x: number, y: number, width: number, height: number}} rectangle */
const outline = ({ x, y, width, height }) => `M${x - 1} ${y - 1}h${width + 2}v${height + 2}h${-width - 2}z`;

/** @param {Row} row */
function createPlane({ title, view, count, sentences: texts, labels, extra }) {
  const canvas = make('canvas', { class: 'plane', role: 'application', tabindex: -1, 'aria-label': title });
  canvas.setAttribute('aria-describedby', 'plane-keys');
  const painter = createPainter(canvas);
  const note = make('p', { class: 'note' });
  const sentences = texts.map((text) => make('button', { type: 'button', class: 'sentence' }, text));
  const names = make(
    'p',
    { class: 'classes', 'aria-hidden': 'true' },
    ...labels.map((label) => make('span', {}, label)),
  );
  names.hidden = !labels.length;
  const figure = make('div', { class: 'plane-picture' }, canvas, names, note, ...extra);
  const text = make('div', { class: 'plane-text' }, make('h3', {}, title), ...sentences);
  /** @type {Numbers | null} */
  let latest = null;
  const plane = {
    element: make('li', {}, text, figure),
    canvas,
    painter,
    note,
    sentences,
    layout: layoutOf(view, count, 320),
    /** @param {Numbers | null} values */
    paint(values) {
      latest = values;
      painter.paint(plane.layout, values);
    },
    /** Chooses columns and zoom for the room that there is. */
    arrange() {
      if (!figure.clientWidth) return; // hidden
      plane.layout = layoutOf(view, count, figure.clientWidth);
      const { width, height, zoom } = plane.layout;
      canvas.style.setProperty('width', `${width * zoom}px`);
      canvas.style.setProperty('height', `${height * zoom}px`);
      names.style.setProperty('width', `${width * zoom}px`);
      plane.paint(latest);
    },
  };
  return plane;
}
