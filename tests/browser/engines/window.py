"""One interface for a browser's window, whatever drives it."""

import json
import time
from abc import ABC, abstractmethod

from tools.browser.pointer import place

WAIT_S = 30
SIZE = {"width": 1280, "height": 860}
BOX = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}"""
TOUCH = """(strokes) => {
  const pad = document.getElementById('pad');
  const send = (type, [clientX, clientY]) => {
    const buttons = Number(type !== 'pointerup');
    const finger = { pointerId: 9, pointerType: 'touch', isPrimary: true, buttons };
    const init = { ...finger, clientX, clientY, bubbles: true, cancelable: true };
    pad.dispatchEvent(new PointerEvent(type, init));
  };
  for (const stroke of strokes) {
    send('pointerdown', stroke[0]);
    for (const point of stroke) send('pointermove', point);
    send('pointerup', stroke.at(-1));
  }
}"""
KEYS = {  # of WebDriver
    "Shift": "\ue008",
    "Control": "\ue009",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Space": " ",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
}


class Window(ABC):
    """A window with one page. Coordinates are CSS px of what is in view.

    faults: errors and warnings of the console. Keys are named as in the DOM, "Shift+ArrowDown".
    """

    FAILURES: tuple[type[Exception], ...] = (AssertionError,)  # of evaluate

    def __init__(self):
        self.faults = []

    @abstractmethod
    def goto(self, url):
        """Open an address, and wait until it has loaded."""

    @abstractmethod
    def reload(self):
        """Load the page again, and wait until it has loaded."""

    @abstractmethod
    def evaluate(self, function, *arguments):
        """Return the JSON value of a function of JavaScript, which may be asynchronous."""

    @abstractmethod
    def mouse(self, strokes):
        """Draw strokes with the mouse; one of a single point is a click."""

    @abstractmethod
    def touch(self, strokes):
        """Draw strokes with a finger."""

    @abstractmethod
    def press(self, *keys):
        """Press keys one after another."""

    @abstractmethod
    def close(self):
        """Close the window, and end what it has started."""

    def until(self, condition, *arguments):
        """Wait until a function of JavaScript, which may be asynchronous, gives something true; return it."""
        end, last = time.monotonic() + WAIT_S, None
        while time.monotonic() < end:
            try:
                if value := self.evaluate(condition, *arguments):
                    return value
            except self.FAILURES as error:  # the page may be on its way to another
                last = error
            time.sleep(0.03)
        raise AssertionError(f"not within {WAIT_S} s: {condition} {arguments} {last or ''}")

    def until_ready(self):
        """Wait until the page can read."""
        self.until("() => Boolean(globalThis.numbre)")
        self.evaluate("async () => { await numbre.ready; }")

    def until_text(self, selector, text):
        """Wait until an element is shown and its text contains another."""
        shown = """(selector, text) => [...document.querySelectorAll(selector)].some(
          (one) => one.checkVisibility() && one.textContent.includes(text))"""
        self.until(shown, selector, text)

    def text(self, selector):
        """Return the text of an element."""
        return self.evaluate("(selector) => document.querySelector(selector).textContent", selector)

    def box(self, selector):
        """Scroll an element into view, and return its box."""
        return self.evaluate(BOX, selector)

    def click(self, selector):
        """Click the middle of an element, once it is there."""
        self.until("(selector) => Boolean(document.querySelector(selector)?.checkVisibility())", selector)
        box = self.box(selector)
        self.mouse([[(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)]])

    def placed(self, drawing, part=0.6):
        """Return a drawing in the middle of the pad, which is scrolled into view."""
        return place(drawing, self.box("#pad"), part)


class ActionWindow(Window):
    """A window that is driven by the actions of WebDriver, which its two protocols share."""

    @abstractmethod
    def perform(self, source):
        """Perform the actions of one input source."""

    def mouse(self, strokes):  # noqa: D102
        self._point("mouse", strokes)

    def touch(self, strokes):  # noqa: D102
        self._point("touch", strokes)

    def _point(self, kind, strokes):
        actions = []
        for stroke in strokes:
            at = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0} for x, y in stroke]
            down, up = ({"type": name, "button": 0} for name in ("pointerDown", "pointerUp"))
            actions += [at[0], down, *at[1:], up]
        self.perform({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions})

    def press(self, *keys):  # noqa: D102
        actions = []
        for key in keys:
            *held, last = [KEYS.get(name, name) for name in key.split("+")]
            actions += [{"type": "keyDown", "value": value} for value in (*held, last)]
            actions += [{"type": "keyUp", "value": value} for value in (last, *held)]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})


def called(function, arguments):
    """Return an expression of JavaScript: a promise of the function's value as JSON, or of its exception."""
    given = ", ".join(json.dumps(argument) for argument in arguments)
    return f"""(async () => {{
      try {{
        return JSON.stringify({{ value: await ({function})({given}) }});
      }} catch (error) {{
        return JSON.stringify({{ error: `${{error.name}}: ${{error.message}}` }});
      }}
    }})()"""


def value_of(text):
    """Return the value that `called` has given. Raises AssertionError for an exception in the page."""
    answer = json.loads(text)
    assert "error" not in answer, answer["error"]
    return answer.get("value")
