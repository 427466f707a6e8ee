import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf } from '../../../../web/page/explain/inside/layers.js';
import { sentencesOf, sentencesOfInput, titleOf } from '../../../../web/page/explain/inside/story.js';
import { NAMES, readBundle } from '../../fixtures/bundles.js';
import { loadNetwork } from '../../fixtures/networks.js';

/** @param {string} name */
async function toldOf(name) {
  const [network, { model, summary }] = await Promise.all([loadNetwork(name), readBundle(name)]);
  const layers = layersOf(model.modelTopology);
  const nodes = layers.map(({ node }) => node);
  const channels = summary.channels.names;
  const shapes = network.activations(new Float32Array(784 * channels.length), nodes).map(({ shape }) => shape);
  return { layers, shapes, weightsOf: network.weights, channels, classes: summary.classes };
}

for (const name of NAMES) {
  test(`about a dozen sentences explain ${name}, and none of them twice`, async () => {
    const told = await toldOf(name);
    const sentences = [...sentencesOfInput(told), ...told.layers.flatMap((_, i) => sentencesOf(told, i))];
    assert.ok(sentences.length >= 9 && sentences.length <= 18, `${sentences.length}`);
    assert.equal(new Set(sentences).size, sentences.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z0-9].*[.]$/s);
  });
}

test('sentences take their numbers from the graph', async () => {
  const [ink, numbre, lesson] = await Promise.all(['ink', 'numbre', 'lesson'].map(toldOf));
  assert.equal(titleOf(ink.layers[1], ink.shapes[1]), 'Convolution, 24 feature maps');
  assert.match(sentencesOf(ink, 0)[0], /^Each of 8 feature maps has a window of 3 × 3 weights in each of the 5 maps/);
  assert.match(sentencesOf(ink, 1)[0], /^24 windows look at all 8 maps at once.*in steps of 2 pixels/);
  assert.match(sentencesOf(numbre, 0)[0], /multiplied by 255/);
  assert.match(sentencesOf(lesson, 2)[0], /^Of every 2 × 2 numbers/);
  assert.match(sentencesOf(lesson, 3)[0], /^128 neurons, each with a weight for all 9,216 numbers/);
});

test('non-digits are explained where a network knows them', async () => {
  const [ink, hello] = await Promise.all(['ink', 'hello'].map(toldOf));
  const last = sentencesOf(ink, ink.layers.length - 1).join(' ');
  assert.match(last, /^The 22 scores/);
  assert.match(last, /“non-digit” means that it is neither a digit nor a mark/);
  assert.doesNotMatch(sentencesOf(hello, 2).join(' '), /non-digit/);
});

test('relu is explained once, and a layer without an activation where it is inside', async () => {
  const [ink, hello] = await Promise.all(['ink', 'hello'].map(toldOf));
  const texts = ink.layers.map((_, i) => sentencesOf(ink, i).join(' '));
  assert.deepEqual(
    texts.flatMap((text, i) => (text.includes('(relu)') ? [i] : [])),
    [0],
  );
  assert.match(sentencesOf(hello, 0).join(' '), /no activation/);
  assert.doesNotMatch(sentencesOf(hello, 1).join(' '), /no activation/);
});

test('an operation that is not known is named in a sentence', async () => {
  const hello = await toldOf('hello');
  const layers = hello.layers.map((layer) => ({ ...layer, kind: /** @type {const} */ ('unknown'), op: 'Sigmoid' }));
  assert.deepEqual(sentencesOf({ ...hello, layers }, 0), [
    'This page can’t show how this step is computed: it doesn’t know the operation “Sigmoid”. Its numbers are real.',
  ]);
  assert.equal(titleOf(layers[0], [15]), 'Operation Sigmoid');
});
