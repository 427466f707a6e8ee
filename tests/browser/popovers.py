"""The popover of a numeral: found, opened, and its place."""

import re

from tests.browser.drawing import button, settled, until_reading
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw

FORTY_SEVEN = numbers("47")


def dialog(page):
    return page.get_by_role("dialog")


def candidate(page, name):
    """Return the button of a candidate."""
    return dialog(page).get_by_role("button", name=re.compile(f"^{re.escape(name)}( [<>]?\\d+%)?$"))


def opened(page, place):
    """Open the popover of a numeral with the mouse."""
    button(page, place).click()
    dialog(page).wait_for()


def written(page, drawing, text):
    """Draw, and wait for the reading."""
    draw(page, drawing)
    settled(page)
    until_reading(page, text)


def box(element):
    """Return left, top, right and bottom of an element, px of the window."""
    x, y, width, height = element.bounding_box().values()
    return x, y, x + width, y + height
