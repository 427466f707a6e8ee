"""Printing: one page with the sheet alone, dark on white, as it is on the screen."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from tests.browser.drawing import settled
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.states import TWO_LINES, UNSURE
from tools.browser.pointer import draw

PAGE = re.compile(rb"/Type\s*/Page\b")
SIZES = {"desktop": (1280, 800), "wide": (1920, 1080), "phone": (360, 740), "lying phone": (740, 310)}
PRINT_MARKS = """() => addEventListener('beforeprint', () => {
  const { style } = document.getElementById('sheet');
  const names = ['--print-zoom', '--print-width', '--print-rows'];
  globalThis.printed = names.map((name) => style.getPropertyValue(name));
})"""
LEFT = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
  .filter(({ childNodes }) => [...childNodes].some(({ data }) => data?.trim()))
  .map(({ textContent }) => textContent)"""


def picture(place):
    """Return a screenshot of a page or an element as grey px, 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(place.screenshot())).convert("L"))


@pytest.fixture
def drawn_page(guard, served):
    """A function that opens the page in a named size and colour scheme, with a drawing that has been read."""

    def open_with(size, scheme, drawing=TWO_LINES):
        width, height = SIZES[size]
        page = guard.open(served, viewport={"width": width, "height": height}, color_scheme=scheme)
        page.locator(".doors [data-part=about]").click()
        page.locator("#card-link").wait_for()  # a part is open, and late code has come
        draw(page, drawing, part=0.9)
        settled(page)
        return page

    return open_with


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_is_printed_on_one_page(drawn_page, size):
    page = drawn_page(size, "dark")
    page.evaluate(PRINT_MARKS)
    width = page.locator("#pad").bounding_box()["width"]
    for is_lying in (False, True):
        page.evaluate("printed = null")
        content = page.pdf(landscape=is_lying)
        assert len(PAGE.findall(content)) == 1, is_lying
        zoom, printed_width, rows = page.evaluate("printed")
        assert float(zoom) * float(printed_width.removesuffix("px")) < 700
        assert float(printed_width.removesuffix("px")) == pytest.approx(width + 2, abs=1), "as on the screen"
        assert len(rows.split()) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_ink_is_dark(drawn_page, scheme):
    page = drawn_page("desktop", scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    assert picture(page).mean() > 225
    for row in ("#pad", "#tiles", "#reading"):
        grey = picture(page.locator(row))
        assert grey[len(grey) // 2, 2] > 245, row
        assert 0.0003 < (grey < 90).mean() < 0.1, row


def test_nothing_but_the_sheet_is_printed(drawn_page):
    page = drawn_page("desktop", "light", UNSURE)
    page.locator("#reading button").first.click()
    page.get_by_role("dialog").wait_for()
    page.emulate_media(media="print")
    assert page.evaluate(LEFT) == ["what it sees", "what it reads", page.locator("#reading").text_content()]


def test_a_picture_is_printed_as_it_is_without_frame_and_buttons(drawn_page):
    page = drawn_page("desktop", "dark")
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("2026"))
    until_shown(page)
    page.locator("#share").click()
    page.get_by_role("menu").wait_for()
    page.get_by_role("button", name="Read a part").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(LEFT) == ["what it sees", "what it reads", *"2026"]
    assert page.locator(".frame-cover").is_hidden()
    assert len(PAGE.findall(page.pdf())) == 1
    page.emulate_media(media="print", color_scheme="dark")
    grey = picture(page.locator(".photo canvas"))
    assert 170 < grey[len(grey) // 2, 30 : len(grey[0]) // 2].mean() < 230, "its grey paper, lit by no frame"
    assert 0.001 < (grey < 90).mean() < 0.1, "its ink"
