"""The JavaScript twin replays every golden vector, from drawings to probabilities, and leaves nothing."""

import json

import numpy as np
import pytest

from numbre.export.verify import ahead
from numbre.train.augment.examples import plain, sample
from numbre.train.data import datasets
from numbre.train.features import directions, ink
from tests.browser.oracle import given_digit, network
from tests.conftest import NAMES
from tools.paths import MODELS

PIXEL_TOLERANCE = 1 / 255
PROBABILITY_TOLERANCE = 1e-4  # the same 8-bit weights, float32 sums in another order
ROUNDED_TOLERANCE = 1e-3  # golden inputs are rounded, what a drawing gives is not
CLASSIFY = """async (given) => {
  const isDrawings = Array.isArray(given[0]);
  return [...await numbre.classify(isDrawings ? given : Float32Array.from(given))];
}"""
SEE = """async (drawings) => {
  const [{ toMaps }, { toDrawing }] = await Promise.all(
    ['ink/directions.js', 'ink/drawing.js'].map((name) => import(new URL(name, document.baseURI))),
  );
  return drawings.map((drawing) => [...toMaps(toDrawing(drawing))]);
}"""


@pytest.mark.parametrize("site", ["served", "static"])
def test_rasters_agree(site, guard, request, golden):
    page = guard.open(request.getfixturevalue(site))
    for vector in golden:
        raster = page.evaluate("(drawing) => [...numbre.rasterize(drawing)]", vector["drawing"])
        apart = np.abs(np.array(raster) - np.array(vector["raster"])).max()
        assert apart < PIXEL_TOLERANCE, f"{vector['name']}: {apart}"


def test_maps_agree(unwired, golden):
    page = unwired()
    for vector in golden:
        [seen] = page.evaluate(SEE, [vector["drawing"]])
        apart = np.abs(np.array(seen) - np.array(vector["maps"])).max()
        assert apart < PIXEL_TOLERANCE, f"{vector['name']}: {apart}"


@pytest.fixture
def reading_with(page):
    """Return a function that classifies rasters or drawings in the browser with the network called so."""

    def classify(name, given):
        page.evaluate("(name) => numbre.use(name)", name)
        listed = np.ravel(given).tolist() if isinstance(given, np.ndarray) else given
        return np.reshape(page.evaluate(CLASSIFY, listed), (-1, 10))

    return classify


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_agree_on_the_golden_drawings(reading_with, name):
    vectors = json.loads((MODELS / name / "golden.json").read_text())["vectors"]
    got = reading_with(name, [vector["drawing"] for vector in vectors])
    stored = given_digit(np.array([vector["probabilities"] for vector in vectors]))
    assert np.abs(got - stored).max() < ROUNDED_TOLERANCE


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_agree_on_a_thousand_test_images(reading_with, name, real_data):
    """The card says how numpy agrees with Keras on the same images; here the browser agrees with numpy."""
    forward = network(name)
    scans = sample(plain(datasets.load_mnist(real_data), "test", count=forward.maps), 1000)
    got, expected = reading_with(name, scans.rasters), given_digit(forward(scans.inputs))
    assert np.abs(got - expected).max() < PROBABILITY_TOLERANCE
    certain = ahead(expected) > 2 * PROBABILITY_TOLERANCE
    assert np.array_equal(got.argmax(1)[certain], expected.argmax(1)[certain])


def test_the_browser_computes_the_figures_of_the_card(shared_page, real_data):
    card, forward = json.loads((MODELS / "ink" / "card.json").read_text()), network("ink")
    pendigits, limit = datasets.load_pendigits(real_data), card["recipe"]["limit"]
    examples = plain(pendigits, "validation", limit, forward.maps)
    got = shared_page.evaluate(CLASSIFY, strokes(pendigits.part("validation", limit)[0]))
    probabilities = np.reshape(got, (-1, 10))
    errors = int((probabilities.argmax(1) != examples.labels).sum())
    assert abs(errors - card["figures"]["pendigits validation"]["errors"]) <= 1
    assert np.abs(probabilities - given_digit(forward(examples.inputs))).max() < PROBABILITY_TOLERANCE


def strokes(drawings):
    """Return drawings as JSON has them."""
    return [[stroke.tolist() for stroke in drawing] for drawing in drawings]


def test_real_drawings_become_the_same_rasters_and_maps(unwired, real_data):
    drawings, _, _ = datasets.load_unipen(real_data).part("validation", 200)
    got = np.array(unwired().evaluate(SEE, strokes(drawings)))
    assert np.abs(got - directions.render(ink.Batch.of(drawings))).max() < PIXEL_TOLERANCE


def test_many_rasters_at_once_are_read_like_each_alone(shared_page, golden):
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
    counts = shared_page.evaluate(
        """async (drawing) => {
          const url = [...document.querySelectorAll('link[rel=modulepreload]')]
            .map((link) => link.href).find((href) => href.includes('classifier'));
          const { tensorCount } = await import(url);
          const before = tensorCount();
          for (let i = 0; i < 1000; i++) await numbre.recognize(drawing);
          return [before, tensorCount()];
        }""",
        golden[0]["drawing"],
    )
    assert counts[0] == counts[1] > 0


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
