"""Forced colours: all that colour says on the page is said by shape, too, and stands out from its ground."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.browser.drawing import button
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.states import STATES, empty, learned, loading, missing, popover

LEAST = 3  # to 1, contrast


@pytest.fixture
def forced(guard, served):
    """A function that opens the page in a state, in forced colours."""
    return lambda state: state(guard, served, forced_colors="active")


def contrast(page, box):
    """Return the greatest contrast of the px of a box with that at its corner, as WCAG defines it."""
    clip = {name: box[name] for name in ("x", "y", "width", "height")}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    parts = np.asarray(picture) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722] + 0.05
    ground = luminance[0, 0]
    return max(luminance.max() / ground, ground / luminance.min())


def around(box, by):
    """Return a box that is larger by some px on each side."""
    return {
        "x": box["x"] - by,
        "y": box["y"] - by,
        "width": box["width"] + 2 * by,
        "height": box["height"] + 2 * by,
    }


@pytest.mark.parametrize("state", [empty, loading, missing], ids=lambda state: state.__name__)
def test_the_dot_of_the_status_is_visible(forced, state):
    page = forced(state)
    page.evaluate("document.getAnimations().forEach((one) => { one.currentTime = 0; one.pause(); })")
    box = page.locator("#status").bounding_box()
    assert contrast(page, {**box, "width": 10, "height": min(box["height"], 20)}) >= LEAST


def test_an_unsure_numeral_is_underlined(forced):
    page = forced(STATES["unsure"])
    width, style = button(page, 0).evaluate(
        "(one) => [getComputedStyle(one).borderBottomWidth, getComputedStyle(one).borderBottomStyle]"
    )
    assert (width, style) == ("2px", "dotted")
    box = button(page, 0).bounding_box()
    line = {**box, "y": box["y"] + box["height"] - 3, "height": 3}
    assert contrast(page, line) >= LEAST


def test_the_open_numeral_has_an_outline(forced):
    page = forced(popover)
    assert button(page, 0).evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    box = button(page, 0).bounding_box()
    middle = box["x"] + box["width"] / 2 - 10
    for top in (box["y"], box["y"] + box["height"] - 4):
        edge = {"x": middle, "y": top, "width": 20, "height": 4}
        assert contrast(page, edge) >= LEAST, "nothing cuts it off above or below"
    side = {**around(box, 3), "width": 8}
    assert contrast(page, side) >= LEAST


def test_the_bar_of_the_likeliest_candidate_is_visible(forced):
    page = forced(popover)
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    box = page.locator(".share-bar").first.bounding_box()
    within = {"x": box["x"] + 2, "y": box["y"] + 1, "width": box["width"] - 4, "height": 2}
    assert contrast(page, within) >= LEAST, "it is filled in part, about two thirds"


def test_outlines_on_a_picture_have_the_colours_of_the_system(forced):
    page = forced(empty)
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("26"))
    until_shown(page)
    highlight, canvas = page.evaluate(SYSTEM_COLOURS)
    for selector, name, colour in (
        (".photo .outline", "stroke", highlight),
        (".photo .selected", "stroke", highlight),
        (".photo .halo", "stroke", canvas),
    ):
        assert style_of(page, selector, name) == colour, selector
    thin, thick = (style_of(page, f".photo .{name}", "stroke-width") for name in ("outline", "selected"))
    assert float(thick.removesuffix("px")) > 2 * float(thin.removesuffix("px")), "not by its colour alone"
    page.get_by_role("button", name="Read a part").click()
    assert style_of(page, ".frame-box", "outline-color") == highlight
    assert style_of(page, ".frame-box", "border-top-color") == canvas
    box = page.locator(".frame-box").bounding_box()
    assert contrast(page, {"x": box["x"] - 6, "y": box["y"] + 30, "width": 12, "height": 12}) >= LEAST


SYSTEM_COLOURS = """() => ['Highlight', 'Canvas'].map((name) => {
  document.body.style.outlineColor = name;
  return getComputedStyle(document.body).outlineColor;
})"""


def style_of(page, selector, name):
    """Return a property of the first element."""
    script = "(one, name) => getComputedStyle(one).getPropertyValue(name)"
    return page.locator(selector).first.evaluate(script, name)


def test_an_example_of_your_hand_is_visible_on_its_tile(forced):
    page = forced(learned)
    for is_pointed_at in (False, True):
        box = page.locator(".hand-tile").bounding_box()
        assert contrast(page, around(box, -6)) >= LEAST, is_pointed_at
        page.locator(".hand-tile").hover()


def test_the_focus_is_visible(forced, subtests):
    page = forced(STATES["a number"])
    for selector in ("#pad", "#clear", "#share", "#between", "header a", ".doors a"):
        with subtests.test(selector):
            check_focus(page, selector)


def check_focus(page, selector):
    """Check that the focus on an element shows."""
    page.locator(selector).first.scroll_into_view_if_needed()
    page.keyboard.press("Tab")  # the focus is shown to those who use the keyboard
    page.locator(selector).first.focus()
    place = ".pad-frame" if selector == "#pad" else selector
    box = page.locator(place).first.bounding_box()
    outline = page.locator(place).first.evaluate("(one) => getComputedStyle(one).outlineStyle")
    assert outline == "solid"
    edge = {**around(box, 1 if selector == "#pad" else 6), "width": 9}
    edge["x"], edge["y"] = max(0, edge["x"]), edge["y"] + edge["height"] / 2 - 10
    assert contrast(page, {**edge, "height": 20}) >= LEAST
