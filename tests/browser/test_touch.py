"""The pad by touch, on a small screen."""

import pytest

from tests.browser.drawing import ONE, SEVEN, Fingers, settled
from tests.browser.opened_pad import opened, strokes, undone
from tests.browser.test_pad import INK
from tools.browser.pointer import place, send


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
    assert phone.evaluate("document.documentElement.scrollHeight > innerHeight + 200")
    finger(phone, [ONE[0][::-1]])  # upwards, which would scroll
    assert settled(phone) == "1"
    assert phone.evaluate("scrollY") == 0


def test_a_pinch_leaves_no_ink_and_no_step(phone):
    x, y, width, height = phone.locator("#pad").bounding_box().values()
    fingers = Fingers(phone)
    first, second = (x + width / 2, y + height / 2), (x + width / 2 + 40, y + height / 2)
    fingers.send("touchStart", first)
    fingers.send("touchStart", first, second)
    for i in range(1, 8):
        fingers.send("touchMove", (first[0] - 9 * i, first[1]), (second[0] + 9 * i, second[1]))
    fingers.send("touchEnd")
    assert settled(phone) == ""
    assert phone.evaluate(INK) == 0
    assert phone.locator("#undo").get_attribute("aria-disabled") == "true"
    finger(phone, ONE)
    assert settled(phone) == "1"


def touch(page, kind, x, y, t, finger=1, **options):
    """Dispatch one event of a touch, at a time in ms."""
    given = {"pointerType": "touch", "pointerId": finger, "isPrimary": finger == 1, "t": t, **options}
    send(page, kind, x, y, **given)


CAPTURE = """() => {
  Element.prototype.setPointerCapture = () => {};
  Element.prototype.hasPointerCapture = () => true;
}"""  # of pointers that scripts have made, too


def test_a_second_finger_makes_a_pinch_only_at_the_beginning(modules):
    page = opened(modules)
    page.evaluate(CAPTURE)
    for later, way, kept in ((150, 100, 0), (900, 10, 0), (900, 100, 1)):
        touch(page, "pointerdown", 100, 50, 1000)
        touch(page, "pointermove", 100, 50 + way, 1100)
        touch(page, "pointerdown", 200, 90, 1000 + later, finger=2)
        touch(page, "pointermove", 240, 90, 1950, finger=2)
        touch(page, "pointermove", 100, 60 + way, 1950)
        touch(page, "pointerup", 240, 90, 1960, finger=2)
        touch(page, "pointerup", 100, 60 + way, 1960)
        assert [len(stroke) for stroke in strokes(page)] == [3] * kept, (later, way)
        assert undone(page) == kept


def test_the_finger_that_a_pinch_leaves_behind_does_not_draw(modules):
    page = opened(modules)
    touch(page, "pointerdown", 100, 50, 1000)
    touch(page, "pointerdown", 200, 90, 1010, finger=2)
    touch(page, "pointerup", 100, 50, 1020)
    touch(page, "pointerdown", 120, 50, 1500, finger=3)
    touch(page, "pointerup", 120, 50, 1510, finger=3)
    assert strokes(page) == []
    touch(page, "pointerdown", 120, 50, 1600)
    touch(page, "pointerup", 120, 50, 1610)
    assert strokes(page) == [[[120, 50]]]


def test_a_pen_takes_over_from_the_palm(modules):
    page = opened(modules, has_touch=True)
    box = page.locator("#pad").bounding_box()
    palm = (box["x"] + 300, box["y"] + 200)
    fingers = Fingers(page)
    fingers.send("touchStart", palm)
    fingers.send("touchMove", (palm[0] + 1, palm[1]))
    assert page.evaluate("() => pad.stroke.length") > 0, "until a pen comes, the palm is a finger"
    pen = {"pointerType": "pen", "button": "left", "buttons": 1, "clickCount": 1}
    for kind, dx, dy in (("mousePressed", 50, 40), ("mouseMoved", 60, 90), ("mouseReleased", 60, 90)):
        at = {"x": box["x"] + dx, "y": box["y"] + dy}
        fingers.session.send("Input.dispatchMouseEvent", {"type": kind, **pen, **at})
    fingers.send("touchMove", (palm[0] + 30, palm[1]))
    fingers.send("touchEnd")
    assert strokes(page) == [[[50, 40], [60, 90]]]
    assert undone(page) == 1


@pytest.mark.parametrize("last", ["pointerup", "pointermove"], ids=["lifted", "hovering"])
def test_a_touch_leaves_no_ink_for_a_second_after_a_pen_was_seen(modules, last):
    page = opened(modules)
    pen = {"pointerType": "pen", "pointerId": 9, "buttons": 0}
    send(page, last, 80, 80, **pen, t=5000)
    for t, count in ((5100, 0), (5990, 0), (6010, 1)):
        touch(page, "pointerdown", 200, 100, t)
        touch(page, "pointermove", 210, 100, t + 1)
        touch(page, "pointerup", 210, 100, t + 2)
        assert len(strokes(page)) == count, t


@pytest.mark.parametrize("kind", ["touchstart", "touchmove"])
def test_touch_events_are_prevented_and_pointer_events_still_come(phone, kind):
    phone.evaluate(
        """(kind) => {
          globalThis.prevented = [];
          addEventListener(kind, (event) => prevented.push(event.defaultPrevented));
          globalThis.moves = 0;
          addEventListener('pointermove', () => { moves += 1; });
        }""",
        kind,
    )
    finger(phone, ONE)
    assert settled(phone) == "1"
    assert phone.evaluate("prevented.length") > 0
    assert phone.evaluate("prevented.every(Boolean)")
    assert phone.evaluate("moves") > 0


def test_a_cancelled_touch_undoes_its_stroke_and_redo_brings_it_back(phone):
    finger(phone, SEVEN, end="touchCancel")
    assert settled(phone) == ""
    assert phone.evaluate(INK) == 0
    phone.locator("#redo").tap()
    assert settled(phone) == "7"
    phone.locator("#undo").tap()
    finger(phone, ONE)
    assert settled(phone) == "1"
