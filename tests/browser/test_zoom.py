"""Room and time for more ink: the pad zooms out, and long readings have a time limit."""

import pytest

from tests.browser.drawing import INK_RANGE, ZOOM_DECIDED, settled, until_ink_ends
from tests.browser.opened_pad import opened, strokes
from tests.browser.test_backend import hold_wasm
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, write

FORTY_SEVEN = numbers("47")


def test_a_full_pad_zooms_out_and_undo_brings_it_back(guard, served):
    page = guard.open(served, reduced_motion="reduce")
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


FILL = """(y) => {
  const { width } = pad.elementSize;
  pad.begin({ x: width - 20, y, t: 1000 });
  pad.extend([{ x: width - 20, y: y + 90, t: 1100 }]);
  pad.end();
}"""  # a stroke that needs room beside it
DOT = """() => {
  const pad = document.getElementById('pad');
  const { left, top } = pad.getBoundingClientRect();
  for (const type of ['pointerdown', 'pointerup']) {
    const place = { clientX: left + 60, clientY: top + 80 };
    pad.dispatchEvent(new PointerEvent(type, { button: 0, buttons: 1, ...place }));
  }
}"""
SCALES = "() => views.map(({ scale }) => scale)"


def test_zooming_is_gradual_and_all_who_follow_the_view_see_every_frame(modules):
    page = opened(modules)
    page.evaluate(
        "() => { globalThis.start = 0; pad.subscribeView(() => { start ||= performance.now(); }); }"
    )
    page.evaluate(FILL, 40)
    page.wait_for_function("() => pad.view.scale === pad.elementSize.width / pad.sheet.size.width && start")
    took = page.evaluate("() => performance.now() - start")
    scales = page.evaluate(SCALES)
    falling = [scale for scale in scales if scale < 1]
    assert falling == sorted(falling, reverse=True)
    assert len(falling) >= 2
    assert took < 1000, "the time is 140 ms; slow machines show few frames, but not later ones"
    size = page.evaluate("() => pad.elementSize")
    assert page.evaluate("() => pad.view") == {"scale": falling[-1], **size}


def test_undo_and_redo_of_a_zoom_are_gradual_too(modules):
    page = opened(modules)
    page.evaluate("() => { pad.begin({ x: 9, y: 9, t: 0 }); pad.end(); }")
    page.evaluate(FILL, 40)
    zoomed = "() => pad.view.scale === pad.elementSize.width / pad.sheet.size.width && pad.view.scale"
    page.wait_for_function("() => pad.sheet.zoom > 1")
    scale = page.wait_for_function(zoomed).json_value()
    page.evaluate("() => { views.length = 0; pad.undo(); }")
    page.wait_for_function("() => pad.view.scale === 1")
    scales = page.evaluate(SCALES)
    assert scales[-1] == 1
    assert all(scale < one <= 1 for one in scales)
    page.evaluate("() => pad.redo()")
    page.wait_for_function("(scale) => pad.view.scale === scale", arg=scale)


def test_zooming_is_at_once_where_motion_is_reduced(modules):
    page = opened(modules, reduced_motion="reduce")
    page.evaluate(FILL, 40)
    page.wait_for_function("() => pad.sheet.zoom > 1")
    assert len({scale for scale in page.evaluate(SCALES) if scale < 1}) == 1


def test_a_pointer_that_comes_down_while_the_pad_zooms_writes_where_it_is(modules):
    page = opened(modules)
    page.evaluate(FILL, 40)
    page.evaluate("import('/pad/zoom.js')")
    at_once = """() => new Promise((resolve) => {
      const end = pad.subscribeView(({ scale }) => {
        end();
        setTimeout(() => resolve(scale)); // the first frame of the zoom has been painted
      });
    })"""
    during = page.evaluate(f"async () => {{ const first = await ({at_once})(); ({DOT})(); return first; }}")
    final = page.evaluate("() => pad.elementSize.width / pad.sheet.size.width")
    assert final < during < 1
    assert page.evaluate("() => pad.view.scale") == final
    [x, y] = strokes(page)[-1][0]
    assert [x * final, y * final] == pytest.approx([60, 80], abs=1)


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
