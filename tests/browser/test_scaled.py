"""Where the page has been scaled, by `zoom` or `transform`: all that floats over it is where it belongs."""

import pytest

from tests.browser.drawing import button, look_inside, settled
from tests.browser.photos import INPUT, choose, photo, until_shown
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw

SCALES = {  # style of the body: size of the window, scale
    "zoom: 2": ((2400, 1600), 2),
    "transform-origin: 0 0; transform: scale(0.5)": ((1400, 900), 0.5),
}
AT_REST = "() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))"
# Middle of the box around the number that is lit up, px of the window: the last square of the lines' overlay.
LIT = """() => {
  const { left, top, width, height } = document.querySelector('.joins .pixel').getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""


def edges(element):
    """Return left, top, right and bottom of an element, px of the window."""
    x, y, width, height = element.bounding_box().values()
    return x, y, x + width, y + height


@pytest.mark.parametrize("style", SCALES)
def test_all_that_floats_is_beside_what_it_belongs_to(guard, served, style):
    (width, height), scale = SCALES[style]
    page = guard.open(served, viewport={"width": width, "height": height})
    page.locator(INPUT).last.wait_for(state="attached")
    page.evaluate("(style) => { document.body.style = style; }", style)
    draw(page, numbers("47"))
    assert settled(page) == "47"
    check_hairline_and_popover(page, scale)
    check_menu(page)
    check_planes(page, scale)
    check_frame(page)


def check_hairline_and_popover(page, scale):
    """Check that a line joins a numeral to its ink, and that its popover stands beside it."""
    page.evaluate("scrollTo(0, 0)")
    button(page, 0).hover()
    left, top, right, _ = edges(button(page, 0))
    line = edges(page.locator("#hairline"))
    assert (line[0] + line[2]) / 2 == pytest.approx((left + right) / 2, abs=3 * scale)
    assert line[3] == pytest.approx(top, abs=3 * scale)
    button(page, 0).click()
    page.get_by_role("dialog").wait_for()
    page.evaluate(AT_REST)
    popover = edges(page.get_by_role("dialog"))
    assert popover[0] - edges(button(page, 0))[2] == pytest.approx(10, abs=1)
    assert popover[3] == pytest.approx(edges(button(page, 0))[3], abs=1)
    page.keyboard.press("Escape")


def check_menu(page):
    """Check that the menu stands above its button."""
    page.locator("#share").click()
    page.get_by_role("menu").wait_for()
    own, from_ = edges(page.locator(".popup-menu")), edges(page.locator("#share"))
    assert own[2] == pytest.approx(from_[2], abs=1)
    assert own[3] == pytest.approx(from_[1] - 8, abs=1)
    page.keyboard.press("Escape")


def check_planes(page, scale):
    """Check that the number under the pointer lights up, there."""
    look_inside(page, "ink")
    canvas = page.locator("#inside .planes canvas").nth(1)
    canvas.scroll_into_view_if_needed()
    left, top, right, bottom = edges(canvas)
    at = left + 0.3 * (right - left), top + 0.4 * (bottom - top)
    page.mouse.move(*at)
    page.wait_for_function("() => document.querySelector('.joins .pixel').getAttribute('d')")
    assert page.evaluate(LIT) == pytest.approx(at, abs=6 * scale), "within its pixel"


def check_frame(page):
    """Check that a frame over a picture is drawn where the pointer goes."""
    page.evaluate("scrollTo(0, 0)")
    page.locator("#clear").click()
    choose(page, photo("2026"))
    assert until_shown(page) == "2026"
    page.get_by_role("button", name="Read a part").click()
    page.evaluate("document.getElementById('pad').scrollIntoView({ block: 'center' })")
    left, top, right, bottom = edges(page.locator(".photo canvas"))
    drawn = [
        *(left + 0.3 * (right - left), top + 0.3 * (bottom - top)),
        *(left + 0.6 * (right - left), top + 0.6 * (bottom - top)),
    ]
    page.mouse.move(*drawn[:2])
    page.mouse.down()
    page.mouse.move(*drawn[2:])
    page.mouse.up()
    assert edges(page.locator(".frame-box")) == pytest.approx(drawn, abs=2)
