"""A browser that Playwright drives: Chromium, and its own Firefox and WebKit where those are installed."""
# ruff: noqa: D102  (window.py describes the methods)

from playwright.sync_api import Error

from tests.browser.drawing import Fingers
from tests.browser.engines.window import SIZE, TOUCH, WAIT_S, Window, called, value_of
from tools.browser.pointer import trace

LEVELS = ("error", "warning")


class PlaywrightWindow(Window):
    """A page in a context of its own."""

    FAILURES = (AssertionError, Error)

    def __init__(self, browser):
        super().__init__()
        self.version = browser.version
        self._is_chromium = browser.browser_type.name == "chromium"
        self._context = browser.new_context(viewport=SIZE, has_touch=True)
        self._page = self._context.new_page()
        self._page.set_default_timeout(1000 * WAIT_S)
        self._page.on("console", lambda said: said.type in LEVELS and self.faults.append(said.text))
        self._page.on("pageerror", lambda error: self.faults.append(str(error)))

    def goto(self, url):
        self._page.goto(url)

    def reload(self):
        self._page.reload()

    def evaluate(self, function, *arguments):
        return value_of(self._page.evaluate(called(function, arguments)))

    def mouse(self, strokes):
        trace(self._page, strokes)

    def touch(self, strokes):
        if not self._is_chromium:
            self.evaluate(TOUCH, strokes)
            return
        fingers = Fingers(self._page)
        for first, *rest in strokes:
            fingers.send("touchStart", first)
            for point in rest:
                fingers.send("touchMove", point)
            fingers.send("touchEnd")

    def press(self, *keys):
        for key in keys:
            self._page.keyboard.press(key)

    def close(self):
        self._context.close()
