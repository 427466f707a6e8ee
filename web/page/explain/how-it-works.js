/** How it works: the reader's own ink, that of the selected digit, through every step of the network in use. Loaded on demand. */

import { createConfusion } from './confusion.js';
import { createCurves } from './curves.js';
import { make } from '../lib/dom.js';
import { isBlank } from '../ink/drawing.js';
import { createNumbersStep, createRasterStep, createStrokesStep } from './ink-steps.js';
import { inputsOf, mapOf } from '../ink/inputs.js';
import { layersOf } from './layers.js';
import { createLayerStep, createSoftmaxStep } from './layer-steps.js';
import { createNeuron } from './neuron.js';
import { PAUSE, pause } from '../lib/pause.js';
import { tutorialOf } from './tutorials.js';

/**
 * @param {HTMLElement} place to fill
 * @returns {{show: (network: import('../network/networks.js').Network | null, drawing: {x: number, y: number}[][]) => void}}
 */
export function createHow(place) {
  let shown = null; // {network, steps, neuron}
  let turn = 0;

  /** Shows all steps for a network, or fills them anew for another drawing. */
  async function show(network, drawing) {
    const mine = ++turn;
    if (network && network !== shown?.network) shown = build(place, network);
    await pause(PAUSE);
    if (mine !== turn || !shown) return;
    const found = lookAt(drawing, shown);
    for (const step of shown.steps) step.show(found);
  }

  place.replaceChildren(make('p', {}, 'The network is not loaded yet.'));
  return { show };
}

/**
 * What the steps show of a drawing: its input and the maps in it, and what each layer makes of them.
 * @returns {{drawing: {x: number, y: number}[][], input: Float32Array | null, maps: Float32Array[],
 *   seen: import('../network/classifier.js').Values[] | null}} nothing but the drawing for a blank one
 */
function lookAt(drawing, { network, layers }) {
  if (isBlank(drawing)) return { drawing, input: null, maps: [], seen: null };
  const input = inputsOf([drawing], network.maps);
  const maps = Array.from({ length: network.maps }, (_, index) => mapOf(input, index, network.maps));
  return { drawing, input, maps, seen: network.look(input, layers.map(({ node }) => node)) };
}

/** Makes the steps of one network and puts them in place. */
function build(place, network) {
  const layers = layersOf(network.topology);
  const inner = layers.map((layer, i) => ({ layer, i })).filter(({ layer }) => layer.kind !== 'softmax');
  const steps = [
    createStrokesStep(),
    createRasterStep(network.card.maps.names),
    createNumbersStep(network.card.maps.names),
    ...inner.map(({ layer, i }) => createLayerStep(network, layer, i)),
    createSoftmaxStep(network.classes, layers.length - 2, layers.length - 1),
  ];
  const neuron = createNeuron(network, layers);
  const list = make('ol', { class: 'steps' }, ...steps.map(({ element }) => element));
  place.replaceChildren(
    make('p', {}, `What “${network.card.name}” does with the digit that is selected. Choose another network above, and compare.`),
    list,
    neuron.element,
    createCurves(network.card),
    createConfusion(network.card),
    tutorialOf(network.card),
  );
  return { network, layers, steps: [...steps, neuron] };
}
