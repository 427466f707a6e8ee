"""Whole numbers on the page, written with the pointer and read as they grow."""

import pytest

from tests.browser.drawing import button, settled, until_ink_ends, until_reading
from tools.browser.number_drawings import joined, numbers, row
from tools.browser.pointer import draw

FORTY_SEVEN = numbers("47")


def test_a_crossbar_may_come_late(page):
    four, stem, bar = FORTY_SEVEN[:2], FORTY_SEVEN[2], FORTY_SEVEN[3]
    draw(page, [stem, *four, bar])
    assert settled(page) == "47"
    assert "sure" in page.locator("#confidence").text_content()


def test_hats_may_stand_off(page):
    strokes = [*row("5"), *row("5", left=125)]
    hats = [[(x, y - 7) for x, y in stroke] for stroke in strokes[1::2]]
    draw(page, [*strokes[::2], *hats])
    assert settled(page) == "55"


def test_zeros_may_be_joined(page):
    zeros = row("0", "0", gap=20)
    draw(page, [*row("1", left=-60), joined(*zeros)])
    assert settled(page) == "100"


def test_a_phone_number_is_read_and_the_pad_zooms_out(page):
    draw(page, numbers("5558675309"), part=1.45)
    assert settled(page) == "5558675309"
    until_ink_ends(page, 0.88)
    assert settled(page) == "5558675309"


def test_a_second_line_is_another_number(page):
    draw(page, [*numbers("2026"), *numbers("31", top=220)], part=0.85)
    assert settled(page) == "2026\n31"
    tops = [button(page, place).bounding_box()["y"] for place in (0, 3, 4)]
    assert tops[0] == tops[1] < tops[2]


def test_a_number_grows_and_is_undone_by_strokes(page):
    draw(page, numbers("12"))
    assert settled(page) == "12"
    page.locator("#undo").click()
    assert settled(page) == "1"
    page.locator("#undo").click()
    assert settled(page) == ""
    assert page.locator("#reading button").count() == 0
    page.locator("#redo").click()
    page.locator("#redo").click()
    assert settled(page) == "12"


def test_every_network_reads_numbers(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    for name in ("numbre", "lesson"):
        page.evaluate("(name) => numbre.use(name)", name)
        assert settled(page) in ("47", "41", "97"), name
        assert page.locator("#reading button").count() == 2


@pytest.mark.parametrize("text", ["47", "2026"])
def test_whole_numbers_are_among_the_samples(page, text):
    page.get_by_role("button", name=f"Sample {text}", exact=True).click()
    until_reading(page, text)
