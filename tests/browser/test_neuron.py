"""One neuron or window: its weights, its sum, and the field that chooses it."""

import re

import numpy as np
import pytest

from numbre.train.features import directions
from tests.browser.drawing import explain, settled
from tests.browser.numpy_reference import network

TIMES = " \N{MULTIPLICATION SIGN} "
ALPHAS = """(canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const rows = Array.from({ length: canvas.height }, (_, row) =>
    Array.from({ length: canvas.width }, (_, column) => data[4 * (row * canvas.width + column) + 3]));
  return rows.flatMap((row) => [...row, 0]);  // a gap after the last channel, as after the others
}"""


@pytest.fixture(scope="module")
def hello(shared_page):
    """The page that explains the network "hello"; tests may choose another of its neurons."""
    explain(shared_page, "hello")
    return shared_page


@pytest.mark.parametrize("name", ["numbre", "dropout"])
def test_the_neurons_sum_is_the_output_of_its_layer(page, name):
    explain(page, name)
    check_sum(page, name)


def test_without_an_activation_the_sum_is_the_output(hello):
    check_sum(hello, "hello")


def check_sum(page, name):
    page.locator("#neuron").fill("7")
    description = page.locator("#inside .neuron [role=status]").text_content()
    product, bias, total, output = map(float, re.findall(r"(-?\d+\.\d{3})", description))
    assert total == pytest.approx(product + bias, abs=0.002)
    assert output == pytest.approx(total if name == "hello" else max(total, 0), abs=0.003)
    assert "0.9526" in page.locator("#inside .neuron").text_content()


def test_a_window_shows_its_weights(page):
    explain(page, "lesson")
    description = page.locator("#inside .neuron [role=status]").text_content()
    assert f"3{TIMES}3 weights" in description
    kernel = next(w for w in network("lesson").weights.values() if w.shape == (3, 3, 1, 32))
    assert all(f"{weight:.2f}" in description for weight in kernel[..., 0, 0].ravel())


def test_a_window_over_several_channels_is_shown_channel_by_channel(page):
    explain(page, "ink")
    page.locator("#neuron").fill("3")
    kernel = next(w for w in network("ink").weights.values() if w.ndim == 4)[..., 2]
    height, width, count = kernel.shape
    assert count == directions.CHANNELS
    description = page.locator("#inside .neuron [role=status]").text_content()
    assert f"{height}{TIMES}{width} weights for each of {count} channels" in description
    picture = page.locator("#inside .neuron canvas").first
    shown = np.reshape(picture.evaluate(ALPHAS), (height, count, width + 1), order="C")[..., :-1]
    expected = np.abs(kernel).transpose(0, 2, 1) / np.abs(kernel).max() * 255
    assert np.abs(shown - expected).max() < 2


@pytest.mark.parametrize(
    ("value", "nearest"), [("0", 1), ("-3", 1), ("99999", 15), ("1.5", 2), ("", 1), ("7", 7)]
)
def test_a_neuron_out_of_range_is_replaced_by_the_nearest(hello, value, nearest):
    hello.locator("#neuron").fill(value)
    label = hello.locator("#inside .neuron canvas").first.get_attribute("aria-label")
    assert re.match(rf"Weights of neuron {nearest}: \d+ positive, \d+ negative", label)


def test_typing_in_the_number_field_is_undone_there_and_not_on_the_pad(hello):
    hello.locator("#neuron").focus()
    hello.keyboard.type("5")
    hello.keyboard.press("Control+z")
    assert settled(hello) == "7"
