import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawing } from '../../../web/page/ink/drawing.js';
import { rasterize } from '../../../web/page/ink/raster.js';
import { toHint } from '../../../web/page/recognize/hints.js';
import { createApi } from '../../../web/page/session/api.js';

const CLASSES = [...'0123456789', 'non-digit'];
const DRAWING = [
  [
    [0, 0],
    [90, 0],
    [30, 140],
  ],
];

/** Probabilities of 7 and of a non-digit. @param {number} seven @param {number} nonDigit */
const probabilities = (seven, nonDigit) =>
  Float32Array.from(CLASSES, (name) => ({ 7: seven, 'non-digit': nonDigit })[name] ?? 0);

/** A session that has read “47” over “5”. */
function createStub() {
  const graphemes = [
    ['4', 0],
    ['7', 0],
    ['5', 1],
  ].map(([grapheme, line], stroke) => ({
    grapheme: String(grapheme),
    line: Number(line),
    parts: [{ stroke, begin: 0, end: 3 }],
    confidence: 0.8,
    probabilities: probabilities(0.8, 0.2),
  }));
  /** @type {any[]} */
  const asked = [];
  return {
    asked,
    names: ['ink', 'hello'],
    state: { trained: ['my-hello'] },
    timings: { firstReading: 12, lastReading: null, backend: null },
    card: { name: 'ink' },
    ready: Promise.resolve(),
    isPartial: false,
    recognize: async (/** @type {any[]} */ ...given) => {
      asked.push(given);
      return {
        predictions: [{ text: '47\n5', confidence: 0.5, graphemes }],
        isPartial: stub.isPartial,
        classes: CLASSES,
      };
    },
    classify: async (/** @type {unknown} */ input) => {
      asked.push(input);
      return new Float32Array(10);
    },
    use: async (/** @type {string} */ name) => asked.push(name),
  };
}
let stub = createStub();
const api = () => {
  stub = createStub();
  return createApi(/** @type {any} */ (stub), {
    ready: async () => stub.asked.push('late code'),
    link: (drawing) => `to ${JSON.stringify(drawing)}`,
    toHint: async (options) => toHint(options),
    train: async (name) => ({ name: `my-${name}`, accuracy: 1, seconds: 1, epochs: 1 }),
    teach: async (...given) => stub.asked.push(given),
    hand: () => HAND,
    recognizeImage: async () => [],
  });
};
const HAND = { size: 2, export: async () => '', import: async () => 0, clear: async () => {} };

test('it is taught, and what it has learned is at hand', async () => {
  const numbre = api();
  await numbre.teach(DRAWING, '4');
  assert.deepEqual(stub.asked, [[DRAWING, '4']]);
  assert.equal(numbre.hand, HAND);
});

test('predictions have the shape of WICG’s, plus confidences and probabilities of the digits', async () => {
  const [prediction] = await api().recognize(DRAWING);
  assert.deepEqual([prediction.text, prediction.confidence], ['47\n5', 0.5]);
  assert.deepEqual(
    prediction.segmentationResult.map(({ beginIndex, endIndex }) => prediction.text.slice(beginIndex, endIndex)),
    ['4', '7', '5'],
  );
  const [, seven] = prediction.segmentationResult;
  assert.deepEqual(seven.drawingSegments, [{ strokeIndex: 1, beginPointIndex: 0, endPointIndex: 3 }]);
  assert.equal(seven.confidence, 0.8);
  assert.equal(seven.probabilities.length, 10);
  assert.ok(Math.abs(seven.probabilities[7] - 1) < 1e-6);
  assert.ok(!('isPartial' in prediction));
});

test('non-digits, and lines of them, are not in a prediction', async () => {
  const checked = api();
  const recognize = stub.recognize;
  stub.recognize = async (...given) => {
    const reading = await recognize(...given);
    const [prediction] = reading.predictions;
    const [four, seven, five] = prediction.graphemes;
    const nothing = (/** @type {number} */ line) => ({ ...four, grapheme: '', line });
    const graphemes = [
      nothing(0),
      { ...four, line: 1 },
      nothing(1),
      { ...seven, line: 1 },
      nothing(2),
      { ...five, line: 3 },
    ];
    return { ...reading, predictions: [{ ...prediction, graphemes }] };
  };
  const [{ text, segmentationResult }] = await checked.recognize(DRAWING);
  assert.deepEqual(
    segmentationResult.map(({ grapheme, beginIndex, endIndex }) => [grapheme, text.slice(beginIndex, endIndex)]),
    [
      ['4', '4'],
      ['7', '7'],
      ['5', '5'],
    ],
  );
});

test('a prediction that was cut off says so', async () => {
  const numbre = api();
  stub.isPartial = true;
  assert.equal((await numbre.recognize(DRAWING))[0].isPartial, true);
});

test('the session gets drawing and hint as the API has checked them', async () => {
  await api().recognize(DRAWING, { hint: { graphemeSet: '47', length: 2 } });
  const hint = { alternatives: 3, length: 2, graphemeSet: ['4', '7'], kind: undefined, min: undefined };
  assert.deepEqual(stub.asked, [[toDrawing(DRAWING), { ...hint, max: undefined }]]);
});

test('a blank drawing is not read', async () => {
  for (const blank of [[], [[]], [[], []]]) assert.deepEqual(await api().recognize(blank), []);
  assert.deepEqual(stub.asked, []);
});

test('rasters and drawings are classified', async () => {
  const numbre = api();
  const rasters = new Float32Array(784);
  await numbre.classify(rasters);
  await numbre.classify([DRAWING]);
  assert.deepEqual(stub.asked, [rasters, [toDrawing(DRAWING)]]);
});

test('a drawing is rendered at once', () => {
  assert.deepEqual(api().rasterize(DRAWING), rasterize(toDrawing(DRAWING)));
});

test('names, card and timings cannot be changed from outside', () => {
  const numbre = api();
  assert.throws(() => /** @type {any} */ (numbre.models).push('another'), TypeError);
  assert.throws(() => Object.assign(numbre, { rasterize: null }), TypeError);
  numbre.timings.firstReading = 0;
  assert.deepEqual(numbre.timings, { firstReading: 12, lastReading: null, backend: null });
  assert.deepEqual(numbre.card, { name: 'ink' });
});

test('another network is used', async () => {
  await api().use('hello');
  assert.deepEqual(stub.asked, ['hello']);
});

test('a network that was trained in the page is listed after those of the site, and used', async () => {
  const numbre = api();
  assert.deepEqual(numbre.models, ['ink', 'hello', 'my-hello']);
  await numbre.use('my-hello');
  assert.deepEqual(stub.asked, ['my-hello']);
});

for (const [call, message] of /** @type {[(numbre: any) => any, string][]} */ ([
  [(numbre) => numbre.recognize(), 'drawing: expected'],
  [(numbre) => numbre.recognize('7'), 'drawing: expected'],
  [(numbre) => numbre.recognize([[[1, 2], [3]]]), 'drawing[0][1]: expected'],
  [(numbre) => numbre.recognize([], 5), 'options: expected'],
  [(numbre) => numbre.recognize([], { length: 2 }), 'options.length: expected'],
  [(numbre) => numbre.recognize([], { hint: { digits: 1 } }), 'hint.digits: expected'],
  [(numbre) => numbre.recognize([], { hint: 'digits' }), 'hint: expected'],
  [(numbre) => numbre.recognize([], { hint: { alternatives: 0 } }), 'hint.alternatives: expected'],
  [(numbre) => numbre.recognize([], { hint: { alternatives: 1e9 } }), 'hint.alternatives: expected'],
  [(numbre) => numbre.classify(), 'input: expected'],
  [(numbre) => numbre.classify(new Float32Array(783)), 'input: expected'],
  [(numbre) => numbre.classify([[[1, 2]]]), 'input[0][0][0]: expected'],
  [(numbre) => numbre.use('no such network'), 'name: expected one of ink, hello, my-hello, got no such network'],
  [(numbre) => numbre.use(), 'name: expected one of ink, hello, my-hello, got undefined'],
])) {
  test(`${String(call).replace('(numbre) => ', '')} rejects with a TypeError that names the argument`, async () => {
    await assert.rejects(
      async () => call(api()),
      (/** @type {Error} */ error) => {
        assert.equal(error.name, 'TypeError');
        assert.ok(error.message.startsWith(message), error.message);
        return true;
      },
    );
    assert.deepEqual(stub.asked, []);
  });
}

test('links are made of checked drawings, and at once', () => {
  assert.equal(api().link([[[1, 2]]]), 'to [[{"x":1,"y":2}]]');
  assert.equal(api().link(), 'to null');
  for (const wrong of [null, 7, 'drawing', [[1]]]) {
    assert.throws(() => api().link(wrong), { name: 'TypeError', message: /^drawing/ });
  }
});

test('it is ready when the code for links has come, too', async () => {
  const numbre = api();
  assert.equal(await numbre.ready, undefined);
  assert.deepEqual(stub.asked, ['late code']);
});

test('rasterize throws a TypeError that names the argument', () => {
  assert.throws(() => api().rasterize(null), { name: 'TypeError', message: 'drawing: expected an array of strokes' });
});
