"""The pad: one pointer at a time, undo and redo, keyboard, touch, sharpness."""

import pytest

from .drawing import ONE, SEVEN, Fingers, draw, place, settled

INK = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) inked += data[i] > 128;
  return inked / (pad.width * pad.height);
}"""  # tests may look at the canvas; the page never does


def test_undo_redo_and_clear_by_buttons(page):
    undo, redo, clear = (page.locator(f"#{name}") for name in ("undo", "redo", "clear"))
    assert undo.is_disabled()
    assert redo.is_disabled()
    assert clear.is_disabled()
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


def test_undo_takes_one_stroke(page):
    draw(page, ONE)
    draw(page, [[(0, 0), (60, 0)]], part=0.2)
    before = page.evaluate(INK)
    page.locator("#undo").click()
    assert settled(page) == "1"
    assert page.evaluate(INK) < before


def test_undo_redo_and_clear_by_keys(page):
    draw(page, SEVEN)
    page.keyboard.press("Control+z")
    assert settled(page) == ""
    page.keyboard.press("Control+y")
    assert settled(page) == "7"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert settled(page) == "7"
    page.keyboard.press("Delete")
    assert settled(page) == ""


def test_a_digit_can_be_written_with_the_keyboard_alone(page):
    while page.evaluate("document.activeElement.id") != "pad":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Space")
    assert settled(page) == "1"
    assert page.locator("#said").text_content() == "Pen up"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "undo"


def test_undo_with_the_keyboards_pen_down_harms_nothing(page):
    page.locator("#pad").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+z")
    page.keyboard.press("ArrowDown")
    assert settled(page) == ""
    draw(page, SEVEN)
    assert settled(page) == "7"


def test_a_pointer_takes_over_from_the_keyboards_pen(page):
    page.locator("#pad").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    draw(page, ONE)
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert settled(page) == ""


@pytest.mark.parametrize("digit", range(10))
def test_every_sample_is_read(shared_page, digit):
    shared_page.get_by_role("button", name=f"Sample {digit}").click()
    assert settled(shared_page) == str(digit)


def test_a_sample_replaces_the_drawing_and_can_be_undone(page):
    draw(page, SEVEN)
    page.get_by_role("button", name="Sample 0").click()
    assert settled(page) == "0"
    page.locator("#undo").click()
    assert settled(page) == "7"


@pytest.fixture
def phone(guard, served):
    """The served page on a small touch screen."""
    screen = {"width": 360, "height": 640}
    return guard.open(served, viewport=screen, has_touch=True, is_mobile=True, device_scale_factor=3)


def finger(page, drawing, end="touchEnd"):
    [stroke] = place(drawing, page.locator("#pad").bounding_box())
    fingers = Fingers(page)
    fingers.send("touchStart", stroke[0])
    for point in stroke[1:]:
        fingers.send("touchMove", point)
    fingers.send(end)


def test_a_finger_draws_and_the_page_does_not_scroll(phone):
    finger(phone, SEVEN)
    assert settled(phone) == "7"
    assert phone.evaluate("scrollY") == 0


def test_a_second_finger_is_ignored(phone):
    [stroke] = place(SEVEN, phone.locator("#pad").bounding_box())
    palm = (stroke[0][0], stroke[0][1] + 150)
    fingers = Fingers(phone)
    fingers.send("touchStart", stroke[0])
    fingers.send("touchStart", stroke[0], palm)
    for i, point in enumerate(stroke[1:]):
        fingers.send("touchMove", point, (palm[0] + 9 * i, palm[1]))
    fingers.send("touchEnd")
    assert settled(phone) == "7"
    phone.locator("#undo").tap()
    assert settled(phone) == ""  # it was one stroke


def test_a_cancelled_touch_takes_its_stroke_with_it(phone):
    finger(phone, SEVEN, end="touchCancel")
    assert settled(phone) == ""
    assert phone.evaluate(INK) == 0
    finger(phone, ONE)
    assert settled(phone) == "1"


def test_other_mouse_buttons_do_not_draw(page):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down(button="right")
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.up(button="right")
    assert settled(page) == ""


def test_a_stroke_that_leaves_the_pad_goes_on_and_ends(page):
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
def test_the_canvas_has_a_pixel_for_each_of_the_screens(guard, served, ratio):
    page = guard.open(served, device_scale_factor=ratio)
    width = page.evaluate("document.getElementById('pad').width")
    assert width == round(page.locator("#pad").bounding_box()["width"] * ratio)


def test_the_drawing_survives_a_new_size(page):
    draw(page, SEVEN)
    before = page.evaluate(INK)
    page.set_viewport_size({"width": 420, "height": 800})
    assert settled(page) == "7"
    assert page.evaluate(INK) == pytest.approx(before, rel=0.25)
    draw(page, [[(0, 0), (0, 1)]], part=0.01)
    assert settled(page) != ""
