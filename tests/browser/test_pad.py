"""The pad: one pointer at a time, undo and redo, samples, sharpness."""

import pytest

from tests.browser.drawing import ONE, SEVEN, settled, until_reading
from tools.browser.pointer import draw

INK = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) inked += data[i] > 128;
  return inked / (pad.width * pad.height);
}"""  # tests may read the canvas; the page never does
BOUNDS = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  const rows = [];
  for (let i = 3; i < data.length; i += 4) {
    if (data[i] > 128) rows.push(Math.floor(i / 4 / pad.width) / pad.height);
  }
  return [rows[0], rows.at(-1)];
}"""


def test_undo_redo_and_clear_by_buttons(page):
    undo, redo, clear = (page.locator(f"#{name}") for name in ("undo", "redo", "clear"))
    assert [tool.get_attribute("aria-disabled") for tool in (undo, redo, clear)] == ["true"] * 3
    draw(page, SEVEN)
    assert settled(page) == "7"
    undo.click()
    assert settled(page) == ""
    redo.click()
    assert settled(page) == "7"
    clear.click()
    assert settled(page) == ""
    undo.click()
    assert settled(page) == "7"


def test_undo_drops_one_stroke(page):
    draw(page, ONE)
    draw(page, [[(0, 0), (60, 0)]], part=0.2)
    before = page.evaluate(INK)
    page.locator("#undo").click()
    assert settled(page) == "1"
    assert page.evaluate(INK) < before


def test_undo_drops_only_the_stroke_in_progress(page):
    draw(page, SEVEN)
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 300, steps=5)
    page.keyboard.press("Control+z")
    assert settled(page) == "7"
    page.mouse.up()
    assert settled(page) == "7"
    page.locator("#undo").click()
    assert settled(page) == ""


def test_undo_shows_a_drawing_of_another_size_whole(page):
    draw(page, SEVEN, part=0.9)
    page.set_viewport_size({"width": 320, "height": 700})
    page.get_by_role("button", name="Sample 0", exact=True).click()
    until_reading(page, "0")
    page.locator("#undo").click()
    assert settled(page) == "7"
    top, bottom = page.evaluate(BOUNDS)
    assert 0.01 < top < bottom - 0.7 < 0.29


@pytest.mark.parametrize("digit", range(10))
def test_every_sample_is_read(shared_page, digit):
    shared_page.get_by_role("button", name=f"Sample {digit}", exact=True).click()
    until_reading(shared_page, str(digit))


def test_a_sample_replaces_the_drawing_and_can_be_undone(page):
    draw(page, SEVEN)
    page.get_by_role("button", name="Sample 0", exact=True).click()
    until_reading(page, "0")
    page.locator("#undo").click()
    assert settled(page) == "7"


def test_other_mouse_buttons_do_not_draw(page):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down(button="right")
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.up(button="right")
    assert settled(page) == ""


def test_a_stroke_that_leaves_the_pad_continues_and_ends(page):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 80, steps=10)
    page.mouse.up()
    assert settled(page) == "1"
    page.mouse.move(box["x"] + 20, box["y"] + 20)  # no button: no ink
    page.locator("#undo").click()
    assert settled(page) == ""


def test_a_tap_is_a_dot(page):
    page.locator("#pad").click()
    assert settled(page) != ""
    assert page.evaluate(INK) > 0


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_the_canvas_has_one_pixel_per_device_pixel(guard, served, ratio):
    page = guard.open(served, device_scale_factor=ratio)
    width = round(page.locator("#pad").bounding_box()["width"] * ratio)
    page.wait_for_function("(width) => document.getElementById('pad').width === width", arg=width)


def test_the_drawing_survives_a_new_size(page):
    draw(page, SEVEN)
    before = page.evaluate(INK)
    page.set_viewport_size({"width": 420, "height": 800})
    assert settled(page) == "7"
    assert page.evaluate(INK) == pytest.approx(before, rel=0.25)
    draw(page, [[(0, 0), (0, 1)]], part=0.01)
    assert settled(page) != ""


def test_a_pointer_that_cannot_be_captured_ends_its_stroke_at_the_edge(guard, served):
    refuse = (
        "Element.prototype.setPointerCapture = () => { throw new DOMException('gone', 'NotFoundError'); };"
    )
    page = guard.open(served, before=lambda page: page.add_init_script(refuse))
    box = page.locator("#pad").bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] - 20, steps=5)
    page.mouse.move(middle, box["y"] - 30, steps=5)
    page.mouse.up()
    page.mouse.move(middle - 100, box["y"] + 60, steps=5)  # nothing is pressed: nothing is drawn
    assert settled(page) == "1"
    page.locator("#undo").click()
    assert settled(page) == ""


def test_a_stroke_that_a_script_never_ends_does_not_keep_others_from_drawing(page):
    page.evaluate(
        """() => {
          const pad = document.getElementById('pad');
          const { left, top } = pad.getBoundingClientRect();
          const place = { clientX: left + 5, clientY: top + 5 };
          const at = { pointerId: 77, button: 0, buttons: 1, bubbles: true, ...place };
          pad.dispatchEvent(new PointerEvent('pointerdown', at));
        }"""
    )
    draw(page, SEVEN)
    assert settled(page) == "7"
