/** Look inside: the selected digit on its way through the network in use, step by step. Fetched on demand. */

import { channelOf } from '../../ink/directions.js';
import { isBlank } from '../../ink/drawing.js';
import { make, makeFailure, setText } from '../../lib/dom.js';
import { FOLLOW_DELAY, pause } from '../../lib/schedule.js';
import { layersOf } from './layers.js';
import { createNeuron } from './neuron.js';
import { createLayerStep, createNumbersStep, createRasterStep, createSoftmaxStep, createStrokesStep } from './steps.js';
import { createConfusionMatrix, createLearningCurves } from './training-charts.js';
import { createTutorial } from './tutorials.js';

const CARD_LOADING = 'Loading the model card…';
const CARD_FAILED = 'The charts of its training didn’t load. Check your connection and try again.';

/**
 * @typedef {import('../../../session/session.js').Session} Session
 * @typedef {import('../../../session/networks.js').Network} Network
 * @typedef {import('../../../ink/drawing.js').Drawing} Drawing
 * @typedef {import('../../../network/graph.js').Values} Values
 *
 * @typedef {object} Trace a drawing on its way through a network; only the drawing if that is blank
 * @property {Drawing} drawing
 * @property {Float32Array | null} input
 * @property {Float32Array[]} channels of the input
 * @property {Values[] | null} activations of each layer
 *
 * @typedef {(name: string) => Values} WeightsOf a network, by their names in its graph
 *
 * @typedef {object} Built what the place shows
 * @property {Network} network
 * @property {import('./layers.js').Layer[]} layers
 * @property {import('./steps.js').Step[]} steps
 * @property {HTMLElement} subject text that names network and digit
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @returns {import('../parts.js').Part}
 */
export function createLookInside(place, session) {
  /** @type {Built | null} */
  let built = null;
  let turn = 0;

  /** @type {import('../parts.js').Part['show']} */
  async function show({ network, number }) {
    turn += 1;
    const mine = turn;
    if (network && network !== built?.network) {
      const next = await build(network, session);
      if (mine !== turn) return;
      built = next;
      place.replaceChildren(...next.elements);
    }
    await pause(FOLLOW_DELAY);
    if (mine !== turn || !built) return;
    const trace = await traceOf(number.ink, built, session);
    if (mine !== turn) return;
    setText(built.subject, describeSubject(built.network, number));
    for (const step of built.steps) step.show(trace);
  }

  place.replaceChildren(make('p', {}, 'The network is not loaded yet.'));
  return { show };
}

/**
 * @param {Network} network
 * @param {import('../../../session/number.js').NumberState} number
 * @returns {string} such as “What “ink” does with digit 2 of 4, read as “0”.”
 */
function describeSubject({ name }, { selected, selectedIndex, graphemes }) {
  if (!selected) return `What “${name}” does with a digit.`;
  const digit = graphemes.length > 1 ? `digit ${selectedIndex + 1} of ${graphemes.length}` : 'your digit';
  return `What “${name}” does with ${digit}, read as ${selected.recognized ? `“${selected.recognized}”` : '“not a digit”'}.`;
}

/**
 * @param {Drawing} drawing
 * @param {Built} built
 * @param {Session} session
 * @returns {Promise<Trace>}
 */
async function traceOf(drawing, { network, layers }, session) {
  if (isBlank(drawing)) return { drawing, input: null, channels: [], activations: null };
  const nodes = layers.map(({ node }) => node);
  const { input, activations } = await session.trace(network, drawing, nodes);
  const { names } = network.summary.channels;
  const channels = names.map((_, index) => channelOf(input, index, names.length));
  return { drawing, input, channels, activations };
}

/**
 * Makes the steps of a network.
 *
 * @param {Network} network
 * @param {Session} session
 * @returns {Promise<Built & {elements: HTMLElement[]}>}
 */
async function build(network, session) {
  const { name, channels, classes } = network.summary;
  const layers = layersOf(network.topology);
  const weightsOf = await loadWeights(network, layers, session);
  const inner = layers.map((layer, index) => ({ layer, index })).filter(({ layer }) => layer.kind !== 'softmax');
  const steps = [
    createStrokesStep(),
    createRasterStep(channels.names),
    createNumbersStep(channels.names),
    ...inner.map(({ layer, index }) => createLayerStep(layer, index, weightsOf)),
    createSoftmaxStep(classes, layers.length - 2, layers.length - 1),
  ];
  const neuron = createNeuron(channels.names, layers, weightsOf);
  const charts = make('div', { tabindex: -1 });
  showCharts(charts, network);
  const subject = make('span', {}, `What “${name}” does with a digit.`);
  const choice = make('a', { href: '#about', 'data-part': 'about' }, 'another network');
  const elements = [
    make('p', {}, subject, ' Select another digit in the number above, or choose ', choice, '.'),
    make('ol', { class: 'steps' }, ...steps.map(({ element }) => element)),
    neuron.element,
    charts,
  ];
  return { network, layers, steps: [...steps, neuron], subject, elements };
}

/**
 * @param {Network} network
 * @param {import('./layers.js').Layer[]} layers
 * @param {Session} session
 * @returns {Promise<WeightsOf>}
 */
async function loadWeights(network, layers, session) {
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
  } catch {
    const retry = () => {
      place.focus(); // the button disappears
      showCharts(place, network);
    };
    place.replaceChildren(makeFailure(CARD_FAILED, retry));
  }
}
