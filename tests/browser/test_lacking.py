"""Browsers that lack something, never answer, or count time oddly; and what visitors do beside drawing."""

import pytest

from tests.browser.drawing import CHOSEN, ONE, SEVEN, Fingers, reads_and_learns, settled, until_reading
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw, place
from tools.browser.waiting import until

LACKING = """
for (const name of ['requestIdleCallback', 'OffscreenCanvas', 'createImageBitmap', 'structuredClone',
  'BroadcastChannel']) delete globalThis[name];
delete Navigator.prototype.clipboard;
"""
CLOCKS = {
    "stands still": "Date.now = () => 1e12;",
    "jumps ahead": "{ let now = 1e12; Date.now = () => (now += 1e9); }",
}
SILENT = "IDBFactory.prototype.open = () => { globalThis.wasOpened = true; return new EventTarget(); };"
FEW_CANVASES = """{
  const { getContext } = HTMLCanvasElement.prototype;
  let left = 2; // for the ink, and what is over it
  HTMLCanvasElement.prototype.getContext = function (...given) {
    if (left-- > 0) return getContext.apply(this, given);
    if (left % 2) return null;
    throw new DOMException('no memory', 'UnknownError');
  };
}"""
MENU = """() => {
  const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
  return document.getElementById('pad').dispatchEvent(event);
}"""
SELECTED = "() => String(getSelection())"
READY = """async () => {
  const begin = performance.now();
  await numbre.ready;
  return performance.now() - begin;
}"""


def test_what_newer_browsers_have_is_not_needed(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script(LACKING))
    page.wait_for_function(CHOSEN)
    reads_and_learns(page)
    page.locator("#copy").click()
    until(page, "() => document.getElementById('status').textContent.includes('Copied')")


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_time_of_day_does_not_matter_nor_do_fonts(guard, served, clock):
    guard.allowed += ("Failed to load resource",)

    def before(page):
        page.add_init_script(CLOCKS[clock])
        page.route("**/*.woff2", lambda route: route.abort())

    page = guard.open(served, before=before)
    reads_and_learns(page)
    numeral = page.locator("#reading button").bounding_box()
    assert numeral["height"] > 40, "in a font of the system"


def test_where_memory_for_canvases_runs_out_reading_goes_on(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script(FEW_CANVASES))
    for text in ("7", "47"):
        draw(page, numbers(text))
        assert settled(page) == text
        page.locator("#clear").click()


def test_a_database_that_never_answers_holds_nothing_up_for_long(guard, served):
    page = guard.open(served, ready=False, before=lambda page: page.add_init_script(SILENT))
    draw(page, SEVEN)
    until_reading(page, "7")
    page.wait_for_function("() => globalThis.wasOpened")
    assert page.evaluate(READY) < 6000


def test_ink_is_there_when_the_visitor_comes_back(guard, served):
    page = guard.open(served)
    draw(page, SEVEN)
    until_reading(page, "7")
    page.goto("about:blank")
    page.go_back()
    until_reading(page, "7")


def test_a_mouse_a_finger_and_a_pen_draw_in_turn_and_a_long_press_opens_no_menu(guard, served):
    page = guard.open(served, has_touch=True)
    pad = page.locator("#pad")
    [stroke] = place(ONE, pad.bounding_box())
    page.mouse.move(*stroke[0])
    page.mouse.down()
    for point in stroke[1:]:
        page.mouse.move(*point)
    page.mouse.up()
    assert settled(page) == "1"
    fingers = Fingers(page)
    fingers.send("touchStart", (stroke[0][0] + 200, stroke[0][1]))
    page.wait_for_timeout(600)  # a long press
    assert not page.evaluate(MENU)
    for x, y in stroke[1:]:
        fingers.send("touchMove", (x + 200, y))
    fingers.send("touchEnd")
    assert settled(page) == "11"
    page.locator("#clear").click()
    draw(page, SEVEN)  # by pen
    assert settled(page) == "7"
    assert page.evaluate(SELECTED) == ""


def test_the_page_goes_on_when_its_data_is_deleted(guard, served):
    page = guard.open(served)
    draw(page, SEVEN)
    until_reading(page, "7")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": served.rstrip("/"), "storageTypes": "all"})
    page.evaluate("numbre.use('hello')")
    page.locator("#clear").click()
    draw(page, SEVEN)
    assert settled(page) == "7"
