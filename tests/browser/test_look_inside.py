"""Look inside: every step shows the real activations, as plain numpy computes them."""

import json
import re

import numpy as np
import pytest

from numbre.train.features import directions
from tests.browser.drawing import SEVEN, choose_network, explain, open_part
from tests.browser.numpy_reference import inputs, network
from tests.conftest import NAMES
from tools.browser.memory import tensors
from tools.browser.pointer import draw
from tools.paths import MODELS

TIMES = " \N{MULTIPLICATION SIGN} "
SHOWN = ("Mul", "_FusedConv2D", "_FusedMatMul", "MaxPool")


def outputs(reference, given):
    """Return [(kind, output)] of every layer that the page shows, relu included, in plain numpy."""
    found = []
    for node in reference.nodes:
        if node["op"] in SHOWN:
            found.append([node["op"], node["name"]])
    for entry in found:
        reference.output = entry[1]
        entry[1] = reference(given)[0]
    return found


SOFTMAX = """async (best) => {
  const module = (name) => import(new URL(name, document.baseURI));
  const { createSoftmaxStep } = await module('explain/inside/steps.js');
  const { CLASS_LISTS } = await module('network/classes.js');
  const classes = CLASS_LISTS[2];
  const step = createSoftmaxStep(classes, 0, 1);
  const values = Float32Array.from(classes, (name) => Number(name === best));
  step.show({ activations: [{ values }, { values }] });
  document.body.append(step.element);
  return [step.element.querySelectorAll('tbody tr').length, step.element.innerText];
}"""


def test_the_softmax_has_a_row_for_each_mark_that_the_network_knows(modules):
    rows, text = modules().evaluate(SOFTMAX, "/")
    assert rows == 22
    assert "The 22 scores" in text
    assert "“non-digit” means that it is neither a digit nor a mark" in text
    assert text.endswith("The answer: slash.")


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_shows_what_numpy_computes(page, name):
    explain(page, name)
    steps = page.locator("#inside .steps > li")
    given = inputs(network(name), SEVEN)
    expected = outputs(network(name), given)
    assert steps.count() == 3 + len(expected) + 1
    for i, (_, values) in enumerate(expected):
        description = steps.nth(3 + i).locator(".note").text_content()
        size = f"{values.size:,} numbers"
        assert size in description
        if values.ndim == 3:
            assert TIMES.join(map(str, values.shape)) in description
        above, largest = re.search(
            r"(\d+)% of them above zero, the largest (-?[\d.]+)\.", description
        ).groups()
        assert abs(int(above) - 100 * (values > 0).mean()) < 4  # the mouse moves by whole pixels
        assert float(largest) == pytest.approx(values.max(), rel=0.1, abs=0.3)
        label = steps.nth(3 + i).locator("canvas").get_attribute("aria-label")
        assert description in label
    assert f"{given.size:,} numbers" in steps.nth(2).locator("h3").text_content()
    assert f"The answer: {network(name)(given)[0].argmax()}." in steps.last.text_content()


def test_a_network_with_direction_maps_shows_them(page):
    explain(page, "ink")
    pictures = page.locator("#inside .steps > li").nth(1).locator("canvas")
    labels = pictures.evaluate_all("(maps) => maps.map((canvas) => canvas.getAttribute('aria-label'))")
    expected = directions.channels(SEVEN).reshape(-1, directions.CHANNELS)
    for channel, (label, values) in enumerate(zip(labels, expected.T, strict=True)):
        assert channel == 0 or label.startswith(f"Drawn {directions.NAMES[channel]}: ")
        counted = int(re.search(r"(\d+) of 784", label)[1])
        assert abs(counted - (values > 0).sum()) <= 12  # the mouse moves by whole pixels
        assert (counted > 0) == values.any()


def test_other_networks_show_the_raster_only(page):
    explain(page, "hello")
    assert page.locator("#inside .steps > li").nth(1).locator("canvas").count() == 1


def test_a_non_digit_is_an_answer(page, non_digit):
    draw(page, non_digit)
    open_part(page, "inside")
    page.locator("#inside .note", has_text="The answer: no digit.").wait_for()
    rows = page.locator("#inside .steps > li").last.locator("tbody tr")
    assert rows.count() == 22
    assert rows.nth(10).evaluate("(row) => row.classList.contains('best')")
    assert rows.nth(10).locator("th").text_content() == "non-digit"


def test_curves_and_confusion_matrix_are_those_of_the_card(page):
    explain(page, "hello")
    card = json.loads((MODELS / "hello" / "card.json").read_text())
    page.locator("#inside .curves").wait_for()
    last = card["history"]["mnist validation"][-1]
    assert f"{100 * last:.2f}%" in page.locator("#inside .curves").get_attribute("aria-label")
    page.locator("#inside summary", has_text="in numbers").click()
    rows = page.locator("#inside details tbody tr")
    assert rows.count() == card["recipe"]["epochs"]
    for key in ("mnist test", "pendigits validation"):
        page.select_option("#confusion", key)
        shown = page.locator("#inside .confusion tbody td").all_text_contents()
        counts = [0 if cell == "·" else int(cell.replace(",", "")) for cell in shown]
        assert counts == np.ravel(card["metrics"][key]["confusion"]).tolist()
        assert (
            f"{card['metrics'][key]['errors']:,} errors in {card['metrics'][key]['n']:,} digits"
            in page.locator("#inside").text_content()
        )


def test_the_steps_follow_drawing_and_network(page):
    explain(page, "hello")
    page.locator("#clear").click()
    page.locator("#inside .steps li .note", has_text="Nothing drawn yet.").first.wait_for()
    assert "Draw a digit" in page.locator("#inside .neuron").text_content()
    choose_network(page, "numbre")
    open_part(page, "inside")
    page.locator("#inside p", has_text="What “numbre” does").wait_for()
    assert page.locator("#inside h3", has_text="Scale").count() == 1
    page.locator("#inside p", has_text="Its author reports 98% accuracy.").wait_for()


def test_the_steps_leave_no_tensor(page):
    explain(page, "lesson")
    before = tensors(page)
    answer = page.locator("#inside .steps > li:last-child .note")
    for step, words in (
        ("undo", "Nothing"),
        ("redo", "The answer"),
        ("undo", "Nothing"),
        ("redo", "The answer"),
    ):
        page.locator(f"#{step}").click()
        answer.filter(has_text=words).wait_for()
    assert tensors(page) == before > 0


def test_code_that_cannot_be_fetched_is_reported_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/look-inside-*.js", lambda route: route.abort()))
    open_part(page, "inside")
    failure = page.locator("#inside .failure")
    failure.wait_for()
    assert failure.text_content().startswith("This section didn’t load. Check your connection and try again.")
    assert page.locator("#status").get_attribute("data-state") == "ready"
    page.unroute("**/look-inside-*.js")
    page.locator("#inside").get_by_role("button", name="Try again").click()
    page.locator("#inside .steps").wait_for()
    assert page.evaluate("document.activeElement.id") == "inside-title", "the focus is kept"


def test_a_card_that_cannot_be_fetched_leaves_the_steps_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/hello/card.json", lambda route: route.abort()))
    explain(page, "hello")
    failure = page.locator("#inside .failure")
    failure.wait_for()
    assert "didn’t load. Check your connection and try again." in failure.text_content()
    page.unroute("**/hello/card.json")
    failure.get_by_role("button").click()
    page.locator("#inside .curves").wait_for()
    assert failure.count() == 0
