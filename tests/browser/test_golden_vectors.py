"""The page computes what Python does, from drawings and scans to probabilities; see tests/js for more."""

import base64

import numpy as np
import pytest

from numbre.export.verify import lead
from numbre.train.augment.examples import sample, unchanged
from numbre.train.data import datasets
from tests.browser.numpy_reference import digit_probabilities, network
from tests.conftest import NAMES

PIXEL_TOLERANCE = 1 / 255
PROBABILITY_TOLERANCE = 1e-4  # the same 8-bit weights, float32 sums in another order
ROUNDED_TOLERANCE = 1e-3  # golden inputs are rounded, those of drawings are not
RASTERIZE = "(drawings) => drawings.map((drawing) => [...numbre.rasterize(drawing)])"
CLASSIFY = "async (drawings) => [...await numbre.classify(drawings)]"
CLASSIFY_SCANS = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  return [...await numbre.classify(new Float32Array(bytes.buffer))];
}"""


@pytest.mark.parametrize("site", ["served", "static"])
def test_golden_drawings_become_their_rasters_and_probabilities(site, guard, request, golden):
    page = guard.open(request.getfixturevalue(site))
    drawings = [vector["drawing"] for vector in golden]
    rasters, probabilities = page.evaluate(RASTERIZE, drawings), page.evaluate(CLASSIFY, drawings)
    for vector, raster in zip(golden, rasters, strict=True):
        difference = np.abs(np.array(raster) - np.array(vector["raster"])).max()
        assert difference < PIXEL_TOLERANCE, f"{vector['name']}: {difference}"
    stored = digit_probabilities(np.array([vector["probabilities"] for vector in golden]))
    assert np.abs(np.reshape(probabilities, (-1, 10)) - stored).max() < ROUNDED_TOLERANCE


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_agree_on_a_thousand_test_images(shared_page, name, real_data):
    """The card has numpy's agreement with Keras on the same images; here the browser agrees with numpy."""
    reference = network(name)
    scans = sample(unchanged(datasets.load_mnist(real_data), "test", channels=reference.channels), 1000)
    shared_page.evaluate("(name) => numbre.use(name)", name)
    text = base64.b64encode(scans.rasters.astype("<f4").tobytes()).decode()
    got = np.reshape(shared_page.evaluate(CLASSIFY_SCANS, text), (-1, 10))
    expected = digit_probabilities(reference(scans.inputs))
    assert np.abs(got - expected).max() < PROBABILITY_TOLERANCE
    certain = lead(expected) > 2 * PROBABILITY_TOLERANCE
    assert np.array_equal(got.argmax(1)[certain], expected.argmax(1)[certain])


def test_the_browser_reads_handwriting_as_numpy_does(page, real_data):
    reference, pendigits = network("ink"), datasets.load_pendigits(real_data)
    examples = unchanged(pendigits, "validation", channels=reference.channels)
    drawings = [[stroke.tolist() for stroke in one] for one in pendigits.part("validation")[0]]
    probabilities = np.reshape(page.evaluate(CLASSIFY, drawings), (-1, 10))
    expected = digit_probabilities(reference(examples.inputs))
    assert (probabilities.argmax(1) != expected.argmax(1)).sum() <= 1
    assert (probabilities.argmax(1) == examples.labels).mean() > 0.99
    assert np.abs(probabilities - expected).max() < PROBABILITY_TOLERANCE
