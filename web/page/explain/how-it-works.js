/** How it works: the selected digit on its way through the network in use, step by step. Fetched on demand. */

import { channelOf, networkInputs } from '../ink/directions.js';
import { isBlank } from '../ink/drawing.js';
import { make, makeFailure } from '../lib/dom.js';
import { FOLLOW_DELAY, pause } from '../lib/schedule.js';
import { layersOf } from './layers.js';
import { createNeuron } from './neuron.js';
import { createLayerStep, createNumbersStep, createRasterStep, createSoftmaxStep, createStrokesStep } from './steps.js';
import { createConfusionMatrix, createLearningCurves } from './training-charts.js';
import { createTutorial } from './tutorials.js';

const CARD_LOADING = 'Loading the model card…';
const CARD_FAILED = 'The charts of its training didn’t load. Check your connection and try again.';

/**
 * @typedef {import('../network/networks.js').Network} Network
 * @typedef {import('../ink/drawing.js').Drawing} Drawing
 *
 * @typedef {object} Trace a drawing on its way through a network; only the drawing if that is blank
 * @property {Drawing} drawing
 * @property {Float32Array | null} input
 * @property {Float32Array[]} channels of the input
 * @property {import('../network/graph.js').Values[] | null} activations of each layer
 */

/**
 * @param {Element} place to fill
 * @returns {{show: (network: Network | null, drawing: Drawing) => void}}
 */
export function createHowItWorks(place) {
  let built = null; // {network, layers, steps}
  let turn = 0;

  /** Shows the steps of a network, or fills them for another drawing. */
  async function show(network, drawing) {
    const mine = ++turn;
    if (network && network !== built?.network) built = build(place, network);
    await pause(FOLLOW_DELAY);
    if (mine !== turn || !built) return;
    const trace = traceOf(drawing, built);
    for (const step of built.steps) step.show(trace);
  }

  place.replaceChildren(make('p', {}, 'The network is not loaded yet.'));
  return { show };
}

/** @returns {Trace} */
function traceOf(drawing, { network, layers }) {
  if (isBlank(drawing)) return { drawing, input: null, channels: [], activations: null };
  const input = networkInputs([drawing], network.channels);
  const channels = Array.from({ length: network.channels }, (_, index) => channelOf(input, index, network.channels));
  return {
    drawing,
    input,
    channels,
    activations: network.activations(
      input,
      layers.map(({ node }) => node),
    ),
  };
}

/** Fills the place with the steps of a network. */
function build(place, network) {
  const { name, channels } = network.summary;
  const layers = layersOf(network.topology);
  const inner = layers.map((layer, index) => ({ layer, index })).filter(({ layer }) => layer.kind !== 'softmax');
  const steps = [
    createStrokesStep(),
    createRasterStep(channels.names),
    createNumbersStep(channels.names),
    ...inner.map(({ layer, index }) => createLayerStep(network, layer, index)),
    createSoftmaxStep(network.classes, layers.length - 2, layers.length - 1),
  ];
  const neuron = createNeuron(network, layers);
  const charts = make('div', { tabindex: -1 });
  place.replaceChildren(
    make('p', {}, `What “${name}” does with the selected digit. To compare, choose another network above.`),
    make('ol', { class: 'steps' }, ...steps.map(({ element }) => element)),
    neuron.element,
    charts,
  );
  showCharts(charts, network);
  return { network, layers, steps: [...steps, neuron] };
}

/** Loads the card of a network and shows its charts; a failure with a button to try again. */
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
