"""The popover of a numeral fits every window, is seen in forced colours, and may fail to load."""

import itertools

import pytest

from tests.browser.drawing import button
from tests.browser.popovers import FORTY_SEVEN, box, candidate, dialog, opened, written
from tests.browser.test_accessibility import AXE, check
from tests.browser.test_failures import FAILED_REQUEST
from tools.browser.number_drawings import numbers

AT_REST = "() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))"
PHONE, TINY, DESKTOP = (
    {"width": 360, "height": 740},
    {"width": 320, "height": 568},
    {"width": 1280, "height": 800},
)


@pytest.mark.parametrize("size", [TINY, PHONE, DESKTOP], ids=str)
def test_the_popover_fits_with_marks(guard, served, size):
    page = guard.open(served, viewport=size)
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    dialog(page).get_by_role("button", name="Marks").click()
    page.evaluate(AT_REST)
    left, top, right, bottom = box(dialog(page))
    assert (left >= 0, top >= 0, right <= size["width"], bottom <= size["height"]) == (True,) * 4
    sides = [one.bounding_box() for one in dialog(page).get_by_role("button").all()]
    assert min(min(side["width"], side["height"]) for side in sides) >= 24


@pytest.mark.parametrize("size", [PHONE, TINY, DESKTOP, {"width": 740, "height": 360}], ids=str)
def test_the_popover_stands_beside_the_column_or_above_the_tiles(guard, served, size):
    page = guard.open(served, viewport=size)
    written(page, numbers("8624"), "8624")
    for direction, place in itertools.product(("ltr", "rtl"), (0, 3)):
        page.evaluate("(direction) => document.documentElement.dir = direction", direction)
        page.evaluate(AT_REST)
        button(page, place).evaluate("(one) => one.click()")
        dialog(page).wait_for()
        page.evaluate(AT_REST)
        left, top, right, bottom = box(dialog(page))
        assert min(left, top) >= 0
        assert (right <= size["width"], bottom <= size["height"]) == (True, True)
        column, tiles = box(button(page, place)), box(page.locator("#tiles"))
        if size["width"] > 640:
            assert right <= column[0] or left >= column[2], "beside its column"
        elif tiles[1] > bottom - top + 30:
            assert bottom <= tiles[1], "above the tiles"
        sides = [one.bounding_box() for one in dialog(page).get_by_role("button").all()]
        assert min(min(side["width"], side["height"]) for side in sides) >= 24
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_popover_leaves_numeral_and_ink_in_sight_on_a_phone_on_its_side(guard, served):
    page = guard.open(served, viewport={"width": 667, "height": 331})
    written(page, numbers("7"), "7")
    page.evaluate(AT_REST)
    button(page, 0).evaluate("(one) => one.click()")
    dialog(page).wait_for()
    page.evaluate(AT_REST)
    assert box(dialog(page))[0] >= box(button(page, 0))[2], "it stands beside its column"
    assert box(dialog(page))[2] <= 667


def test_the_popover_fits_with_large_text(guard, served):
    page = guard.open(served, viewport=TINY)
    page.evaluate("() => { document.documentElement.style.fontSize = '34px'; }")
    written(page, FORTY_SEVEN, "47")
    button(page, 0).evaluate("(one) => one.click()")
    dialog(page).wait_for()
    page.evaluate(AT_REST)
    left, top, right, bottom = box(dialog(page))
    assert (left >= 0, top >= 0, right <= 320, bottom <= 568) == (True,) * 4
    page.keyboard.press("End")
    _, low, _, lowest = box(candidate(page, "Not a digit"))
    assert top <= low < lowest <= bottom, "it scrolls to the focus"
    assert dialog(page).evaluate("(one) => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_axe_finds_nothing_in_the_popover(guard, served, size):
    page = guard.open(served, viewport=size)
    page.evaluate(AXE)
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    check(page)
    if size == DESKTOP:  # on a phone it stands above half of a tool
        dialog(page).get_by_role("button", name="Marks").click()
        check(page)


def test_motion_is_short_and_can_be_reduced(guard, served):
    page = guard.open(served)
    written(page, FORTY_SEVEN, "47")
    page.evaluate("() => document.querySelector('#reading button').click()")
    dialog(page).wait_for()
    duration = "() => parseFloat(getComputedStyle(document.querySelector('.popover')).animationDuration)"
    assert 0 < page.evaluate(duration) < 0.15
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("() => document.querySelector('.popover').getAnimations().length") == 0


def test_forced_colours_show_borders_and_the_pressed_candidate(guard, served):
    page = guard.open(served, forced_colors="active")
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    border = (
        "(one) => [getComputedStyle(one).borderTopStyle, parseFloat(getComputedStyle(one).borderTopWidth)]"
    )
    assert dialog(page).evaluate(border) == ["solid", 1]
    assert candidate(page, "9").evaluate(border) == ["solid", 1]
    assert candidate(page, "4").evaluate(border) == ["solid", 3]


def test_the_page_says_that_the_popover_did_not_load_and_tries_again(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, before=lambda page: page.route("**/popover-*.js", lambda route: route.abort()))
    written(page, FORTY_SEVEN, "47")
    button(page, 0).click()
    page.locator("#status", has_text="This didn’t load. Check your connection.").wait_for()
    assert dialog(page).count() == 0
    page.unroute("**/popover-*.js")
    button(page, 0).click()
    dialog(page).wait_for()
