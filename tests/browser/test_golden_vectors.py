"""The page replays every golden vector, from drawings to probabilities, and leaves no tensor."""

import json

import numpy as np
import pytest

from numbre.export.verify import lead
from numbre.train.augment.examples import sample, unchanged
from numbre.train.data import datasets
from numbre.train.features import directions, ink
from tests.browser.numpy_reference import digit_probabilities, network
from tests.conftest import NAMES
from tools.browser.memory import tensors
from tools.paths import MODELS

PIXEL_TOLERANCE = 1 / 255
PROBABILITY_TOLERANCE = 1e-4  # the same 8-bit weights, float32 sums in another order
ROUNDED_TOLERANCE = 1e-3  # golden inputs are rounded, those of drawings are not
CLASSIFY = """async (given) => {
  const isDrawings = Array.isArray(given[0]);
  return [...await numbre.classify(isDrawings ? given : Float32Array.from(given))];
}"""
CHANNELS = """async (drawings) => {
  const [{ toChannels }, { toDrawing }] = await Promise.all(
    ['ink/directions.js', 'ink/drawing.js'].map((name) => import(new URL(name, document.baseURI))),
  );
  return drawings.map((drawing) => [...toChannels(toDrawing(drawing))]);
}"""


@pytest.mark.parametrize("site", ["served", "static"])
def test_rasters_agree(site, guard, request, golden):
    page = guard.open(request.getfixturevalue(site))
    for vector in golden:
        raster = page.evaluate("(drawing) => [...numbre.rasterize(drawing)]", vector["drawing"])
        difference = np.abs(np.array(raster) - np.array(vector["raster"])).max()
        assert difference < PIXEL_TOLERANCE, f"{vector['name']}: {difference}"


def test_channels_agree(modules, golden):
    page = modules()
    for vector in golden:
        [channels] = page.evaluate(CHANNELS, [vector["drawing"]])
        difference = np.abs(np.array(channels) - np.array(vector["channels"])).max()
        assert difference < PIXEL_TOLERANCE, f"{vector['name']}: {difference}"


@pytest.fixture
def classify_with(page):
    """A function that classifies rasters or drawings in the browser with a network."""

    def classify(name, given):
        page.evaluate("(name) => numbre.use(name)", name)
        listed = np.ravel(given).tolist() if isinstance(given, np.ndarray) else given
        return np.reshape(page.evaluate(CLASSIFY, listed), (-1, 10))

    return classify


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_agree_on_the_golden_drawings(classify_with, name):
    vectors = json.loads((MODELS / name / "golden.json").read_text())["vectors"]
    got = classify_with(name, [vector["drawing"] for vector in vectors])
    stored = digit_probabilities(np.array([vector["probabilities"] for vector in vectors]))
    assert np.abs(got - stored).max() < ROUNDED_TOLERANCE


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_agree_on_a_thousand_test_images(classify_with, name, real_data):
    """The card has numpy's agreement with Keras on the same images; here the browser agrees with numpy."""
    reference = network(name)
    scans = sample(unchanged(datasets.load_mnist(real_data), "test", channels=reference.channels), 1000)
    got, expected = classify_with(name, scans.rasters), digit_probabilities(reference(scans.inputs))
    assert np.abs(got - expected).max() < PROBABILITY_TOLERANCE
    certain = lead(expected) > 2 * PROBABILITY_TOLERANCE
    assert np.array_equal(got.argmax(1)[certain], expected.argmax(1)[certain])


def test_the_browser_computes_the_metrics_of_the_card(shared_page, real_data):
    card, reference = json.loads((MODELS / "ink" / "card.json").read_text()), network("ink")
    pendigits, limit = datasets.load_pendigits(real_data), card["recipe"]["limit"]
    examples = unchanged(pendigits, "validation", limit, reference.channels)
    got = shared_page.evaluate(CLASSIFY, strokes(pendigits.part("validation", limit)[0]))
    probabilities = np.reshape(got, (-1, 10))
    errors = int((probabilities.argmax(1) != examples.labels).sum())
    assert abs(errors - card["metrics"]["pendigits validation"]["errors"]) <= 1
    assert (
        np.abs(probabilities - digit_probabilities(reference(examples.inputs))).max() < PROBABILITY_TOLERANCE
    )


def strokes(drawings):
    """Return drawings as JSON holds them."""
    return [[stroke.tolist() for stroke in drawing] for drawing in drawings]


def test_real_drawings_become_the_same_channels(modules, real_data):
    drawings, _, _ = datasets.load_unipen(real_data).part("validation", 200)
    got = np.array(modules().evaluate(CHANNELS, strokes(drawings)))
    assert np.abs(got - directions.render(ink.Batch.of(drawings))).max() < PIXEL_TOLERANCE


def test_many_rasters_are_classified_like_single_ones(shared_page, golden):
    same = shared_page.evaluate(
        """async (drawings) => {
          const many = Array.from({ length: 250 }, (_, i) => drawings[i % drawings.length]);
          const together = await numbre.classify(many);
          const alone = await numbre.classify([drawings[249 % drawings.length]]);
          return together.length === 2500 && alone.every((value, i) => value === together[2490 + i]);
        }""",
        [vector["drawing"] for vector in golden if vector["name"].startswith("digit ")],
    )
    assert same


def test_a_thousand_readings_leave_no_tensor(shared_page, golden):
    before = tensors(shared_page)
    read = "async (drawing) => { for (let i = 0; i < 1000; i++) await numbre.recognize(drawing); }"
    shared_page.evaluate(read, golden[0]["drawing"])
    assert tensors(shared_page) == before > 0


def test_one_raster_takes_less_than_a_millisecond(shared_page, golden):
    drawings = [vector["drawing"] for vector in golden if vector["name"].startswith("digit ")]
    median = shared_page.evaluate(
        """(drawings) => {
          const times = [];
          for (let round = 0; round < 20; round++) {
            const started = performance.now();
            for (const drawing of drawings) numbre.rasterize(drawing);
            times.push((performance.now() - started) / drawings.length);
          }
          return times.sort((a, b) => a - b)[10];
        }""",
        drawings,
    )
    assert median < 1
