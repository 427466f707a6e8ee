"""How it works: every step shows what really happens, as a plain numpy network computes it."""

import json
import re

import numpy as np
import pytest
from numbre.train import maps

from ..conftest import MODELS, NAMES
from .drawing import SEVEN, draw, settled
from .oracle import inputs, network

TIMES = " \N{MULTIPLICATION SIGN} "
ALPHAS = """(canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const rows = Array.from({ length: canvas.height }, (_, row) =>
    Array.from({ length: canvas.width }, (_, column) => data[4 * (row * canvas.width + column) + 3]));
  return rows.flatMap((row) => [...row, 0]);  // a gap after the last map, as after the others
}"""
SHOWN = ("Mul", "_FusedConv2D", "_FusedMatMul", "MaxPool")


@pytest.fixture
def explained(page):
    """Open How it works for a network, with a drawn seven; returns the page."""
    draw(page, SEVEN)
    settled(page)

    def open_for(name):
        page.evaluate("(name) => numbre.use(name)", name)
        page.locator("#how > summary").click()
        page.locator("#how p", has_text=f"What “{name}” does").wait_for()
        page.locator("#how .told", has_text="The answer:").wait_for()
        return page

    return open_for


def outputs(forward, given):
    """Return [(kind, output)] of every layer that the page shows, relu included, in plain numpy."""
    found = []
    for node in forward.nodes:
        if node["op"] in SHOWN:
            found.append([node["op"], node["name"]])
        elif node["op"] == "Relu":
            found[-1][1] = node["name"]
    for entry in found:
        forward.output = entry[1]
        entry[1] = forward(given)[0]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_shows_what_numpy_computes(explained, name):
    page = explained(name)
    steps = page.locator("#how .steps > li")
    given = inputs(network(name), SEVEN)
    expected = outputs(network(name), given)
    assert steps.count() == 3 + len(expected) + 1
    for i, (_, values) in enumerate(expected):
        told = steps.nth(3 + i).locator(".told").text_content()
        size = f"{values.size:,} numbers"
        assert size in told
        if values.ndim == 3:
            assert TIMES.join(map(str, values.shape)) in told
        above, largest = re.search(r"(\d+)% of them above zero, the largest (-?[\d.]+)\.", told).groups()
        assert abs(int(above) - 100 * (values > 0).mean()) < 4  # the mouse moves by whole pixels
        assert float(largest) == pytest.approx(values.max(), rel=0.1, abs=0.3)
        label = steps.nth(3 + i).locator("canvas").get_attribute("aria-label")
        assert told in label
    assert f"{given.size:,} numbers" in steps.nth(2).locator("h3").text_content()
    assert f"The answer: {network(name)(given)[0].argmax()}." in steps.last.text_content()


def test_a_network_that_sees_directions_shows_them(explained):
    page = explained("ink")
    pictures = page.locator("#how .steps > li").nth(1).locator("canvas")
    labels = pictures.evaluate_all("(all) => all.map((canvas) => canvas.getAttribute('aria-label'))")
    seen = maps.maps(SEVEN).reshape(-1, maps.MAPS)
    for way, (label, values) in enumerate(zip(labels, seen.T, strict=True)):
        assert way == 0 or label.startswith(f"Drawn {maps.NAMES[way]}: ")
        counted = int(re.search(r": (\d+) of 784", label)[1])
        assert abs(counted - (values > 0).sum()) <= 12  # the mouse moves by whole pixels
        assert (counted > 0) == values.any()


def test_the_others_see_the_raster_alone(explained):
    page = explained("hello")
    assert page.locator("#how .steps > li").nth(1).locator("canvas").count() == 1


def test_no_digit_is_an_answer_too(page, no_digit):
    draw(page, no_digit)
    page.locator("#how > summary").click()
    page.locator("#how .told", has_text="The answer: no digit.").wait_for()
    rows = page.locator("#how .steps > li").last.locator("tbody tr")
    assert rows.count() == 11
    assert rows.nth(10).evaluate("(row) => row.classList.contains('best')")
    assert rows.nth(10).locator("th").text_content() == "none"


@pytest.mark.parametrize("name", ["hello", "numbre", "dropout"])
def test_the_neuron_adds_up_to_what_its_layer_gives(explained, name):
    page = explained(name)
    page.locator("#neuron").fill("7")
    told = page.locator("#how .neuron [role=status]").text_content()
    product, bias, total, given = map(float, re.findall(r"(-?\d+\.\d{3})", told))
    assert total == pytest.approx(product + bias, abs=0.002)
    assert given == pytest.approx(total if name == "hello" else max(total, 0), abs=0.003)
    assert "0.9526" in page.locator("#how .neuron").text_content()


def test_a_window_shows_its_weights(explained):
    page = explained("lesson")
    told = page.locator("#how .neuron [role=status]").text_content()
    assert f"3{TIMES}3 weights" in told
    kernel = next(w for w in network("lesson").weights.values() if w.shape == (3, 3, 1, 32))
    assert all(f"{weight:.2f}" in told for weight in kernel[..., 0, 0].ravel())


def test_a_window_over_several_maps_is_shown_map_by_map(explained):
    page = explained("ink")
    page.locator("#neuron").fill("3")
    kernel = next(w for w in network("ink").weights.values() if w.ndim == 4)[..., 2]
    height, width, count = kernel.shape
    assert count == maps.MAPS
    told = page.locator("#how .neuron [role=status]").text_content()
    assert f"{height}{TIMES}{width} weights for each of {count} maps" in told
    picture = page.locator("#how .neuron canvas").first
    shown = np.reshape(picture.evaluate(ALPHAS), (height, count, width + 1), order="C")[..., :-1]
    expected = np.abs(kernel).transpose(0, 2, 1) / np.abs(kernel).max() * 255
    assert np.abs(shown - expected).max() < 2


@pytest.mark.parametrize(
    ("value", "nearest"), [("0", 1), ("-3", 1), ("99999", 15), ("1.5", 2), ("", 1), ("7", 7)]
)
def test_a_neuron_that_is_not_there_is_the_nearest(explained, value, nearest):
    page = explained("hello")
    page.locator("#neuron").fill(value)
    label = page.locator("#how .neuron canvas").first.get_attribute("aria-label")
    assert re.match(rf"Weights of neuron {nearest}: \d+ positive, \d+ negative", label)


def test_typing_in_the_number_field_is_undone_there_and_not_on_the_pad(explained):
    page = explained("hello")
    page.locator("#neuron").focus()
    page.keyboard.type("5")
    page.keyboard.press("Control+z")
    assert settled(page) == "7"


def test_curves_and_confusion_are_the_cards(explained):
    page = explained("hello")
    card = json.loads((MODELS / "hello" / "card.json").read_text())
    last = card["history"]["mnist validation"][-1]
    assert f"{100 * last:.2f}%" in page.locator("#how .curves").get_attribute("aria-label")
    page.locator("#how summary", has_text="in numbers").click()
    rows = page.locator("#how details tbody tr")
    assert rows.count() == card["recipe"]["epochs"]
    for key in ("mnist test", "pendigits validation"):
        page.select_option("#confusion", key)
        shown = page.locator("#how .confusion tbody td").all_text_contents()
        counts = [0 if cell == "·" else int(cell.replace(",", "")) for cell in shown]
        assert counts == np.ravel(card["figures"][key]["confusion"]).tolist()
        assert (
            f"{card['figures'][key]['errors']:,} of {card['figures'][key]['n']:,} wrong"
            in page.locator("#how").text_content()
        )


def test_what_is_shown_follows_drawing_and_network(explained):
    page = explained("hello")
    page.locator("#clear").click()
    page.locator("#how .steps li .told", has_text="Nothing drawn yet.").first.wait_for()
    assert "Draw a digit" in page.locator("#how .neuron").text_content()
    page.select_option("#network", "numbre")
    page.locator("#how p", has_text="What “numbre” does").wait_for()
    assert page.locator("#how h3", has_text="Scale").count() == 1
    assert "98 %" in page.locator("#how").text_content()


def test_looking_leaves_no_tensor(explained):
    page = explained("lesson")
    counts = page.evaluate(
        """async () => {
          const url = [...document.querySelectorAll('link[rel=modulepreload]')]
            .map((link) => link.href).find((href) => href.includes('recognizer'));
          const { tensorCount } = await import(url);
          const before = tensorCount();
          let looked = 0;
          for (const step of ['undo', 'redo', 'undo', 'redo']) {
            document.getElementById(step).click();
            const told = () => document.querySelector('#how .steps > li:last-child .told').textContent;
            const wanted = step === 'redo' ? 'The answer' : 'Nothing';
            while (!told().startsWith(wanted)) await new Promise((done) => setTimeout(done, 20));
            looked++;
          }
          return [before, tensorCount(), looked];
        }"""
    )
    assert counts[0] == counts[1] > 0
    assert counts[2] == 4


def test_its_code_that_cannot_be_fetched_is_told_and_asked_for_again(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/how-*.js", lambda route: route.abort()))
    page.locator("#how > summary").click()
    page.locator("#how .failed", has_text="could not be fetched").wait_for()
    assert page.locator("#status").get_attribute("data-state") == "ready"
    page.unroute("**/how-*.js")
    for _ in range(2):  # close it, and open it again
        page.locator("#how > summary").click()
    page.locator("#how .steps").wait_for()
