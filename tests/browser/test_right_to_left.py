"""A page written from right to left, as translators make it: pictures, columns and charts stay as ever."""

import pytest

from tests.browser.drawing import explain, open_part
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.test_train import QUICK, TRAIN

MIDDLES = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const { left, width } = one.getBoundingClientRect();
  return left + width / 2;
})"""
# How far the text of each chart reaches beyond its picture, px; and beyond the left end of its curves.
BEYOND = """(part) => [...document.querySelectorAll(`#${part} .curves`)].map((chart) => {
  const box = chart.getBoundingClientRect();
  const texts = [...chart.querySelectorAll('text')].map((one) => one.getBoundingClientRect());
  const lines = [...chart.querySelectorAll('polyline')].map((one) => one.getBoundingClientRect());
  const curves = Math.min(...lines.map(({ left }) => left));
  return [
    Math.max(...texts.map(({ left, right }) => Math.max(box.left - left, right - box.right))),
    Math.max(...texts.slice(0, 3).map(({ right }) => right - curves)),
  ];
})"""


@pytest.fixture
def mirrored(guard, served):
    """The page, written from right to left."""
    page = guard.open(served, viewport={"width": 1000, "height": 800})
    page.locator(INPUT).last.wait_for(state="attached")
    page.evaluate("document.documentElement.dir = 'rtl'")
    return page


def test_samples_and_tools_keep_their_order(mirrored):
    """Samples are numbers, and undo leads to the left, where writing has begun."""
    mirrored.locator("#samples button").last.wait_for()
    for selector in ("#samples button", ".bar button"):
        middles = [middle for middle in mirrored.evaluate(MIDDLES, selector) if middle]  # 0: hidden
        assert len(middles) >= 5
        assert middles == sorted(middles), selector


def test_digits_of_a_picture_stand_in_their_order_under_their_outlines(mirrored):
    choose(mirrored, photo("2026"))
    assert until_shown(mirrored) == "2026"
    outlines, tiles, numerals = (
        mirrored.evaluate(MIDDLES, selector)
        for selector in (".photo rect:not(.halo)", "#tiles canvas", "#reading button")
    )
    assert len(outlines) == 4
    assert sorted(outlines) == pytest.approx(tiles, abs=3)
    assert tiles == pytest.approx(numerals, abs=3)
    mirrored.get_by_role("button", name="Read a part").click()
    x, y, width, height = mirrored.locator(".photo canvas").bounding_box().values()
    mirrored.mouse.move(x + 0.1 * width, y + 0.1 * height)
    mirrored.mouse.down()
    mirrored.mouse.move(x + 0.5 * width, y + 0.4 * height)
    mirrored.mouse.up()
    frame = list(mirrored.locator(".frame-box").bounding_box().values())
    assert frame == pytest.approx([x + 0.1 * width, y + 0.1 * height, 0.4 * width, 0.3 * height], abs=2)


def test_labels_of_charts_are_within_them_and_beside_the_curves(mirrored):
    assert isinstance(mirrored.evaluate(TRAIN, ["hello", QUICK]), dict)
    open_part(mirrored, "train")
    mirrored.locator("#train .curve-2[points*=' ']").first.wait_for(state="attached")
    trained = mirrored.evaluate(BEYOND, "train")
    assert len(trained) == 2
    explain(mirrored, "hello")
    mirrored.locator("#inside .curves").first.wait_for()
    learned = mirrored.evaluate(BEYOND, "inside")
    assert learned
    for beyond, over in (*trained, *learned):
        assert beyond <= 0
        assert over <= 0
