/**
 * What Look inside shows of a network: its planes, the sum of the number that the visitor has selected, the steps before
 * the network, and the charts of its training.
 */

import { channelOf } from '../../ink/directions.js';
import { isBlank } from '../../ink/drawing.js';
import { FRAME } from '../../ink/raster.js';
import { make, makeButton, setText } from '../../lib/dom.js';
import { makeFailure, makeSection, RETRY_ADVICE } from '../../lib/elements.js';
import { BLANK_TEXT } from '../../lib/format.js';
import { reasonOf } from '../../lib/late-code.js';
import { isMotionReduced } from '../../lib/motion.js';
import { NON_DIGIT } from '../../network/classes.js';
import { indexOf, placeOf, viewOf } from './atlas.js';
import { createFollower } from './follower.js';
import { growingInk } from './growing.js';
import { INPUT, layersOf } from './layers.js';
import { createPlanes } from './planes.js';
import { createSmallPad } from './small-pad.js';
import { createNumbersStep, createRasterStep, createSoftmaxStep, createStrokesStep, describeOutput } from './steps.js';
import { sentencesOf, sentencesOfInput, titleOf, titleOfInput } from './story.js';
import { createSumCard } from './sum-card.js';
import { describePlace } from './sum-words.js';
import { softmax, strongest, sumOf } from './sums.js';
import { createConfusionMatrix, createLearningCurves } from './training-charts.js';
import { createTutorial } from './tutorials.js';

const CARD_LOADING = 'Loading the model card…';
const CARD_FAILED = 'The charts of its training didn’t load.';
const ABOUT = 'All planes follow your pen while you write.';
const NO_SUM = 'These are the numbers that the network gets. Point at a number of a layer below to see its sum.';
const KEYS =
  'With the keyboard: arrow keys move from layer to layer. Enter goes into one; there, arrow keys move from number to ' +
  'number, Page Up and Page Down from map to map, and Escape leaves.';
const NEURON =
  'The building block of all these networks: multiply each input by a weight, add up, add a bias, and apply an ' +
  'activation function. With weights 1 and 2, bias 0 and inputs 1 and 1 the sum is 1 · 1 + 2 · 1 + 0 = 3; a sigmoid ' +
  'turns it into 1 / (1 + e^−3) = 0.9526.';
const TEXT_PAUSE = 250; // ms between two changes of text while a stroke grows
const SPOKEN_PAUSE = 600; // ms without a change, after which a sum is announced

/**
 * @typedef {import('../../session/session.js').Session} Session
 * @typedef {import('../../session/session.js').State} State
 * @typedef {import('../../session/networks.js').Network} Network
 * @typedef {import('../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../../network/graph.js').Values} Values
 * @typedef {import('./planes.js').Selection} Selection
 *
 * @typedef {object} Trace a drawing on its way through a network; only the drawing if that is blank
 * @property {Drawing} drawing
 * @property {Float32Array | null} input
 * @property {Float32Array[]} channels of the input; none while a stroke grows
 * @property {Values[] | null} activations of each layer
 *
 * @typedef {Awaited<ReturnType<typeof createView>>} View
 */

/**
 * @param {Network} network
 * @param {import('../../session/number.js').NumberState} number
 * @returns {string} such as “What “ink” does with digit 2 of 4, read as “0”.”
 */
function describeSubject({ name }, { selected, selectedIndex, graphemes }) {
  if (!selected) return `What “${name}” does with a digit.`;
  const digit = graphemes.length > 1 ? `digit ${selectedIndex + 1} of ${graphemes.length}` : 'your digit';
  return `What “${name}” does with ${digit}, read as ${selected.recognized ? `“${selected.recognized}”` : '“not a digit”'}.`;
}

/**
 * Makes what the place shows of a network.
 *
 * @param {Network} network
 * @param {Session} session
 * @param {import('../../pad/pad.js').Pad} pad
 */
export async function createView(network, session, pad) {
  const { name, channels: seen, classes } = network.summary;
  const channels = seen.names;
  const layers = layersOf(network.topology);
  const nodes = layers.map(({ node }) => node);
  const [weightsOf, { activations: empty }] = await Promise.all([
    loadWeights(network, layers, session),
    session.trace(network, [], nodes), // for the shapes
  ]);
  const shapes = empty.map(({ shape }) => shape);
  const inputView = [FRAME, FRAME, channels.length];
  /** @type {import('./atlas.js').View[]} */
  const views = [];
  const viewAt = (/** @type {number} */ index) => (index === INPUT ? inputView : views[index]);
  for (const [i, { kind, from }] of layers.entries()) {
    views.push(viewOf(shapes[i], kind === 'scale' ? viewAt(from) : null));
  }
  const told = { layers, shapes, weightsOf, channels, classes };
  const last = layers.findIndex(({ kind }) => kind === 'softmax');
  const step = last < 0 ? null : createSoftmaxStep(classes, layers[last].from, last, () => paint());
  /** Whether the numbers of a layer are those of the classes. @param {number} index */
  const hasClasses = (index) =>
    index !== INPUT &&
    shapes[index].length === 1 &&
    (index === last || index === layers[last]?.from) &&
    shapes[index][0] === classes.length;
  /** Names of the numbers of a layer, where it has no maps. @param {number} index */
  const labelsOf = (index) => {
    if (hasClasses(index)) return classes;
    const [length] = index !== INPUT && layers[index].kind === 'dense' ? shapes[index] : [0];
    return Array.from({ length }, (_, i) => `neuron ${i + 1}`);
  };
  const namesOf = (/** @type {number} */ index) => (index === INPUT ? channels : []);

  /** @type {Selection | null} */
  let selected = null;
  /** @type {Trace} */
  let trace = { drawing: [], input: null, channels: [], activations: null };
  let isScheduled = false; // whether the next frame paints
  let textAt = 0; // ms, when text last changed
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let speaking;

  const rows = [
    {
      ...{ title: titleOfInput(channels), view: inputView, count: FRAME * FRAME * channels.length, from: -1 },
      ...{ sentences: sentencesOfInput(told), labels: [], extra: [] },
    },
    ...layers.map((layer, i) => ({
      ...{ title: titleOf(layer, shapes[i]), view: views[i], from: layer.from + 1 },
      count: shapes[i].reduce((product, size) => product * size, 1),
      ...{
        sentences: sentencesOf(told, i),
        labels: hasClasses(i) ? classes.map((one) => (one === NON_DIGIT ? 'no' : one)) : [],
        extra: step && i === last ? [step.element] : [],
      },
    })),
  ];
  const small = createSmallPad(pad);
  const card = createSumCard(() => planes.leave());
  const planes = createPlanes(rows, {
    onSelect(selection) {
      selected = selection;
      showSum();
      speak();
    },
    exampleOf: (row) => placeOf(rows[row].view, strongest(valuesOf(row) ?? new Float32Array(1))),
  });

  /** The numbers of a plane; null for a blank drawing. @param {number} row */
  function valuesOf(row) {
    if (row === 0) return trace.input;
    const values = trace.activations?.[row - 1].values ?? null;
    const isHeated = values && row - 1 === last && step && step.temperature() !== 1;
    return isHeated ? Float32Array.from(softmax(scores(), step.temperature())) : values;
  }

  const scores = () => /** @type {Values[]} */ (trace.activations)[layers[last].from].values;

  function paint() {
    for (const row of rows.keys()) planes.paint(row, valuesOf(row));
    showSum();
  }

  function showSum() {
    const { activations, input } = trace;
    if (!selected || !input || !activations) {
      planes.join(selected, null);
      return selected ? card.explain(rows[selected.row].title, BLANK_TEXT) : card.show(null);
    }
    const { row, place } = selected;
    const layer = layers[row - 1];
    if (!layer) {
      planes.join(selected, null);
      return card.explain(rows[0].title, NO_SUM);
    }
    const { from, weights, biases } = layer;
    const given = {
      input: from === INPUT ? { shape: inputView, values: input } : activations[from],
      weights: weights ? weightsOf(weights) : null,
      biases: biases ? weightsOf(biases) : null,
    };
    const index = indexOf(views[row - 1], place);
    const sum = sumOf(layer, given, shapes[row - 1], index, step?.temperature());
    planes.join(selected, sum);
    if (!sum) return card.explain(rows[row].title, rows[row].sentences[0]);
    card.show({
      ...{ sum, title: rows[row].title, activation: layer.activation, before: viewAt(from) },
      place: describePlace(views[row - 1], place, labelsOf(row - 1)[index], namesOf(row - 1)),
      names: namesOf(from),
      labels: labelsOf(from),
    });
  }

  /** Announces the sum once it has not changed for a while. */
  function speak() {
    clearTimeout(speaking);
    speaking = setTimeout(card.announce, SPOKEN_PAUSE);
  }

  /** @param {boolean} isDrawing */
  function showText(isDrawing) {
    const now = performance.now();
    if (isDrawing && now - textAt < TEXT_PAUSE) return;
    textAt = now;
    rows.forEach((_, row) => {
      const output = row ? trace.activations?.[row - 1] : trace.input && { shape: inputView, values: trace.input };
      planes.describe(row, output ? describeOutput(output, layers[row - 1]?.kind === 'softmax') : BLANK_TEXT);
    });
    step?.show(trace);
  }

  const steps = [createStrokesStep(), createRasterStep(channels), createNumbersStep(channels)];
  const subject = make('span', {}, `What “${name}” does with a digit.`);
  const choice = make('a', { href: '#about', 'data-part': 'about' }, 'another network');
  const charts = make('div', { tabindex: -1 });
  showCharts(charts, network);
  const lesson = makeButton('What it teaches', () => {
    const section = /** @type {HTMLElement} */ (charts.lastElementChild ?? charts);
    section.scrollIntoView({ block: 'start', behavior: isMotionReduced() ? 'auto' : 'smooth' });
    charts.focus({ preventScroll: true });
  });
  lesson.className = 'small';

  /** @param {State} state @returns {Promise<Trace>} */
  async function traceOf(state) {
    const drawing = growingInk(state);
    if (isBlank(drawing)) return { drawing, input: null, channels: [], activations: null };
    const { input, activations } = await session.trace(network, drawing, nodes);
    return { drawing, input, channels: [], activations };
  }

  /** @param {Trace} answer @param {State} state */
  function showTrace(answer, { isDrawing, number }) {
    trace = answer;
    setText(subject, describeSubject(network, number));
    showText(isDrawing);
    if (isDrawing) return paintSoon();
    paint();
    const { input } = trace;
    const maps = input ? channels.map((_, i) => channelOf(input, i, channels.length)) : [];
    for (const one of steps) one.show({ ...trace, channels: maps });
    speak();
  }

  /** Paints in the next frame: the newest trace, however many have come until then. */
  function paintSoon() {
    clearTimeout(speaking);
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      paint();
    });
  }

  const inside = make('div', { class: 'inside' }, planes.element);
  inside.append(make('div', { class: 'beside' }, small.element, card.element));
  return {
    network,
    isShown: () => inside.isConnected && !inside.closest('[hidden]'),
    /** Follows the ink of a state; resolves when it, or newer ink, is shown. */
    follow: createFollower(traceOf, showTrace),
    refresh() {
      planes.refresh();
      card.refresh();
      small.refresh();
    },
    /** Once its elements are in the page. */
    begin: () => planes.arrange(),
    end() {
      planes.end();
      small.end();
      clearTimeout(speaking);
    },
    elements: [
      make('p', { class: 'subject' }, subject),
      make('p', {}, 'Select another digit in the number above, or choose ', choice, '. ', ABOUT, ' ', lesson),
      inside,
      make('p', { class: 'note', id: 'plane-keys' }, KEYS),
      makeSection('Before the network', make('ol', { class: 'steps' }, ...steps.map(({ element }) => element))),
      makeSection('One neuron', make('p', {}, NEURON)),
      charts,
    ],
  };
}

/** Weights of networks, which are asked for once. @type {WeakMap<Network, Promise<(name: string) => Values>>} */
const loaded = new WeakMap();

/**
 * @param {Network} network
 * @param {import('./layers.js').Layer[]} layers
 * @param {Session} session
 * @returns {Promise<(name: string) => Values>} weights by their names in its graph
 */
function loadWeights(network, layers, session) {
  const loading = loaded.get(network) ?? fetchWeights(network, layers, session);
  loaded.set(network, loading);
  loading.catch(() => loaded.delete(network));
  return loading;
}

/** @type {typeof loadWeights} */
async function fetchWeights(network, layers, session) {
  const names = layers.flatMap(({ weights, biases }) => [weights, biases]).filter((name) => name !== null);
  const values = await session.weights(network, names);
  const byName = new Map(names.map((name, i) => [name, values[i]]));
  return (name) => /** @type {Values} */ (byName.get(name));
}

/**
 * Loads the card of a network and shows its charts; a failure with a button to try again.
 *
 * @param {HTMLElement} place
 * @param {Network} network
 */
async function showCharts(place, network) {
  if (!network.card) place.replaceChildren(CARD_LOADING);
  try {
    const card = await network.loadCard();
    place.replaceChildren(createLearningCurves(card), createConfusionMatrix(card), createTutorial(card));
  } catch (error) {
    const reason = await reasonOf(error, RETRY_ADVICE);
    const retry = () => {
      place.focus(); // the button disappears
      showCharts(place, network);
    };
    place.replaceChildren(makeFailure(`${CARD_FAILED} ${reason}`, retry));
  }
}
