/** Sliders that make the digit deviate from what networks learned; under each, where the reading of each network flips. */

import { isBlank } from '../../ink/drawing.js';
import { make, makeButton, setText } from '../../lib/dom.js';
import { ranked } from '../../lib/math.js';
import { classInWords, NON_DIGIT } from '../../network/classes.js';
import { AXES, deviated, isSame, STANDARD, shortValue, valueInWords } from './deviation.js';
import { describeFlips, runsOf } from './flips.js';

/**
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('./deviation.js').Axis} Axis
 * @typedef {import('./deviation.js').Deviation} Deviation
 * @typedef {{name: string, network: Network | null}} Reader
 */

const AT_ONCE = 3; // positions that a network reads before others have their turn
const DASH = '–';

/**
 * @param {Pick<import('../../session/session.js').Session, 'classifyWith'>} session
 * @param {(deviation: Deviation) => void} onChange called when the visitor moves a slider
 */
export function createSliders(session, onChange) {
  /** @type {Deviation} */
  let deviation = { ...STANDARD };
  /** @type {Drawing} */
  let drawing = [];
  /** @type {Reader[]} */
  let readers = [];
  let turn = 0; // of the strips: newer ones stop older ones
  let isVisible = false;
  let isWanted = false; // whether the drawing is complete enough for strips
  let asked = 0; // requests to the worker that wait for their answer
  const reset = makeButton('Reset sliders', () => set({ ...STANDARD }));
  const controls = AXES.map((axis) => createControl(axis, (value) => set({ ...deviation, [axis.name]: value })));
  const element = make('div', { class: 'deviations' }, ...controls.map((control) => control.element));
  const observer = new IntersectionObserver((entries) => {
    isVisible = entries[entries.length - 1].isIntersecting;
    if (isWanted) fill();
  });
  observer.observe(element);
  mark();

  /** Takes the visitor's choice. @param {Deviation} chosen */
  function set(chosen) {
    if (isSame(chosen, deviation)) return;
    deviation = chosen;
    mark();
    onChange(deviation);
  }

  function mark() {
    for (const control of controls) control.mark(deviation[control.axis.name]);
    reset.setAttribute('aria-disabled', String(isSame(deviation, STANDARD)));
  }

  /** Fills the strips while they are in view. */
  async function fill() {
    turn += 1;
    const mine = turn;
    if (!isVisible) return;
    for (const control of controls.filter(({ isStale }) => isStale)) {
      for (const { name, network } of readers) {
        if (mine !== turn) return;
        if (!network || isBlank(drawing)) continue;
        const readings = await readAlong(control.axis, network, () => mine === turn);
        if (mine !== turn) return;
        if (readings) control.strip(name).show(readings);
        else control.strip(name).clear();
      }
      if (mine !== turn) return;
      control.isStale = false;
      control.element.setAttribute('aria-busy', 'false');
    }
  }

  /**
   * Reads the drawing at each position of an axis, in small steps.
   *
   * @param {Axis} axis
   * @param {Network} network
   * @param {() => boolean} isCurrent
   * @returns {Promise<string[] | null>} a class for each position; null if it is no longer needed, or took too long
   */
  async function readAlong({ name, positions }, network, isCurrent) {
    const { classes } = network.summary;
    /** @type {string[]} */
    const readings = [];
    for (let i = 0; i < positions.length; i += AT_ONCE) {
      const inputs = positions.slice(i, i + AT_ONCE).map((value) => deviated(drawing, { ...deviation, [name]: value }));
      const drawings = inputs.map((input) => input.drawing);
      const placements = inputs.map(({ placement = {} }) => placement);
      asked += 1;
      const found = await session.classifyWith(network, drawings, placements).catch(() => null);
      asked -= 1;
      if (!found || !isCurrent()) return null;
      for (let at = 0; at < found.length; at += classes.length) {
        readings.push(classes[ranked(found.subarray(at, at + classes.length))[0]]);
      }
    }
    return readings;
  }

  return {
    element,
    reset,
    /** Whether the worker reads for the strips. */
    get isBusy() {
      return asked > 0;
    },
    get deviation() {
      return deviation;
    },
    /** Moves the sliders without the visitor. @param {Deviation} chosen */
    move(chosen) {
      deviation = chosen;
      mark();
    },
    /**
     * Takes another drawing, and stops filling the strips of the one before. `fill` then shows where its readings flip.
     *
     * @param {Drawing} newest as drawn, without the deviation
     * @param {Reader[]} networks in the order of their rows
     */
    show(newest, networks) {
      turn += 1;
      isWanted = false;
      const isOther = newest !== drawing;
      drawing = newest;
      readers = networks;
      const loaded = networks.map(({ network }) => network); // objects: one trained anew has the name of the one before
      for (const control of controls) {
        control.keep(networks.map(({ name }) => name));
        // a strip does not depend on its own slider
        const others = JSON.stringify({ ...deviation, [control.axis.name]: null });
        const isSameBasis = others === control.others && isSameList(loaded, control.networks);
        if (!isOther && isSameBasis) continue;
        control.others = others;
        control.networks = loaded;
        control.isStale = true;
        control.element.setAttribute('aria-busy', String(!isBlank(drawing)));
        if (isBlank(drawing)) for (const { name } of networks) control.strip(name).clear();
      }
    },
    /** Fills the strips, now or as soon as they are in view. */
    fill() {
      isWanted = true;
      fill();
    },
  };
}

/** @param {unknown[]} one @param {unknown[]} other */
const isSameList = (one, other) => one.length === other.length && one.every((item, i) => item === other[i]);

/**
 * A slider, and its strips.
 *
 * @param {Axis} axis
 * @param {(value: number) => void} onMove
 */
function createControl(axis, onMove) {
  const { name, label, about, positions, standard } = axis;
  const id = `deviation-${name}`;
  const last = positions.length - 1;
  // by index: steps of fractions would add up to noise
  const slider = make('input', { type: 'range', id, min: 0, max: last, step: 1, 'aria-describedby': `${id}-about` });
  const value = make('output', { for: id, dir: 'auto' });
  const strips = make('div', { class: 'strips' });
  /** @type {Map<string, ReturnType<typeof createStrip>>} by the network's name */
  const byName = new Map();
  const element = make(
    'div',
    { class: 'deviation' },
    make('div', { class: 'deviation-head' }, make('label', { for: id }, label), value),
    make('p', { class: 'note', id: `${id}-about` }, about),
    slider,
    strips,
  );
  element.style.setProperty('--count', String(positions.length));
  element.style.setProperty('--standard', String(positions.indexOf(standard)));
  slider.addEventListener('input', () => onMove(positions[Number(slider.value)]));

  return {
    axis,
    element,
    isStale: true, // whether its strips are those of another drawing, or other positions of the other sliders
    others: '', // positions of the other sliders that they are to be made from
    /** @type {(Network | null)[]} that they are to be made from */
    networks: [],
    /** @param {number} at a position of the axis */
    mark(at) {
      const index = positions.indexOf(at);
      slider.value = String(index);
      slider.setAttribute('aria-valuetext', valueInWords(axis, at));
      setText(value, shortValue(axis, at));
      element.style.setProperty('--at', String(index));
    },
    /** Keeps a strip for each of these networks, in this order. @param {string[]} names */
    keep(names) {
      if (names.join() === [...byName.keys()].join()) return;
      const kept = names.map((one) => /** @type {const} */ ([one, byName.get(one) ?? createStrip(one, axis)]));
      byName.clear();
      for (const [one, strip] of kept) byName.set(one, strip);
      strips.replaceChildren(...kept.map(([, strip]) => strip.element));
    },
    /** @param {string} one name of a network */
    strip: (one) => /** @type {ReturnType<typeof createStrip>} */ (byName.get(one)),
  };
}

/** A row of readings, a run of the same reading in one piece. @param {string} name of the network @param {Axis} axis */
function createStrip(name, axis) {
  const runs = make('div', { class: 'runs', role: 'img', 'aria-label': `${name}: no readings yet` });
  const element = make('div', { class: 'strip' }, make('span', { 'aria-hidden': 'true' }, name), runs);
  return {
    element,
    /** @param {string[]} readings a class for each position */
    show(readings) {
      const main = readings[axis.positions.indexOf(axis.standard)];
      runs.setAttribute('aria-label', describeFlips(name, readings, axis));
      runs.replaceChildren(
        ...runsOf(readings).map(({ reading, begin, end }) => {
          const text = reading === NON_DIGIT ? DASH : classInWords(reading);
          const piece = make('i', { class: reading === main ? 'same' : 'flipped' }, text);
          piece.style.setProperty('--length', String(end - begin));
          return piece;
        }),
      );
    },
    clear() {
      runs.setAttribute('aria-label', `${name}: no readings yet`);
      runs.replaceChildren();
    },
  };
}
