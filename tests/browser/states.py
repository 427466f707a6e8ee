"""Every state of the page: a function for each opens the page in it."""

from tests.browser.drawing import SCRIBBLE, SEVEN, button, settled, until_reading
from tests.browser.test_failures import FAILED_REQUEST, without_weights
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, send
from tools.browser.waiting import until_cached, until_ready

UNSURE = [[(0, 30), (60, 0), (56, 140)]]  # between 7 and 1
TWO_LINES = [*numbers("1984"), *numbers("2026", top=200)]
AMONG_DIGITS = [
    *row("2"),
    *([(x + 150, y) for x, y in stroke] for stroke in SCRIBBLE),
    *row("5", left=330),
]
TOO_MUCH = [
    [((i * 37) % 900, (i * 91) % 700), ((i * 37) % 900 + 9, (i * 91) % 700 + 30)] for i in range(3000)
]
OFFLINE = ("Failed to load resource", "ERR_", "network error response")


def drawn(drawing, part=0.8):
    """Return a state in which a drawing has been read."""

    def state(guard, url, **options):
        page = guard.open(url, **options)
        draw(page, drawing, part=part)
        settled(page)
        return page

    return state


def empty(guard, url, **options):
    """Nothing is drawn; samples are offered."""
    page = guard.open(url, **options)
    page.locator("#samples button").first.wait_for(state="attached")
    return page


def writing(guard, url, **options):
    """The pen is down, on the second digit."""
    page = drawn(SEVEN)(guard, url, **options)
    width, height = (page.locator("#pad").bounding_box()[name] for name in ("width", "height"))
    x, tall = (width + 0.8 * min(width, height)) / 2, 0.4 * min(width, height)
    send(page, "pointerdown", x, height / 2 - tall)
    send(page, "pointermove", x, height / 2 + tall / 2)
    until_reading(page, "71")
    return page


def loading(guard, url, **options):
    """The weights are on their way."""
    before = lambda page: page.route("**/*.bin", lambda route: None)  # noqa: E731
    page = guard.open(url, ready=False, before=before, **options)
    page.locator("#status", has_text="Loading the network").wait_for(state="attached")
    return page


def missing(guard, url, **options):
    """The network did not come."""
    guard.allowed += FAILED_REQUEST
    page = guard.open(url, ready=False, before=without_weights, **options)
    page.locator("#status[data-state=failed]").wait_for()
    return page


def offline(guard, url, **options):
    """The connection is gone, on a second visit."""
    guard.allowed += OFFLINE
    guard.offline = True
    page = guard.open(url, **options)
    until_cached(page)
    page.context.set_offline(True)
    page.reload()
    until_ready(page)
    draw(page, SEVEN)
    until_reading(page, "7")
    page.locator("#offline").wait_for()
    return page


def update(guard, url, **options):
    """A new version is offered; test_updates.py has real ones."""
    page = empty(guard, url, **options)
    page.evaluate(
        """() => {
          document.getElementById('update-message').textContent = 'A new version is available.';
          document.getElementById('update').hidden = false;
        }"""
    )
    return page


def too_old(guard, url, **options):
    """The browser is below the floor."""
    guard.allowed += ("is not", "Cannot", "of undefined")
    lacking = lambda page: page.add_init_script("delete globalThis.ResizeObserver;")  # noqa: E731
    page = guard.visit(url, lacking, **options)
    page.locator("#unusable").wait_for()
    return page


def without_javascript(guard, url, **options):
    """JavaScript is turned off."""
    page = guard.visit(url, java_script_enabled=False, **options)
    page.locator("#unusable").wait_for()
    return page


def popover(guard, url, **options):
    """The candidates of a digit are shown."""
    page = drawn(UNSURE)(guard, url, **options)
    button(page, 0).click()
    page.get_by_role("dialog").wait_for()
    return page


def learned(guard, url, **options):
    """A correction has just taught a digit, and Your hand shows it."""
    page = drawn(UNSURE)(guard, url, **options)
    button(page, 0).click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("1")
    page.locator(".offer").wait_for()
    page.locator(".doors [data-part=hand]").click()
    page.locator("#hand li", has_text="Your 1 was read as 7").wait_for()
    return page


def share_menu(guard, url, **options):
    """The menu of the Share button is open."""
    page = drawn(numbers("47"))(guard, url, **options)
    page.locator("#share").click()
    page.get_by_role("menu").wait_for()
    return page


def keyboard_help(guard, url, **options):
    """The keyboard help is open."""
    page = empty(guard, url, **options)
    page.keyboard.press("?")
    page.locator("#pad-help").wait_for()
    return page


STATES = {
    "empty": empty,
    "writing": writing,
    "a number": drawn(numbers("2026")),
    "unsure": drawn(UNSURE),
    "not a digit": drawn(SCRIBBLE),
    "a non-digit among digits": drawn(AMONG_DIGITS),
    "two lines": drawn(TWO_LINES, part=0.9),
    "too much ink": drawn(TOO_MUCH, part=0.95),
    "loading": loading,
    "network missing": missing,
    "offline": offline,
    "update": update,
    "popover": popover,
    "learned": learned,
    "share menu": share_menu,
    "keyboard help": keyboard_help,
    "below the floor": too_old,
    "without JavaScript": without_javascript,
}
