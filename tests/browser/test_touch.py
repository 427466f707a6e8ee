"""The pad by touch, on a small screen."""

import pytest

from tests.browser.drawing import ONE, SEVEN, Fingers, settled
from tests.browser.test_pad import INK
from tools.browser.pointer import place


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


def test_a_cancelled_touch_drops_its_stroke(phone):
    finger(phone, SEVEN, end="touchCancel")
    assert settled(phone) == ""
    assert phone.evaluate(INK) == 0
    finger(phone, ONE)
    assert settled(phone) == "1"
