"""Room and time for more ink: the pad zooms out, and long readings have a time limit."""

import pytest

from tests.browser.drawing import INK_RANGE, ZOOM_DECIDED, settled, until_ink_ends
from tests.browser.test_backend import hold_wasm
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, write

FORTY_SEVEN = numbers("47")


def test_a_full_pad_zooms_out_and_undo_brings_it_back(page):
    width = page.locator("#pad").bounding_box()["width"]
    write(page, numbers("202", left=20, top=110, scale=0.9))
    settled(page)
    page.evaluate(ZOOM_DECIDED)
    before = page.evaluate(INK_RANGE)
    write(page, numbers("6", left=width - 100, top=110, scale=0.9))
    until_ink_ends(page, 0.8)
    assert settled(page) == "2026"
    left, right = page.evaluate(INK_RANGE)
    write(page, numbers("1", left=width * (right + 0.06), top=90, scale=0.65))
    assert settled(page) == "20261"
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert settled(page) == "202"
    assert page.evaluate(INK_RANGE) == pytest.approx(before, abs=0.01)
    page.locator("#redo").click()
    assert page.evaluate(INK_RANGE) == pytest.approx([left, right], abs=0.01)


def test_one_digit_may_fill_the_pad(page):
    draw(page, row("7"), part=0.97)
    settled(page)
    before = page.evaluate(INK_RANGE)
    page.evaluate(ZOOM_DECIDED)
    assert page.evaluate(INK_RANGE) == before


def test_the_keyboard_pen_draws_where_it_is_shown_after_zooming_out(page):
    page.locator("#pad").focus()
    for _ in range(20):
        page.keyboard.press("Shift+ArrowRight")
    for digit in range(2):
        page.keyboard.press("Space")
        for _ in range(6):
            page.keyboard.press("Shift+ArrowDown")
        right = page.evaluate(INK_RANGE)[1]
        page.keyboard.press("Space")
        assert settled(page) == "1" * (digit + 1)
        if digit == 0:
            until_ink_ends(page, right - 0.02)
        for _ in range(6):
            page.keyboard.press("Shift+ArrowUp")
        for _ in range(3):
            page.keyboard.press("Shift+ArrowLeft")


def test_the_status_reports_a_long_reading(guard, served):
    """Hundreds of strokes take a while in plain JavaScript, and are more than the page shows."""
    page = guard.open(served, before=hold_wasm)
    page.evaluate(
        """() => {
          const pad = document.getElementById('pad');
          const { left, top } = pad.getBoundingClientRect();
          const send = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
            pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true,
            clientX: left + x, clientY: top + y,
          }));
          for (let i = 0; i < 400; i++) {
            const [x, y] = [10 + 9 * (i % 60), 20 + 45 * Math.floor(i / 60)];
            send('pointerdown', x, y);
            for (let k = 1; k < 8; k++) send('pointermove', x + 3 * (k % 3), y + 4 * k);
            send('pointerup', x + 4, y + 32);
          }
        }"""
    )
    page.locator("#status", has_text="Still reading…").wait_for()
    page.locator("#status", has_text="There is too much here to read it all.").wait_for()
    assert 0 < page.locator("#reading button").count() <= 300
    page.locator("#clear").click()
    draw(page, FORTY_SEVEN)
    assert settled(page) == "47"
    assert page.locator("#status").text_content().startswith("Ready")
